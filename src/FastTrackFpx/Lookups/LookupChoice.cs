namespace FastTrackFpx.Lookups;

/// <summary>The records of a lookup that were asked for by name or id, and what was asked for and is not there.</summary>
internal sealed class LookupChoice<T>
    where T : class
{
    private readonly List<(T Record, FpxLookup[] Entries)> _list;

    public LookupChoice(IReadOnlyList<T> list, Func<T, FpxLookup[]> entries, IReadOnlyCollection<string>? names, IReadOnlyCollection<string>? ids)
    {
        _list = [.. list.Select(record => (record, entries(record)))];
        NamePattern[]? patterns = names?.Select(name => new NamePattern(name)).ToArray();
        Chosen =
        [
            .. _list
                .Where(row => patterns is null || row.Entries.Any(entry => entry.Name is { } name && patterns.Any(pattern => pattern.IsMatch(name))))
                .Where(row => ids is null || row.Entries.Any(entry => ids.Any(id => LookupNames.SameId(id, entry.Id))))
                .Select(row => row.Record),
        ];
        Missing =
        [
            .. Unknown(patterns?.Where(pattern => !pattern.HasWildcards).Select(pattern => pattern.Text), "Name", (name, entry) => NamePattern.Same(name, entry.Name)),
            .. Unknown(ids, "Id", (id, entry) => LookupNames.SameId(id, entry.Id)),
        ];
    }

    /// <summary>The records that were asked for, in the lookup's order.</summary>
    public IReadOnlyList<T> Chosen { get; }

    /// <summary>An error for each name and id that no record has.</summary>
    public IReadOnlyList<(RestException Fault, string Wanted)> Missing { get; }

    private IEnumerable<(RestException, string)> Unknown(IEnumerable<string>? wanted, string parameter, Func<string, FpxLookup, bool> isIt) =>
        from text in wanted ?? []
        where !_list.Exists(row => row.Entries.Any(entry => isIt(text, entry)))
        select ((RestException)LookupNames.Unknown(text, _list.SelectMany(row => row.Entries), parameter), text);
}
