using FastTrackFpx.Connection;
using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;

namespace FastTrackFpx.Lookups;

/// <summary>A cmdlet that gives one of the service's lists. A list is kept for an hour for each connection.</summary>
/// <typeparam name="T">The list's entries.</typeparam>
public abstract class LookupCmdlet<T> : ConnectedCmdlet
    where T : class
{
    private protected LookupCmdlet()
    {
    }

    /// <summary>Names to give; wildcards are allowed, case does not matter. A name without wildcards that the list does not have is an error.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(OwnListCompleter))]
    [WellFormedText]
    public string[]? Name { get; set; }

    /// <summary>Ids to give. An id that the list does not have is an error.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Reads the list again, even if the one that is kept is younger than an hour.</summary>
    [Parameter]
    public SwitchParameter Refresh { get; set; }

    /// <summary>Reads the list.</summary>
    private protected abstract Task<IReadOnlyList<T>> ReadAsync(FpxClient client, CancellationToken cancellationToken);

    private protected sealed override async Task RunAsync(CmdletRun run, FpxClient client)
    {
        IReadOnlyList<T> list = await ReadAsync(client, run.Stopping).ConfigureAwait(false);
        var choice = new LookupChoice<T>(list, Name, Id);
        foreach ((RestException fault, string wanted) in choice.Missing) run.Fail(fault, wanted);
        await run.WriteAllAsync(choice.Chosen).ConfigureAwait(false);
    }
}
