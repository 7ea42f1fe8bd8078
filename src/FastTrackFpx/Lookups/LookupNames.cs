using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Lookups;

/// <summary>Finds the entry of a list that a person means by a name or an id.</summary>
public static class LookupNames
{
    private const int Suggestions = 3;
    private const int LongestName = 500;

    /// <summary>The entry with that name (any case) or id. A name that several entries have is no choice; an id always is.</summary>
    /// <typeparam name="T">The list's entries.</typeparam>
    /// <param name="list">The list.</param>
    /// <param name="nameOrId">What the user wrote.</param>
    /// <param name="parameterName">The cmdlet's parameter that it was written for.</param>
    /// <exception cref="InputException">No entry has it, or several have the name.</exception>
    public static T Find<T>(IReadOnlyList<T> list, string nameOrId, string parameterName)
        where T : FpxLookup
    {
        T[] named = list.Where(entry => string.Equals(entry.Name, nameOrId.Trim(), StringComparison.OrdinalIgnoreCase)).ToArray();
        if (named.Length == 1) return named[0];
        T? identified = list.FirstOrDefault(entry => SameId(nameOrId, entry.Id));
        if (identified is not null) return identified;
        throw named.Length > 1 ? Ambiguous(nameOrId, named, parameterName) : Unknown(nameOrId, list, parameterName);
    }

    /// <summary>The same, where an id that the list does not have may go to the service all the same, which then decides.</summary>
    /// <typeparam name="T">The list's entries.</typeparam>
    /// <param name="list">The list.</param>
    /// <param name="nameOrId">What the user wrote.</param>
    /// <param name="parameterName">The cmdlet's parameter that it was written for.</param>
    /// <param name="idsPass">Whether a whole number or GUID that no entry has passes. A name never does: requests take ids.</param>
    /// <exception cref="InputException">No entry has it, or several have the name.</exception>
    public static FpxLookup Find<T>(IReadOnlyList<T> list, string nameOrId, string parameterName, bool idsPass)
        where T : FpxLookup =>
        idsPass && Identifier.IsId(nameOrId) && !list.Any(entry => SameId(nameOrId, entry.Id) || string.Equals(entry.Name, nameOrId.Trim(), StringComparison.OrdinalIgnoreCase))
            ? new FpxLookup { Id = Identifier.Normalize(nameOrId) }
            : Find(list, nameOrId, parameterName);

    /// <summary>Whether two ids mean the same entry, however each is written.</summary>
    public static bool SameId(string? wanted, string? id) => Identifier.Same(wanted, id);

    /// <summary>The error for a name that no entry has, with the nearest ones.</summary>
    /// <param name="wanted">What the user wrote.</param>
    /// <param name="list">The list.</param>
    /// <param name="parameterName">The cmdlet's parameter that it was written for.</param>
    public static InputException Unknown(string wanted, IEnumerable<FpxLookup> list, string parameterName)
    {
        // Nobody misspells a name into one many times as long, and telling how far it is off would take long too.
        string[] nearest = wanted.Length > LongestName ? [] : list
            .Where(entry => entry.Name is not null)
            .OrderBy(entry => Distance(wanted, entry.Name!))
            .Take(Suggestions)
            .Select(entry => $"'{entry.Name}' ({entry.Id})")
            .ToArray();
        string hint = nearest.Length > 0 ? "The nearest are " + string.Join(", ", nearest) + "."
            : wanted.Length > LongestName ? "No name of the list is that long." : "The list is empty.";
        return new InputException(
            FpxErrorCode.UnknownName, $"-{parameterName}: nothing has the name or id '{wanted}'. {hint}", parameterName, "Take one of the names or ids of the list.");
    }

    private static InputException Ambiguous(string wanted, IEnumerable<FpxLookup> found, string parameterName) => new(
        FpxErrorCode.AmbiguousName,
        $"-{parameterName}: several entries are called '{wanted}': ids {string.Join(", ", found.Select(entry => entry.Id))}.",
        parameterName,
        "Give the id instead of the name.");

    // A name that contains what was typed is nearer than any that has to be respelt.
    // Wildcards, which mean nothing here, are looked past.
    private static int Distance(string wanted, string name)
    {
        string word = wanted.Replace("*", string.Empty).Replace("?", string.Empty);
        return name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0 ? 0 : 1 + Edits(word.ToUpperInvariant(), name.ToUpperInvariant());
    }

    // Levenshtein's distance, a row at a time.
    private static int Edits(string left, string right)
    {
        int[] above = Enumerable.Range(0, right.Length + 1).ToArray();
        for (int row = 1; row <= left.Length; row++)
        {
            var current = new int[right.Length + 1];
            current[0] = row;
            for (int column = 1; column <= right.Length; column++)
            {
                int replaced = above[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                current[column] = Math.Min(replaced, 1 + Math.Min(above[column], current[column - 1]));
            }

            above = current;
        }

        return above[right.Length];
    }
}
