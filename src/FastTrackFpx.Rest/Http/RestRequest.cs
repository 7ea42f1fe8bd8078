using Polly;

namespace FastTrackFpx.Rest.Http;

/// <summary>A request: what is sent, and below that how far it has got. It is sent once, in one or several attempts.</summary>
internal sealed class RestRequest(string method, string path)
{
    internal string Method { get; } = method;

    /// <summary>The escaped path from the root of the host.</summary>
    internal string Path { get; } = path;

    /// <summary>Query parameters, not escaped; a name may occur several times.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Query { get; set; } = [];

    internal ReadOnlyMemory<byte>? Body { get; set; }

    /// <summary>Opens a body that is sent as it is read, such as a file; null if <see cref="Body"/> has it all.</summary>
    internal Func<HttpContent>? Stream { get; set; }

    internal string? ContentType { get; set; }

    internal string? Accept { get; set; }

    internal IReadOnlyList<KeyValuePair<string, string>> Headers { get; set; } = [];

    internal IRequestObserver? Observer { get; set; }

    internal int? MaxRetryCount { get; set; }

    /// <summary>The write that this request is a part of.</summary>
    internal SendMark? Mark
    {
        get;
        set
        {
            field = value;
            value?.Add(this);
        }
    }

    /// <summary>Other sockets than the connection's, to try a certificate before it is used.</summary>
    internal SocketPool? Via { get; set; }

    /// <summary>True if a redirect is the response: its reader follows it, without our credentials.</summary>
    internal bool ReadsRedirect { get; set; }

    /// <summary>One id for the request and all its attempts, sent along so that the logs of both sides can be compared.</summary>
    internal Guid ClientRequestId { get; } = Guid.NewGuid();

    /// <summary>True if the request changes nothing, so that it may be retried freely. Set it for a POST that only reads.</summary>
    internal bool IsRead { get; set; } = method is "GET" or "HEAD";

    internal string PathAndQuery => field ??= Compose();

    /// <summary>Path and query with personal data redacted, for messages and traces.</summary>
    internal string RedactedPath => _options is null ? PathAndQuery : field ??= Redacted.Path(_options.Service, this);

    /// <summary>The same request at another place of the same service.</summary>
    internal RestRequest At(string newPathAndQuery) => new(Method, newPathAndQuery)
    {
        Body = Body,
        Stream = Stream,
        ContentType = ContentType,
        Accept = Accept,
        Headers = Headers,
        Observer = Observer,
        MaxRetryCount = MaxRetryCount,
        Via = Via,
        IsRead = IsRead,
        Mark = Mark,
    };

    internal NetworkException Failure(string code, string sentence, string action, Exception? cause) =>
        new(code, $"{sentence} ({Method} {RedactedPath})", Method, RedactedPath, action, cause);

