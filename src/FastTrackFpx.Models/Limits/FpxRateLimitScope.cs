namespace FastTrackFpx;

/// <summary>Who keeps to one limit of calls together.</summary>
public enum FpxRateLimitScope
{
    /// <summary>All connections of a process to the same service.</summary>
    Process,

    /// <summary>The connections of all processes of this machine and user to the same service that ask for it.</summary>
    Machine,
}
