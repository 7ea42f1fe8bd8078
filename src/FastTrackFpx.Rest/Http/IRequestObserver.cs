namespace FastTrackFpx.Rest.Http;

/// <summary>Receives reports about requests as they happen, on any thread.</summary>
public interface IRequestObserver
{
    /// <summary>True if the body of each request and response is to be reported; redacting costs time.</summary>
    bool WantsBodies { get; }

    /// <summary>True if the end of each attempt is to be reported, and the body of each write.</summary>
    bool WantsAttempts { get; }

    /// <summary>An attempt has ended, with a response or without.</summary>
    void AttemptEnded(AttemptReport report);

    /// <summary>A body is sent or was received; personal data and secrets are redacted.</summary>
    void BodySeen(string direction, string method, string path, string redactedBody);

    /// <summary>A request waits: for a permit, or before a retry.</summary>
    void Waiting(RequestWait wait);
}

public sealed class AttemptReport
{
    private readonly RestRequest _request;

    internal AttemptReport(RestRequest request) => _request = request;

    public string Method => _request.Method;

    /// <summary>Path and query from the root of the host, with personal data redacted.</summary>
    public string Path => _request.RedactedPath;

    public int? StatusCode { get; set; }

    /// <summary>The error code if there was no response, or none that could be read to its end.</summary>
    public string? ErrorCode { get; set; }

    public TimeSpan Elapsed { get; set; }

    /// <summary>1 for the first attempt.</summary>
    public int Attempt { get; set; }

    public int CallsLeft { get; set; }

    /// <summary>The service's id of the request, if it sent one.</summary>
    public string? CorrelationId { get; set; }
}

/// <param name="Reason">Why, in a word or two: "rate limit", "retry", "Retry-After".</param>
/// <param name="Duration">How long, as far as known.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Cause">What failed before, as the end of a sentence; null if nothing did.</param>
/// <param name="Attempt">The number of the attempt after the pause; null if it is not a retry.</param>
public sealed record RequestWait(string Reason, TimeSpan Duration, string Method, string Path, string? Cause = null, int? Attempt = null)
{
    /// <summary>The reason of a wait for a permit.</summary>
    internal const string RateLimit = "rate limit";
}
