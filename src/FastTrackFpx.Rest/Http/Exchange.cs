using System.Net.Http.Headers;
using System.Net.Sockets;

namespace FastTrackFpx.Rest.Http;

/// <summary>Sends the attempts of requests over the sockets of the present client certificate, and counts them.</summary>
internal sealed class Exchange(RestClientOptions options, Func<int> callsLeft)
{
    private const string Sent = "request";
    private const string Received = "response";

    /// <summary>The weight of the newest response in the average latency: one slow response does not make a slow service.</summary>
    private const int Smoothing = 8;

    private static readonly string UserAgent = "FastTrackFpx/" + typeof(Exchange).Assembly.GetName().Version!.ToString(3);

    private readonly object _gate = new();
    private readonly List<SocketPool> _replaced = [];
    private readonly string _mediaType = options.Service.Content.MediaType;

    /// <summary>What every request carries.</summary>
    private readonly KeyValuePair<string, string>[] _headers =
        [new("Accept-Encoding", string.Join(", ", ResponseBody.Encodings)), new("User-Agent", UserAgent), .. options.Headers];

    private SocketPool _sockets = new(options, options.Credential);
    private long _callsMade;
    private long _retries;
    private long _throttled;
    private long _timeouts;
    private long _waitedTicks;

#if NET
    /// <summary>Set once a service required HTTP/1.1, as services do that ask for the client certificate late.</summary>
    private volatile bool _avoidsHttp2;
#endif

    internal bool IsDisposed { get; private set; }

    internal long CallsMade => Interlocked.Read(ref _callsMade);

    internal long Retries => Interlocked.Read(ref _retries);

    internal long Throttled => Interlocked.Read(ref _throttled);

    internal long Timeouts => Interlocked.Read(ref _timeouts);

    /// <summary>Time spent waiting for permits and before retries.</summary>
    internal TimeSpan Waited => TimeSpan.FromTicks(Interlocked.Read(ref _waitedTicks));

    /// <summary>True if the service has ever responded, so that a failure is an outage and not a wrong address.</summary>
    internal bool WasReached { get; private set; }

    /// <summary>The service's clock minus ours, by its last response; null before that.</summary>
    internal TimeSpan? ClockSkew
    {
        get { lock (_gate) return field; }
        private set { lock (_gate) field = value; }
    }

    /// <summary>The recent time from sending a request to the end of its response; null before the first response.</summary>
    internal TimeSpan? Latency
    {
        get { lock (_gate) return field; }
        private set { lock (_gate) field = value; }
    }

    internal void CountWait(TimeSpan waited) => Interlocked.Add(ref _waitedTicks, waited.Ticks);

    /// <summary>From the next attempt on, requests use the new certificate; those in flight end as they began. False if the client was disposed of.</summary>
    internal bool TryReplace(ClientCredential next)
    {
        SocketPool former;
        lock (_gate)
        {
            if (IsDisposed) return false;
            former = _sockets;
            _sockets = new SocketPool(options, next);
            _replaced.RemoveAll(old => old.IsClosed);
            _replaced.Add(former);
        }

        former.Release();
        return true;
    }

    internal async Task<RestResponse> SendAsync(RestRequest request, CancellationToken cancellationToken)
    {
        Show(request, Sent, request.Body);
        AttemptReport? report = request.Observer is { WantsAttempts: true } ? new AttemptReport(request) { Attempt = request.Attempts } : null;
        long started = options.TimeProvider.GetTimestamp();
        SocketPool sockets = request.Sockets = Acquire(request);
        try
        {
            RestResponse response = await ExchangeAsync(request, sockets, report, cancellationToken).ConfigureAwait(false);
            response.Elapsed = options.TimeProvider.GetElapsedTime(started);
            CountLatency(response.Elapsed);
            Show(request, Received, response.Body);
            return response;
        }
        catch (RestException failure)
        {
            report?.ErrorCode = failure.ErrorCode;
            throw;
        }
        catch (OperationCanceledException) when (!request.CallerToken.IsCancellationRequested)
        {
            report?.ErrorCode = ErrorCode.OperationTimeout;
            Interlocked.Increment(ref _timeouts);
            throw;
        }
        finally
        {
            if (request.IsAttemptSent) Interlocked.Increment(ref _callsMade);
            if (request.IsAttemptSent && request.Sent > 1) Interlocked.Increment(ref _retries);
            sockets.Release();
#if NET
            _avoidsHttp2 |= request.HasStoppedDowngrade;
#endif
            if (report is not null)
            {
                report.Elapsed = options.TimeProvider.GetElapsedTime(started);
                report.CallsLeft = callsLeft();
                request.Observer!.AttemptEnded(report);
            }
        }
    }

    /// <summary>Closes all sockets; false if they were closed before.</summary>
    internal bool TryDispose()
    {
        lock (_gate)
        {
            if (IsDisposed) return false;
            IsDisposed = true;
        }

        _sockets.Dispose();
        foreach (SocketPool former in _replaced) former.Dispose();
        return true;
    }

    private void CountLatency(TimeSpan newest)
    {
        lock (_gate) Latency = Latency is { } known ? known + TimeSpan.FromTicks((newest - known).Ticks / Smoothing) : newest;
    }

