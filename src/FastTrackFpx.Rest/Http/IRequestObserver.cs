namespace FastTrackFpx.Rest.Http;

/// <summary>Is told about calls as they happen, on any thread.</summary>
public interface IRequestObserver
{
    /// <summary>Which bodies are wanted; masking costs time.</summary>
    BodiesWanted WantedBodies { get; }

    /// <summary>A try has ended, with an answer or without.</summary>
    void CallEnded(AttemptReport report);

    /// <summary>A body goes out or came in; personal data and secrets are masked already.</summary>
    void BodySeen(string direction, string method, string path, string maskedBody);

    /// <summary>A call waits: for the limiter, or before it is tried again.</summary>
    void Waiting(RequestWait wait);
}

/// <summary>Which bodies an observer wants to see.</summary>
public enum BodiesWanted
{
    /// <summary>None.</summary>
    None,

    /// <summary>What goes out with calls that change something.</summary>
    OfWrites,

    /// <summary>All that go out and come in.</summary>
    All,
}

/// <summary>One try of one call.</summary>
public sealed class AttemptReport
{
    /// <summary>The HTTP method.</summary>
    public string Method { get; set; } = string.Empty;

    /// <summary>Path and query from the root of the host; values that could be personal are masked.</summary>
    public string Path { get; set; } = string.Empty;

    /// <summary>The HTTP status, or null when no answer came.</summary>
    public int? StatusCode { get; set; }

    /// <summary>The error code when no answer came, or none that could be read to its end.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>How long the try took.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>1 for the first try.</summary>
    public int Attempt { get; set; }

    /// <summary>How many calls the limiter would let go at once now.</summary>
    public int CallsLeft { get; set; }

    /// <summary>The service's id for the call, where it gave one.</summary>
    public string? CorrelationId { get; set; }
}

/// <summary>A pause before a call.</summary>
public sealed class RequestWait
{
    /// <summary>Why, as a word or two: "rate limit", "retry", "Retry-After".</summary>
    public string Reason { get; set; } = string.Empty;

    /// <summary>What went wrong before, as the end of a sentence; null when nothing did.</summary>
    public string? Cause { get; set; }

    /// <summary>The number of the try that comes after the pause; null when it is no repeat.</summary>
    public int? Attempt { get; set; }

    /// <summary>How long, as far as known.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; set; } = string.Empty;

    /// <summary>Path and query.</summary>
    public string Path { get; set; } = string.Empty;
}

/// <summary>A session's counters; a snapshot.</summary>
public sealed class RequestStatistics
{
    /// <summary>Requests that went out, every try counted.</summary>
    public long CallsMade { get; set; }

    /// <summary>How many more could go out at once now.</summary>
    public int CallsLeft { get; set; }

    /// <summary>Tries after the first.</summary>
    public long Retries { get; set; }

    /// <summary>Answers with status 429.</summary>
    public long Throttled { get; set; }

    /// <summary>Tries that had no answer in time.</summary>
    public long Timeouts { get; set; }

    /// <summary>Time spent waiting for the limiter and for retries.</summary>
    public TimeSpan Waited { get; set; }

    /// <summary>How long an answer takes lately, from sending the request to the answer's end; null as long as none came.</summary>
    public TimeSpan? Latency { get; set; }
}
