namespace FastTrackFpx.Rest.Paging;

/// <summary>Which part of a list is wanted.</summary>
public sealed class ReadRange
{
    public static readonly ReadRange All = new();

    public long Skip { get; set; }

    public long? First { get; set; }
}
