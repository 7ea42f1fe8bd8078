namespace FastTrackFpx;

/// <summary>Who keeps to one limit of calls together.</summary>
public enum FpxRateLimitScope
{
    /// <summary>All connections of a process that use the same service and identity.</summary>
    Process,

    /// <summary>All processes of this machine and user that use the same service and identity, and ask for it.</summary>
    Machine,
}
