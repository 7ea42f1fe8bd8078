using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using FastTrackFpx.Client.Lookups;

namespace FastTrackFpx.Lookups;

/// <summary>The entries of a list that were asked for by name or id, and what was asked for and is not there.</summary>
internal sealed class LookupChoice<T>
    where T : FpxLookup
{
    public LookupChoice(IReadOnlyList<T> list, IReadOnlyCollection<string>? names, IReadOnlyCollection<string>? ids)
    {
        WildcardPattern[]? patterns = names?.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToArray();
        Chosen = list
            .Where(entry => patterns is null || patterns.Any(pattern => pattern.IsMatch(entry.Name ?? string.Empty)))
            .Where(entry => ids is null || ids.Any(id => SameId(id, entry.Id)))
            .ToArray();
        Missing = MissingNames(list, names).Concat(MissingIds(list, ids)).ToArray();
    }

    /// <summary>The entries that were asked for, in the list's order.</summary>
    public IReadOnlyList<T> Chosen { get; }

    /// <summary>An error for each name and id that nothing has.</summary>
    public IReadOnlyList<(FpxException Fault, string Wanted)> Missing { get; }

    private static IEnumerable<(FpxException, string)> MissingNames(IReadOnlyList<T> list, IEnumerable<string>? names) =>
        from name in names ?? Enumerable.Empty<string>()
        where !WildcardPattern.ContainsWildcardCharacters(name)
        where !list.Any(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase))
        select ((FpxException)LookupNames.Unknown(name, list, "Name"), name);

    private static IEnumerable<(FpxException, string)> MissingIds(IReadOnlyList<T> list, IEnumerable<string>? ids) =>
        from id in ids ?? Enumerable.Empty<string>()
        where !list.Any(entry => SameId(id, entry.Id))
        select ((FpxException)LookupNames.Unknown(id, list, "Id"), id);

    private static bool SameId(string wanted, string? id) => LookupNames.SameId(wanted, id);
}