    private string Compose()
    {
        if (Query.Count == 0) return Path;
        IEnumerable<string> pairs = Query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}");
        return Path + (Path.IndexOf('?') < 0 ? "?" : "&") + string.Join("&", pairs);
    }

    private static readonly ResiliencePropertyKey<RestRequest> ContextKey = new(nameof(RestRequest));

    private RestClientOptions? _options;
    private long _begun;
    private bool _isAttemptRefused;
    private bool _mayHaveArrived;
    private HttpRequestMessage? _message;
    private Version? _version;

    /// <summary>The options of the client that sends the request; not to be used before.</summary>
    internal RestClientOptions Options => _options!;

    /// <summary>How far the request has got, all attempts counted, whatever ended it.</summary>
    internal Delivery Delivery { get; set; }

    /// <summary>The caller's own token, which distinguishes a cancellation from a timeout.</summary>
    internal CancellationToken CallerToken { get; private set; }

    /// <summary>Attempts so far, those that the circuit breaker rejected included.</summary>
    internal int Attempts { get; private set; }

    internal int Sent { get; private set; }

    internal bool IsAttemptSent { get; private set; }

    /// <summary>Failures so far of a kind that rarely passes by itself.</summary>
    internal int StubbornFailures { get; set; }

    internal bool HasRenewedCredentials { get; set; }

    internal SocketPool? Sockets { get; set; }

    internal Permit? Permit { get; set; }

    /// <summary>Time spent on our own side, for permits and credentials: it counts for no timeout.</summary>
    internal TimeSpan OwnWait { get; set; }

    /// <summary>A wait that the service requested and that does not fit into the total time.</summary>
    internal TimeSpan? RefusedWait { get; set; }

    /// <summary>The response if it redirects to another address.</summary>
    internal RestResponse? Redirect { get; set; }

    /// <summary>True if the handler tried to send the request again over an older version of HTTP, which the service has required, and was stopped.</summary>
    internal bool HasStoppedDowngrade { get; private set; }

    /// <summary>What is left of the total time.</summary>
    internal TimeSpan Remaining => Options.TotalTimeout - (Options.TimeProvider.GetElapsedTime(_begun) - OwnWait);

    /// <summary>The request that the strategies of a pipeline work for.</summary>
    internal static RestRequest Of(ResilienceContext context) => context.Properties.GetValue(ContextKey, null!);

    internal void PutInto(ResilienceContext context) => context.Properties.Set(ContextKey, this);

    internal void Begin(RestClientOptions options, CancellationToken callerToken) =>
        (_options, CallerToken, _begun) = (options, callerToken, options.TimeProvider.GetTimestamp());

    internal void BeginAttempt()
    {
        Attempts++;
        (IsAttemptSent, _isAttemptRefused) = (false, false);
    }

    /// <summary>The attempt with rejected credentials counts for no retry.</summary>
    internal void ForgetAttempt() => Attempts--;

    /// <summary>From now on the service may have the request.</summary>
    internal void MarkSent()
    {
        Sent++;
        IsAttemptSent = true;
        Permit?.IsUsed = true;
        Delivery = Delivery.MayHaveArrived;
    }

    /// <summary>The service rejected the present attempt, and so certainly did not carry it out.</summary>
    internal void MarkRefused() => _isAttemptRefused = true;

    internal void EndAttempt()
    {
        _mayHaveArrived |= IsAttemptSent && !_isAttemptRefused;
        Delivery = _mayHaveArrived ? Delivery.MayHaveArrived
            : _isAttemptRefused || Delivery == Delivery.Refused ? Delivery.Refused
            : Delivery.NotSent;
    }

    internal void ReportWait(string reason, string? cause, TimeSpan duration, int? attempt) =>
        Observer?.Waiting(new RequestWait(reason, duration, Method, RedactedPath, cause, attempt));

    // The HTTP handler would repeat a request on its own when a reused connection breaks (HTTP/1.1) and after GOAWAY or REFUSED_STREAM (HTTP/2), below the
    // limiter and without regard to writes. .NET Framework offers no hook: there every attempt counts as sent, and its handler repeats no request with a body.
#if NET
    private const string Marker = "User-Agent";

    private static readonly HttpRequestOptionsKey<RestRequest> MessageKey = new(nameof(RestRequest));

    /// <summary>Called before the handler sends a header: marks the request as sent, and stops the handler from sending it again.</summary>
    internal static void HeaderWritten(string name, HttpRequestMessage message)
    {
        if (string.Equals(name, Marker, StringComparison.OrdinalIgnoreCase) && message.Options.TryGetValue(MessageKey, out RestRequest? request))
            request.Sending(message);
    }
#endif

    /// <summary>The message of the present attempt, which the handler may send once.</summary>
    internal void Attach(HttpRequestMessage message)
    {
        (_message, _version) = (message, null);
#if NET
        message.Options.Set(MessageKey, this);
#else
        Sending(message);
#endif
    }

    private void Sending(HttpRequestMessage message)
    {
        Version? first = null;
        if (message == _message && (first = Interlocked.CompareExchange(ref _version, message.Version, null)) is null)
        {
            MarkSent();
            return;
        }

        HasStoppedDowngrade = message.Version < first;
        throw new IOException("The connection was closed before a response arrived.");
    }
}

/// <summary>How far a write got, all its requests counted: it may be sent in a second documented form, and what is read afterwards does not count.</summary>
internal sealed class SendMark
{
    private readonly List<RestRequest> _requests = [];

    internal Delivery Delivery => _requests.Count == 0 ? Delivery.NotSent : _requests.Max(static request => request.Delivery);

    internal void Add(RestRequest request) => _requests.Add(request);
}
