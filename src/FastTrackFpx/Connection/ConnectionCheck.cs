namespace FastTrackFpx.Connection;

/// <summary>What one cheap call (<c>GET timeZones</c>) tells about a connection.</summary>
public sealed class ConnectionCheck
{
    /// <summary>Whether an answer came at all.</summary>
    public bool Reachable { get; set; }

    /// <summary>Whether the service accepted certificate and token.</summary>
    public bool Accepted { get; set; }

    /// <summary>The HTTP status, if an answer came.</summary>
    public int? StatusCode { get; set; }

    /// <summary>From sending the request to having the answer.</summary>
    public TimeSpan? Latency { get; set; }

    /// <summary>The service's clock minus ours, as far as its Date header tells: whole seconds and the call's own time explain the rest.</summary>
    public TimeSpan? ClockSkew { get; set; }

    /// <summary>What went wrong, if something did.</summary>
    public RestException? Error { get; set; }

    /// <summary>
    /// The least skew that explains the header. It was written at some time during the call, and leaves out the fraction of its second.
    /// </summary>
    internal static TimeSpan? SkewOf(DateTimeOffset? date, DateTimeOffset now, TimeSpan elapsed)
    {
        if (date is not { } stamped) return null;
        TimeSpan ahead = stamped - now;
        TimeSpan behind = now - elapsed - stamped.AddSeconds(1);
        return ahead > TimeSpan.Zero ? ahead : behind > TimeSpan.Zero ? -behind : TimeSpan.Zero;
    }
}
