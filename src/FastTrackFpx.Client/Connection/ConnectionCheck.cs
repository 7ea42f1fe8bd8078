using System;

namespace FastTrackFpx.Client.Connection;

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

    /// <summary>The service's clock minus ours, as its Date header tells it.</summary>
    public TimeSpan? ClockSkew { get; set; }

    /// <summary>What went wrong, if something did.</summary>
    public FpxException? Error { get; set; }
}
