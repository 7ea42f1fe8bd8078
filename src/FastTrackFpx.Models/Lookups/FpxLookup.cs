namespace FastTrackFpx;

/// <summary>An entry of one of the service's lists, or a reference to one inside another record.</summary>
/// <remarks>The id is text on purpose: the service writes the same list's ids as numbers, digit strings and GUIDs.</remarks>
public class FpxLookup
{
    /// <summary>The id as the service wrote it; GUIDs in lower case with dashes.</summary>
    public string? Id { get; set; }

    /// <summary>The name a person sees.</summary>
    public string? Name { get; set; }

    /// <summary>The name, or the id where there is none.</summary>
    public override string ToString() => Name ?? Id ?? string.Empty;
}
