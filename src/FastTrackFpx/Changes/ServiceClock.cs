using FastTrackFpx.Connection;

namespace FastTrackFpx.Changes;

/// <summary>When, by the service's clock, a request of ours can have left its first trace.</summary>
internal static class ServiceClock
{
    /// <summary>A Date header tells whole seconds, and stands for a moment before the answer arrived.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>How far clocks may be apart when the service has never told its own.</summary>
    private static readonly TimeSpan Unknown = TimeSpan.FromMinutes(5);

    internal static DateTimeOffset EarliestTrace(this FpxCaller caller, DateTimeOffset sent) =>
        caller.Session.Service.ClockSkew is { } skew ? sent + skew - Tolerance : sent - Unknown;
}
