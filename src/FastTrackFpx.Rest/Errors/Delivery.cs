namespace FastTrackFpx.Rest.Errors;

/// <summary>How far a request got, as far as it can be proved, from nowhere to furthest. Decides whether a write may have been carried out.</summary>
public enum Delivery
{
    /// <summary>No byte of the request was sent: connecting failed, a proxy refused the tunnel, or no attempt was made.</summary>
    NotSent,

    /// <summary>The service rejected the request with a 4xx status, so it did not carry it out.</summary>
    Refused,

    /// <summary>The request may have reached the service. Every 5xx status, lost connection and timeout counts, also a 503 with Retry-After.</summary>
    MayHaveArrived,
}
