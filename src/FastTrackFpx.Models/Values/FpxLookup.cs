namespace FastTrackFpx;

/// <summary>An entry of one of the service's lookups, or a reference to one inside another record.</summary>
/// <remarks>
/// The id is text: the service writes ids of one lookup as numbers, digit strings and GUIDs. PowerShell converts text, a number or an object with an id or
/// a name to a lookup, so <c>$contact.CountryRegion = 'Australia'</c> and <c>Where-Object L1 -eq 'Blocked'</c> work. A lookup made of text or a number has
/// no id yet; the cmdlet that sends it finds the entry, or fails with <c>UnknownName</c>.
/// </remarks>
[TypeConverter(typeof(FpxLookupConverter))]
public class FpxLookup : IComparable
{
    private string? _id;
    private string? _name;

    /// <summary>An empty entry.</summary>
    public FpxLookup() { }

    /// <summary>A reference by name or id that is not resolved yet.</summary>
    /// <param name="nameOrId">The name or the id of the entry.</param>
    public FpxLookup(string nameOrId) => _name = nameOrId;

    /// <summary>The id as the service wrote it; GUIDs in lower case with dashes. In PowerShell an id that is a whole number is a number.</summary>
    public string? Id
    {
        get => _id;
        set
        {
            // An edit of one half of an entry that was read means another entry.
            if (IsRead && !SameText(_id, value)) _name = null;
            _id = value;
        }
    }

    /// <summary>The name a person sees.</summary>
    public string? Name
    {
        get => _name;
        set
        {
            if (IsRead && !SameText(_name, value)) _id = null;
            _name = value;
        }
    }

    /// <summary>Whether the entry has an id; otherwise <see cref="Name"/> holds what the user wrote: a name or an id.</summary>
    internal bool IsResolved => _id is not null;

    /// <summary>Whether the entry came from the service, so that id and name belong together.</summary>
    internal bool IsRead { get; set; }

    internal virtual FpxLookup Copy() => (FpxLookup)MemberwiseClone();

    /// <summary>A reference by name or id that is not resolved yet; null for blank text.</summary>
    /// <param name="nameOrId">The name or the id of the entry.</param>
    public static FpxLookup? Parse(string? nameOrId) => string.IsNullOrWhiteSpace(nameOrId) ? null : new FpxLookup(nameOrId!.Trim());

    /// <summary>
    /// Whether both are the same entry. Two entries with ids are compared by id; a text, or an entry made of text, matches the name or the id. Case does
    /// not matter.
    /// </summary>
    public override bool Equals(object? obj) => obj switch
    {
        FpxLookup { IsResolved: true } other when IsResolved => SameText(_id, other._id),
        FpxLookup other => SameText(_name, other._name) || Matches(other._name) || other.Matches(_name),
        string text => SameText(_name ?? string.Empty, text) || Matches(text),
        _ => false,
    };

    /// <summary>The same for all: equal entries may share only a name, or only an id.</summary>
    public override int GetHashCode() => 0;

    /// <summary>Orders entries by name; entries without a name by id, whole numbers as numbers.</summary>
    public int CompareTo(object? obj)
    {
        if (obj is null) return 1;
        if (Equals(obj)) return 0;
        FpxLookup other = obj as FpxLookup ?? new FpxLookup(obj.ToString()!);
        int byName = _name is null || other._name is null ? 0 : StringComparer.OrdinalIgnoreCase.Compare(_name, other._name);
        return byName != 0 ? byName : FpxValue.CompareIds(_id ?? _name, other._id ?? other._name);
    }

    /// <summary>The name, or the id if there is no name.</summary>
    public override string ToString() => _name ?? _id ?? string.Empty;

    private bool Matches(string? text) => text is not null && _id is not null && SameText(_id, text.Trim());

    private static bool SameText(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
