namespace FastTrackFpx.Lookups;

/// <summary>Resolves a lookup property of a record or row exactly as the cmdlets' parameters resolve what is typed.</summary>
internal static class LookupResolver
{
    /// <summary>True for an empty entry: PowerShell makes one without id and name of an empty text.</summary>
    internal static bool IsNone(FpxLookup? entry) => entry is null || (string.IsNullOrWhiteSpace(entry.Id) && string.IsNullOrWhiteSpace(entry.Name));

    /// <summary>Whether a property still holds what the service holds: neither its id nor its name was edited. A copy may hold one of them alone.</summary>
    internal static bool IsUnedited(FpxLookup? value, FpxLookup? present) => IsNone(value) || IsNone(present)
        ? IsNone(value) && IsNone(present)
        : string.IsNullOrWhiteSpace(value!.Id)
            ? NamePattern.Same(value.Name, present!.Name) || Identifier.Same(value.Name, present.Id)
            : Identifier.Same(value.Id, present!.Id)
                && (string.IsNullOrWhiteSpace(value.Name) || string.Equals(value.Name, present.Name, StringComparison.Ordinal));

    /// <summary>The same for several entries, whose order means nothing.</summary>
    internal static bool AreUnedited(IEnumerable<FpxLookup>? values, IEnumerable<FpxLookup>? present)
    {
        var (some, others) = ((values ?? []).Where(entry => !IsNone(entry)).ToList(), (present ?? []).Where(entry => !IsNone(entry)).ToList());
        return some.Count == others.Count && SameEntry.AreAll(some, others, IsUnedited);
    }

    /// <summary>The entry that is meant; null for none.</summary>
    internal static FpxLookup? Resolve(FpxLookup? value, FpxLookup? present, IReadOnlyList<FpxLookup> list, string parameterName, bool idsPass = false)
    {
        if (IsNone(value)) return null;
        if (present is not null && IsUnedited(value, present)) return present;
        if (string.IsNullOrWhiteSpace(value!.Id)) return LookupNames.Find(list, value.Name!, parameterName, idsPass);
        var isNameEdited = present is not null && Identifier.Same(value.Id, present.Id);
        if (isNameEdited) return LookupNames.Find(list, value.Name!, parameterName, idsPass);
        var identified = list.FirstOrDefault(entry => Identifier.Same(entry.Id, value.Id));
        var named = string.IsNullOrWhiteSpace(value.Name) || NamePattern.Same(value.Name, present?.Name)
            ? null
            : list.Where(entry => NamePattern.Same(entry.Name, value.Name)).ToList();
        if (identified is null)
        {
            if (named is { Count: 1 }) return named[0];
            if (idsPass && Identifier.IsId(value.Id)) return value;
            var isOfOtherList = !string.IsNullOrWhiteSpace(value.Name) && list.All(entry => !NamePattern.Same(entry.Name, value.Name));
            return LookupNames.Find(list, isOfOtherList ? value.Name! : value.Id!, parameterName);
        }

        // An entry of another list may have the same id.
        if (named is not null && !named.Contains(identified))
        {
            throw new InputException(
                ErrorCode.InvalidInput,
                $"-{parameterName}: the id {value.Id} is '{identified.Name}' and not '{value.Name}'.",
                parameterName,
                "Set only the id or only the name: assign the name as text.");
        }

        return identified;
    }
}

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
    internal static bool AreAll(IEnumerable<FpxLookup>? some, IEnumerable<FpxLookup>? others, Func<FpxLookup?, FpxLookup?, bool>? isSame = null)
    {
        var (left, right, same) = ((some ?? []).ToList(), (others ?? []).ToList(), isSame ?? Is);
        return left.All(one => right.Any(other => same(one, other))) && right.All(other => left.Any(one => same(one, other)));
    }
}
