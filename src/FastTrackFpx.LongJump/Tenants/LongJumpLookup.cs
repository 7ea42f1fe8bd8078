using System.Globalization;

namespace FastTrackFpx.LongJump;

/// <summary>Another record that a tenant refers to: its id, and the name to show.</summary>
public sealed class LongJumpLookup
{
    /// <summary>An empty reference.</summary>
    public LongJumpLookup()
    {
    }

    /// <summary>A reference by id.</summary>
    /// <param name="id">The id of the record.</param>
    public LongJumpLookup(string id) => Id = id;

    /// <summary>A reference by id.</summary>
    /// <param name="id">The id of the record.</param>
    public LongJumpLookup(long id) => Id = id.ToString(CultureInfo.InvariantCulture);

    /// <summary>The id of the record.</summary>
    public string? Id { get; set; }

    /// <summary>The name to show.</summary>
    public string? DisplayValue { get; set; }

    /// <summary>The address of the record.</summary>
    public Uri? Uri { get; set; }

    /// <summary>The kind of reference, if the service says it.</summary>
    public string? Type { get; set; }

    /// <summary>The name to show, or the id.</summary>
    public override string ToString() => string.IsNullOrEmpty(DisplayValue) ? Id ?? string.Empty : DisplayValue!;
}