    private SocketPool Acquire(RestRequest request)
    {
        // Together with the choice, or the sockets could be replaced and closed in between.
        lock (_gate)
        {
            SocketPool chosen = request.Via ?? _sockets;
            chosen.Acquire();
            return chosen;
        }
    }

    private async Task<RestResponse> ExchangeAsync(RestRequest request, SocketPool sockets, AttemptReport? report, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = Compose(request);
        request.Attach(message);
        try
        {
            using HttpResponseMessage head = await sockets.Client
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            // The service has the request by now, so its minute begins here at the latest.
            request.Permit?.Dispose();
            RestResponse response = ReadHead(head, request);
            WasReached = true;
            if (response.StatusCode == 429) Interlocked.Increment(ref _throttled);
            if (response.Date is { } date) ClockSkew = date - options.TimeProvider.GetUtcNow();
            sockets.CountResponse();
            report?.StatusCode = response.StatusCode;
            report?.CorrelationId = response.CorrelationId;
            ResponseBody? body = await ReadBodyAsync(head, response, cancellationToken).ConfigureAwait(false);
            if (body is not null) options.Authentication?.Secrets.Redact(body.Span);
            response.Hold(body);
            return response;
        }
        catch (Exception failure) when (sockets.IsClosed && !cancellationToken.IsCancellationRequested)
        {
            // Closed sockets fail in many ways, one of them an unrequested cancellation.
            throw request.Failure(ErrorCode.NotConnected, "The connection was disconnected while a request was in flight.", "Connect again.", failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException or ObjectDisposedException)
        {
            // Some platforms report a cancellation as a broken connection.
            cancellationToken.ThrowIfCancellationRequested();
#if NET
            const long Http11Required = 0xd;
            if (NetworkFailure.Chain(failure).Any(cause => cause is HttpProtocolException { ErrorCode: Http11Required }))
            {
                _avoidsHttp2 = true;
                sockets.CountResponse();
            }

#endif
            throw NetworkFailure.Of(failure, request);
        }
    }

    private async Task<ResponseBody?> ReadBodyAsync(HttpResponseMessage head, RestResponse response, CancellationToken cancellationToken)
    {
        if (head.Content is null) return null;
        try
        {
            return await ResponseBody.ReadAsync(head.Content, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (DamageOf(failure, cancellationToken.IsCancellationRequested) is { } damage)
        {
            // Of an error response, the status says most.
            if (!response.IsSuccess) return null;
            throw response.Failure(
                damage.Code, $"The response of {options.Service.Name} {damage.What}.", "Try again. If it keeps happening, check proxies on the way.", failure);
        }
    }

    private static (string Code, string What)? DamageOf(Exception failure, bool isCancelled) => failure switch
    {
        BodyTooLargeException => (ErrorCode.ResponseTooLarge, failure.Message),
        ObjectDisposedException => null,
        InvalidDataException or InvalidOperationException => (ErrorCode.ResponseNotJson, $"cannot be read ({failure.Message.TrimEnd('.')})"),
        // A reset is a matter of the connection; an orderly end that comes too soon is one of the response.
        IOException or HttpRequestException when !isCancelled && !NetworkFailure.Chain(failure).OfType<SocketException>().Any() =>
            (ErrorCode.ResponseTruncated, "ends in the middle"),
        _ => null,
    };

    private HttpRequestMessage Compose(RestRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(options.BaseUri, request.PathAndQuery));
#if NET
        message.Version = _avoidsHttp2 ? System.Net.HttpVersion.Version11 : System.Net.HttpVersion.Version20;
        message.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
#endif
        HttpRequestHeaders headers = message.Headers;
        headers.TryAddWithoutValidation("Accept", request.Accept ?? _mediaType);
        if (options.RequestIdHeader is { } id) headers.TryAddWithoutValidation(id, request.ClientRequestId.ToString("D"));
        foreach (KeyValuePair<string, string> header in _headers.Concat(request.Headers)) headers.TryAddWithoutValidation(header.Key, header.Value);
        if (request.Stream is { } open)
        {
            message.Content = open();
        }
        else if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body.ToArray());
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType ?? _mediaType + "; charset=utf-8");
        }

        options.Authentication?.Apply(message, request.Body ?? ReadOnlyMemory<byte>.Empty);
        return message;
    }

    private RestResponse ReadHead(HttpResponseMessage head, RestRequest request)
    {
        SecretRedactor? secrets = options.Authentication?.Secrets;
        var response = new RestResponse(request, options.Service, (int)head.StatusCode)
        {
            Headers =
            [
                .. head.Headers.Concat(head.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
                    .SelectMany(header => header.Value, (header, value) => new KeyValuePair<string, string>(header.Key, secrets?.Redact(value) ?? value)),
            ],
            MediaType = head.Content?.Headers.ContentType?.MediaType?.ToLowerInvariant(),
        };
        response.ReadHeaders(head.Headers, options.BaseUri, options.TimeProvider.GetUtcNow(), options.TotalTimeout);
        return response;
    }

    private void Show(RestRequest request, string direction, ReadOnlyMemory<byte>? body)
    {
        if (request.Observer is not { } observer || body is not { Length: > 0 } bytes) return;
        bool isWrite = direction == Sent && !request.IsRead;
        if (observer.WantsBodies || (observer.WantsAttempts && isWrite))
            observer.BodySeen(direction, request.Method, request.RedactedPath, Redacted.Body(options.Service, request, bytes));
    }
}
