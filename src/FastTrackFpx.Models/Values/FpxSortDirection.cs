namespace FastTrackFpx;

/// <summary>The direction in which the service sorts.</summary>
public enum FpxSortDirection
{
    /// <summary>Smallest or oldest first.</summary>
    Ascending,
    /// <summary>Largest or newest first.</summary>
    Descending,
}
