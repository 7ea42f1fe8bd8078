namespace FastTrackFpx;

/// <summary>An entry of one of the service's lists, or a reference to one inside another record.</summary>
/// <remarks>The id is text on purpose: the service writes the same list's ids as numbers, digit strings and GUIDs.</remarks>
public class FpxLookup
{
    /// <summary>An empty entry.</summary>
    public FpxLookup()
    {
    }

    /// <summary>
    /// An entry known by its name alone. PowerShell makes one of a text, which lets a script compare (<c>Where-Object L1 -eq 'Blocked'</c>) and
    /// assign (<c>$entitlement.L1 = 'Completed'</c>) by name.
    /// </summary>
    /// <param name="name">The name a person sees.</param>
    public FpxLookup(string name) => Name = name;

    /// <summary>The id as the service wrote it; GUIDs in lower case with dashes.</summary>
    public string? Id { get; set; }

    /// <summary>The name a person sees.</summary>
    public string? Name { get; set; }

    /// <summary>Whether both are the same entry: by id where both have one, else by name; case does not matter.</summary>
    public override bool Equals(object? obj) => obj is FpxLookup other
        && (Id is not null && other.Id is not null
            ? string.Equals(Id, other.Id, StringComparison.OrdinalIgnoreCase)
            : string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same for all: entries that are equal may share a name only, or an id only.</summary>
    public override int GetHashCode() => 0;

    /// <summary>The name, or the id where there is none.</summary>
    public override string ToString() => Name ?? Id ?? string.Empty;
}
