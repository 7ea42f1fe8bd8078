namespace FastTrackFpx.Rest.Paging;

/// <summary>Which part of a list is wanted.</summary>
public sealed class ReadRange
{
    /// <summary>Everything.</summary>
    public static readonly ReadRange All = new();

    /// <summary>How many records to leave out at the start.</summary>
    public long Skip { get; set; }

    /// <summary>How many records to read at most; null reads all.</summary>
    public long? First { get; set; }
}
