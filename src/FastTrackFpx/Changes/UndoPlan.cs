namespace FastTrackFpx.Changes;

/// <summary>How a change is taken back, worked out before anything is sent.</summary>
public sealed class UndoPlan
{
    private readonly Func<CancellationToken, Task<FpxChange>>? _run;
    private readonly Func<CancellationToken, Task<WritePreview>>? _preview;

    internal UndoPlan(
        Deed deed,
        Func<CancellationToken, Task<WritePreview>>? preview,
        Func<CancellationToken, Task<FpxChange>>? run,
        IReadOnlyList<string> warnings)
    {
        Deed = deed;
        Warnings = warnings;
        _preview = preview;
        _run = run;
    }

    /// <summary>What is done, old to new; where nothing is left to do, why.</summary>
    public Deed Deed { get; }

    /// <summary>What cannot be put back exactly.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Whether everything stands as before already.</summary>
    public bool ChangesNothing => _run is null;

    /// <summary>The request that would go out.</summary>
    /// <param name="cancellationToken">Ends the reading of lists.</param>
    /// <exception cref="InvalidOperationException">There is nothing to do.</exception>
    public Task<WritePreview> PreviewAsync(CancellationToken cancellationToken) =>
        _preview is null ? throw new InvalidOperationException("There is nothing to take back.") : _preview(cancellationToken);

    /// <summary>Takes the change back.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The change that this is, as the journal has it.</returns>
    /// <exception cref="InvalidOperationException">There is nothing to do.</exception>
    /// <exception cref="RestException">It was refused, or nobody can tell whether it was carried out.</exception>
    public Task<FpxChange> RunAsync(CancellationToken cancellationToken) =>
        _run is null ? throw new InvalidOperationException("There is nothing to take back.") : _run(cancellationToken);
}
