using System.Net.Http.Headers;

namespace FastTrackFpx.Rest.Http;

/// <summary>One try of one call: sends it, reads the answer, and reports both.</summary>
internal sealed class Transport : IDisposable
{
    private const string Outgoing = "request";

    private readonly RestClientOptions _options;
    private readonly RequestCounters _counters;
    private readonly PermitLimiter _limiter;
    private readonly object _gate = new();
    private readonly List<ClientSockets> _retired = [];
    private ClientSockets _sockets;
    private bool _disposed;

    internal Transport(RestClientOptions options, RequestCounters counters, PermitLimiter limiter)
    {
        _options = options;
        _counters = counters;
        _limiter = limiter;
        _sockets = new ClientSockets(options, options.Credential);
    }

    /// <summary>From the next try on, calls go out over <paramref name="next"/>; those under way are left to end. Says false when all has ended.</summary>
    internal bool TryReplace(ClientSockets next)
    {
        ClientSockets former;
        lock (_gate)
        {
            if (_disposed) return false;
            former = _sockets;
            _sockets = next;
            _retired.RemoveAll(old => old.IsClosed);
            _retired.Add(former);
        }

        former.Leave();
        return true;
    }

    /// <exception cref="NetworkException">No answer came.</exception>
    /// <exception cref="ContentException">An answer came whose body could not be read to its end.</exception>
    internal async Task<RestResponse> SendAsync(RequestState call, CancellationToken cancellationToken)
    {
        RestRequest request = call.Request;
        call.Sent++;
        _counters.CountTry(call.Sent);
        ShowBody(request, Outgoing, request.Body);
        var report = new AttemptReport { Method = request.Method, Path = request.RedactedPath, Attempt = call.Sent };
        long started = _options.TimeProvider.GetTimestamp();
        ClientSockets over = call.Sockets = Enter(request);
        try
        {
            RestResponse answer = await ExchangeAsync(call, over, report, cancellationToken).ConfigureAwait(false);
            answer.Elapsed = _options.TimeProvider.GetElapsedTime(started);
            _counters.CountLatency(answer.Elapsed);
            ShowBody(request, "response", answer.Body);
            return answer;
        }
        catch (RestException failure)
        {
            report.ErrorCode = failure.ErrorCode;
            throw;
        }
        catch (OperationCanceledException)
        {
            bool isTimeout = !call.CallerToken.IsCancellationRequested;
            report.ErrorCode = isTimeout ? ErrorCode.OperationTimeout : null;
            if (isTimeout) _counters.CountTimeout();
            throw;
        }
        finally
        {
            report.Elapsed = _options.TimeProvider.GetElapsedTime(started);
            report.CallsLeft = _limiter.PermitsLeft;
            over.Leave();
            request.Observer?.CallEnded(report);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate) _disposed = true;
        _sockets.Dispose();
        foreach (ClientSockets former in _retired) former.Dispose();
    }

    private ClientSockets Enter(RestRequest request)
    {
        // Together with the choice, or the sockets might be retired and closed in between.
        lock (_gate)
        {
            ClientSockets chosen = request.Via ?? _sockets;
            chosen.Enter();
            return chosen;
        }
    }

