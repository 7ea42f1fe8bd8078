using FastTrackFpx.Connection;

namespace FastTrackFpx.Planning;

/// <summary>How fast calls go out.</summary>
public sealed class PlanPace
{
    /// <summary>What is reckoned with where nothing was measured.</summary>
    public static readonly TimeSpan UsualLatency = TimeSpan.FromMilliseconds(200);

    /// <summary>Calls in any 60 seconds at most, 1 or more.</summary>
    public int RequestsPerMinute { get; set; } = FpxClientOptions.MostRequestsPerMinute;

    /// <summary>How many of these could go out at once now; null for all of them.</summary>
    public int? CallsLeft { get; set; }

    /// <summary>How long a call takes from sending to the end of its answer.</summary>
    public TimeSpan Latency { get; set; } = UsualLatency;
}
