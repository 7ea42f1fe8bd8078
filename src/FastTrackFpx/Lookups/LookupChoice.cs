using System.Globalization;

namespace FastTrackFpx.Lookups;

/// <summary>The entries of a list that were asked for by name or id, and what was asked for and is not there.</summary>
internal sealed class LookupChoice<T>
    where T : class
{
    private readonly IReadOnlyList<T> _list;

    public LookupChoice(IReadOnlyList<T> list, IReadOnlyCollection<string>? names, IReadOnlyCollection<string>? ids)
    {
        _list = list;
        NamePattern[]? patterns = names?.Select(name => new NamePattern(name)).ToArray();
        Chosen = list
            .Where(entry => patterns is null || patterns.Any(pattern => Names(entry).Any(pattern.IsMatch)))
            .Where(entry => ids is null || ids.Any(id => LookupNames.SameId(id, Entry(entry).Id)))
            .ToArray();
        Missing = MissingNames(patterns ?? []).Concat(MissingIds(ids)).ToArray();
    }

    /// <summary>The entries that were asked for, in the list's order.</summary>
    public IReadOnlyList<T> Chosen { get; }

    /// <summary>An error for each name and id that nothing has.</summary>
    public IReadOnlyList<(RestException Fault, string Wanted)> Missing { get; }

    private IEnumerable<(RestException, string)> MissingNames(IEnumerable<NamePattern> patterns) =>
        from pattern in patterns
        where !pattern.HasWildcards && !_list.Any(entry => Names(entry).Any(pattern.IsMatch))
        select ((RestException)LookupNames.Unknown(pattern.Text, _list.Select(Entry), "Name"), pattern.Text);

    private IEnumerable<(RestException, string)> MissingIds(IEnumerable<string>? ids) =>
        from id in ids ?? Enumerable.Empty<string>()
        where !_list.Any(entry => LookupNames.SameId(id, Entry(entry).Id))
        select ((RestException)LookupNames.Unknown(id, _list.Select(Entry), "Id"), id);

    private static FpxLookup Entry(T record) => record switch
    {
        FpxLookup lookup => lookup,
        FpxIncentivePeriod period => period.AsLookup(),
        _ => throw new InvalidOperationException($"{typeof(T).Name} has no name and no id."),
    };

    // A period goes by its months in words and by its number.
    private static IEnumerable<string> Names(T record)
    {
        if (Entry(record).Name is { } name) yield return name;
        if (record is FpxIncentivePeriod { YearPeriod: { } number }) yield return number.ToString(CultureInfo.InvariantCulture);
    }
}
