using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace FastTrackFpx.Client.Changes;

/// <summary>How a change is taken back, worked out before anything is sent.</summary>
public sealed class UndoPlan
{
    private readonly Func<CancellationToken, Task<FpxChange>>? _run;

    internal UndoPlan(string summary, Func<CancellationToken, Task<FpxChange>>? run, IReadOnlyList<string> warnings)
    {
        Summary = summary;
        Warnings = warnings;
        _run = run;
    }

    /// <summary>What changes, old to new.</summary>
    public string Summary { get; }

    /// <summary>What cannot be put back exactly.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Whether everything stands as before already.</summary>
    public bool ChangesNothing => _run is null;

    /// <summary>Takes the change back.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The change that this is, as the journal has it.</returns>
    /// <exception cref="InvalidOperationException">There is nothing to do.</exception>
    /// <exception cref="FpxException">It was refused, or nobody can tell whether it was carried out.</exception>
    public Task<FpxChange> RunAsync(CancellationToken cancellationToken) =>
        _run is null ? throw new InvalidOperationException("There is nothing to take back.") : _run(cancellationToken);
}
