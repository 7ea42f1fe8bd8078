using FastTrackFpx.Connection;
using FastTrackFpx.Pipeline;

namespace FastTrackFpx.Lookups;

/// <summary>A cmdlet that gets one of the service's lookups. A lookup is kept for an hour for each connection.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class LookupCmdlet<T> : ConnectedCmdlet
    where T : class
{
    /// <summary>The names to get. Wildcards are allowed, and case does not matter. A name without wildcards that is not in the list is an error.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(OwnListCompleter))]
    [WellFormedText]
    public string[]? Name { get; set; }

    /// <summary>The ids to get. An id that is not in the list is an error.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Reads the list again. Without it a list that is less than an hour old is used.</summary>
    [Parameter]
    public SwitchParameter Refresh { get; set; }

    private protected virtual Lookup<T> Source => Lookup.Of<T>();

    private protected sealed override async Task RunAsync(CmdletRun run, FpxClient client)
    {
        IReadOnlyList<T> list = await client.Lookups.GetAsync(Source, Refresh, run.Stopping).ConfigureAwait(false);
        var choice = new LookupChoice<T>(list, Source.Entries, Name, Id);
        foreach ((RestException fault, string wanted) in choice.Missing) run.Fail(fault, wanted);
        await run.WriteAllAsync(choice.Chosen).ConfigureAwait(false);
    }
}
