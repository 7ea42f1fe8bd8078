namespace FastTrackFpx;

/// <summary>What <c>Test-FpxConnection</c> found out.</summary>
public sealed class FpxConnectionTest
{
    /// <summary>The connection's name.</summary>
    public string? Connection { get; internal set; }

    /// <summary>The service's address.</summary>
    public Uri? BaseUri { get; internal set; }

    /// <summary>Whether an answer came at all.</summary>
    public bool Reachable { get; internal set; }

    /// <summary>Whether the service accepted certificate and token.</summary>
    public bool Accepted { get; internal set; }

    /// <summary>The HTTP status, if an answer came.</summary>
    public int? StatusCode { get; internal set; }

    /// <summary>Milliseconds from sending the request to having the answer.</summary>
    public double? LatencyMs { get; internal set; }

    /// <summary>The service's clock minus ours. Tokens and certificates fail when it is large.</summary>
    public TimeSpan? ClockSkew { get; internal set; }

    /// <summary>Whole days until the client certificate ends.</summary>
    public int? CertificateDaysLeft { get; internal set; }

    /// <summary>The error's id, if something went wrong.</summary>
    public string? ErrorId { get; internal set; }

    /// <summary>What went wrong.</summary>
    public string? Message { get; internal set; }

    /// <summary>What can be done about it.</summary>
    public string? RecommendedAction { get; internal set; }

    /// <summary>The connection and whether it is accepted.</summary>
    public override string ToString() => $"{Connection}: {(Accepted ? "accepted" : ErrorId ?? "not accepted")}";
}