    private async Task<RestResponse> ExchangeAsync(RequestState call, ClientSockets over, AttemptReport report, CancellationToken cancellationToken)
    {
        RestRequest request = call.Request;
        using HttpRequestMessage message = Compose(request);
        request.Mark?.Leave();
        try
        {
            using HttpResponseMessage response =
                await over.Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            // The service has the call by now; its minute begins here at the latest.
            call.Lease?.Dispose();
            RestResponse answer = HeadOf(response, request);
            _counters.CountAnswer(answer.StatusCode);
            over.CountAnswer();
            report.StatusCode = answer.StatusCode;
            report.CorrelationId = answer.CorrelationId;
            ResponseBody? body = await ReadBodyAsync(response, answer, cancellationToken).ConfigureAwait(false);
            if (body is not null) _options.Token?.Conceal(body.Span);
            answer.Hold(body);
            return answer;
        }
        catch (Exception failure) when (over.IsClosed && !cancellationToken.IsCancellationRequested)
        {
            // Closed sockets answer in many ways, one of them a cancellation that nobody asked for.
            throw new NetworkException(
                ErrorCode.NotConnected, "The connection was disconnected while a call was under way.", request.Method, request.RedactedPath,
                "Connect again.", failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or ObjectDisposedException)
        {
            // Some platforms answer a cancellation by breaking the connection.
            cancellationToken.ThrowIfCancellationRequested();
            throw NetworkFailure.Of(failure, request, _options, over);
        }
    }

    private async Task<ResponseBody?> ReadBodyAsync(HttpResponseMessage response, RestResponse answer, CancellationToken cancellationToken)
    {
        if (response.Content is null) return null;
        try
        {
            return await ResponseBody.ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception damage) when (damage is InvalidDataException or InvalidOperationException and not ObjectDisposedException)
        {
            // Of an error, the status says most.
            if (!answer.IsSuccess) return null;
            throw BodyFailure(answer, ErrorCode.ResponseNotJson, $"cannot be read ({damage.Message.TrimEnd('.')})", damage);
        }
        catch (Exception end) when (IsPrematureEnd(end) && !cancellationToken.IsCancellationRequested)
        {
            if (!answer.IsSuccess) return null;
            throw BodyFailure(answer, ErrorCode.ResponseTruncated, "ends in the middle", end);
        }
    }

    private static bool IsPrematureEnd(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            // A reset is a matter of the connection; an orderly end that comes too soon is one of the answer.
            if (cause is System.Net.Sockets.SocketException) return false;
        }

        return failure is IOException or HttpRequestException;
    }

    private ContentException BodyFailure(RestResponse answer, string code, string what, Exception cause) => new(
        code,
        $"The answer of {_options.Profile.Name} {what}. ({answer.Request.Method} {answer.Request.RedactedPath}, status {answer.StatusCode})",
        answer.Request.Method,
        answer.Request.RedactedPath,
        "Try again; if it keeps happening, look at proxies on the way.",
        cause)
    {
        StatusCode = answer.StatusCode,
        CorrelationId = answer.CorrelationId,
    };

    private HttpRequestMessage Compose(RestRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(_options.BaseUri, request.PathAndQuery));
#if NET
        message.Version = System.Net.HttpVersion.Version20;
        message.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
#endif
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        message.Headers.TryAddWithoutValidation("User-Agent", _options.Profile.UserAgent);
        message.Headers.TryAddWithoutValidation("x-ms-client-request-id", request.ClientRequestId.ToString("D"));
        foreach (KeyValuePair<string, string> header in _options.Headers?.Invoke() ?? [])
        {
            message.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body.ToArray());
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        }

        return message;
    }

    private RestResponse HeadOf(HttpResponseMessage response, RestRequest request)
    {
        List<KeyValuePair<string, string>> headers = response.Headers
            .Concat(response.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .SelectMany(header => header.Value, (header, value) => new KeyValuePair<string, string>(header.Key, _options.Token?.Conceal(value) ?? value))
            .ToList();
        string? Find(string name) => headers.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
        DateTimeOffset? date = ResponseHeaders.Date(Find("Date"));
        return new RestResponse(request, (int)response.StatusCode)
        {
            Headers = headers,
            MediaType = response.Content?.Headers.ContentType?.MediaType?.ToLowerInvariant(),
            CorrelationId = _options.Profile.CorrelationHeaders.Select(Find).FirstOrDefault(ResponseHeaders.IsId),
            Date = date,
            RetryAfter = ResponseHeaders.RetryAfter(Find("Retry-After"), date, _options.TimeProvider.GetUtcNow(), _options.TotalTimeout),
            Location = ResponseHeaders.Location(Find("Location"), new Uri(_options.BaseUri, request.PathAndQuery)),
        };
    }

    private void ShowBody(RestRequest request, string direction, ReadOnlyMemory<byte>? body)
    {
        if (request.Observer is not { } observer || body is not { Length: > 0 } bytes || !IsWanted(observer.WantedBodies, request, direction)) return;
        observer.BodySeen(direction, request.Method, request.RedactedPath, RedactedBody.Of(_options.Profile, request, bytes));
    }

    private static bool IsWanted(BodiesWanted bodies, RestRequest request, string direction) =>
        bodies == BodiesWanted.All || (bodies == BodiesWanted.OfWrites && direction == Outgoing && !request.IsRead);
}
