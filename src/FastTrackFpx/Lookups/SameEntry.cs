using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Lookups;

/// <summary>Whether references mean the same entry of a list: by id or, because the service writes ids of one list in two ways, by name.</summary>
internal static class SameEntry
{
    internal static bool Is(FpxLookup? one, FpxLookup? other)
    {
        var (left, right) = (Identifier.Normalize(one?.Id), Identifier.Normalize(other?.Id));
        return string.Equals(left, right, StringComparison.OrdinalIgnoreCase)
            || (left is not null && right is not null && !string.IsNullOrWhiteSpace(one!.Name)
                && NamePattern.Same(one.Name, other!.Name));
    }

    /// <summary>Lists compare as sets: their order means nothing, and no list is an empty one.</summary>
    internal static bool AreAll(IEnumerable<FpxLookup>? some, IEnumerable<FpxLookup>? others)
    {
        var (left, right) = ((some ?? []).ToList(), (others ?? []).ToList());
        return left.All(one => right.Any(other => Is(one, other))) && right.All(one => left.Any(other => Is(one, other)));
    }
}
