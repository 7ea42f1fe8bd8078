namespace FastTrackFpx.Lookups;

/// <summary>A cmdlet that gets one of the service's lookups. A lookup is kept for an hour for each connection.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class LookupCmdlet<T> : ConnectedCmdlet
    where T : class
{
    /// <summary>The names to get. Wildcards are allowed, and case does not matter. A name without wildcards that is not in the list is an error.</summary>
    [Parameter(Position = 0), SupportsWildcards, ArgumentCompleter(typeof(OwnListCompleter)), WellFormedText]
    public string[]? Name { get; set; }

    /// <summary>The ids to get. An id that is not in the list is an error.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Reads the list again. Without it a list that is less than an hour old is used.</summary>
    [Parameter]
    public SwitchParameter Refresh { get; set; }

    private protected virtual Lookup<T> Source => Lookup.Of<T>();

    private protected sealed override async Task RunAsync(CmdletRun run, FpxClient client)
    {
        IReadOnlyList<T> list = await new LookupsEndpoint(client).GetAsync(Source, Refresh, run.Stopping).ConfigureAwait(false);
        await run.WriteChosenAsync(list, Source.Entries, Name, Id).ConfigureAwait(false);
    }
}

internal static class LookupChoice
{
    /// <summary>Writes the records of a lookup that were asked for by name or id, in its order, and an error for each name and id that no record has.</summary>
    internal static async Task WriteChosenAsync<T>(this CmdletRun run, IReadOnlyList<T> list, Func<T, FpxLookup[]> entries, string[]? names, string[]? ids)
        where T : class
    {
        var rows = list.Select(record => (Record: record, Entries: entries(record))).ToList();
        NamePattern[]? patterns = names?.Select(name => new NamePattern(name)).ToArray();
        ReportUnknown(
            patterns?.Where(pattern => !pattern.HasWildcards).Select(pattern => pattern.Text), "Name", (name, entry) => NamePattern.Same(name, entry.Name));
        ReportUnknown(ids, "Id", (id, entry) => Identifier.Same(id, entry.Id));
        await run.WriteAllAsync(rows
            .Where(row => patterns is null || row.Entries.Any(entry => entry.Name is { } name && patterns.Any(pattern => pattern.IsMatch(name))))
            .Where(row => ids is null || row.Entries.Any(entry => ids.Any(id => Identifier.Same(id, entry.Id))))
            .Select(row => row.Record)).ConfigureAwait(false);

        void ReportUnknown(IEnumerable<string>? wanted, string parameter, Func<string, FpxLookup, bool> isIt)
        {
            foreach (string text in (wanted ?? []).Where(text => !rows.Exists(row => row.Entries.Any(entry => isIt(text, entry)))))
                run.Fail(LookupNames.Unknown(text, rows.SelectMany(row => row.Entries), parameter), text);
        }
    }
}
