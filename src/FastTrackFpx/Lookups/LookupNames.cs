namespace FastTrackFpx.Lookups;

/// <summary>Finds the entry of a list that a person means by a name or an id.</summary>
internal static class LookupNames
{
    private const int Suggestions = 3;
    private const int LongestName = 500;

    /// <summary>The entry with that name (any case) or id. A name that several entries have is no choice; an id always is.</summary>
    public static T Find<T>(IReadOnlyList<T> list, string nameOrId, string parameterName)
        where T : FpxLookup
    {
        T[] named = list.Where(entry => NamePattern.Same(entry.Name, nameOrId)).ToArray();
        if (named.Length == 1) return named[0];
        return list.FirstOrDefault(entry => Identifier.Same(nameOrId, entry.Id))
            ?? throw (named.Length > 1 ? Ambiguous(nameOrId, named, parameterName) : Unknown(nameOrId, list, parameterName));
    }

    /// <summary>The same, but an id that the list does not have may pass; the service then decides.</summary>
    public static FpxLookup Find<T>(IReadOnlyList<T> list, string nameOrId, string parameterName, bool idsPass)
        where T : FpxLookup =>
        idsPass && Identifier.IsId(nameOrId) && !list.Any(entry => Identifier.Same(nameOrId, entry.Id) || NamePattern.Same(entry.Name, nameOrId))
            ? new FpxLookup { Id = Identifier.Normalize(nameOrId) }
            : Find(list, nameOrId, parameterName);

    /// <summary>The error for a name that no entry has, with the nearest ones.</summary>
    public static InputException Unknown(string wanted, IEnumerable<FpxLookup> list, string parameterName) => new(
        ErrorCode.UnknownName, $"-{parameterName}: '{wanted}' is not a known name or id.{Suggest(wanted, list)}",
        parameterName, ShowList(list.FirstOrDefault()?.GetType()));

    /// <summary>The cmdlet of a list has the name of its records. Parts of a list have no cmdlet.</summary>
    private static string ShowList(Type? record) =>
        record is not null && Lookup.OfCmdlet($"Get-{record.Name}") is not null
            ? $"Run Get-{record.Name} for the full list."
            : "Press Tab behind the parameter for the known names.";

    /// <summary>The nearest names, as a sentence with a leading blank; empty if no name resembles the text.</summary>
    public static string Suggest(string wanted, IEnumerable<FpxLookup> list)
    {
        // A text many times as long as any name is not a misspelling, and comparing it would take long. Wildcards mean nothing here.
        string text = wanted.Length > LongestName ? string.Empty : wanted.Replace("*", string.Empty).Replace("?", string.Empty).ToUpperInvariant();
        int tolerated = text.Length < 4 ? 0 : (text.Length + 1) / 3;
        string[] nearest = text.Length == 0 ? [] : list
            .Where(entry => entry.Name is not null)
            .Select(entry => (Entry: entry, Distance: Distance(text, entry.Name!.ToUpperInvariant())))
            .Where(candidate => candidate.Distance.OfPart <= tolerated)
            .OrderBy(candidate => candidate.Distance.OfAll)
            .Take(Suggestions)
            .Select(candidate => candidate.Entry)
            .Select(entry => entry.Id is null || entry.Id == entry.Name ? $"'{entry.Name}'" : $"'{entry.Name}' ({entry.Id})")
            .ToArray();
        return nearest.Length switch
        {
            0 => string.Empty,
            1 => $" Did you mean {nearest[0]}?",
            _ => $" Did you mean {string.Join(", ", nearest.Take(nearest.Length - 1))} or {nearest[nearest.Length - 1]}?",
        };
    }

    private static InputException Ambiguous(string wanted, IEnumerable<FpxLookup> found, string parameterName) => new(
        ErrorCode.AmbiguousName,
        $"-{parameterName}: several entries have the name '{wanted}': ids {string.Join(", ", found.Select(entry => entry.Id))}.",
        parameterName,
        "Use the id instead of the name.");

    // A name resembles a text if a part of it takes few edits. Nearest is a name that contains the text, then the one with the fewest edits as a whole.
    private static (int OfPart, int OfAll) Distance(string text, string name)
    {
        int part = Edits(text, name, ofPart: true);
        return (part, part == 0 ? 0 : Edits(text, name, ofPart: false));
    }

    // Levenshtein's distance, a row at a time. A part may begin and end anywhere in the name.
    private static int Edits(string text, string name, bool ofPart)
    {
        int[] above = ofPart ? new int[name.Length + 1] : [.. Enumerable.Range(0, name.Length + 1)];
        for (int row = 1; row <= text.Length; row++)
        {
            var current = new int[name.Length + 1];
            current[0] = row;
            for (int column = 1; column <= name.Length; column++)
            {
                int replaced = above[column - 1] + (text[row - 1] == name[column - 1] ? 0 : 1);
                current[column] = Math.Min(replaced, 1 + Math.Min(above[column], current[column - 1]));
            }

            above = current;
        }

        return ofPart ? above.Min() : above[name.Length];
    }
}
