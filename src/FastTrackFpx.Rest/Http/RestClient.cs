using System.Collections.Concurrent;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace FastTrackFpx.Rest.Http;

/// <summary>
/// A service at an address and all that stands between a call and its sockets, from the outside in: retry within a total time, limiter,
/// circuit breaker, time for one try, connection. Thread-safe.
/// </summary>
internal sealed class RestClient : IDisposable
{
    /// <summary>A service that sends us round in circles.</summary>
    private const int MostRedirects = 5;

    /// <summary>Servers take between 8,000 and 32,000 characters; one that breaks off the connection over it would be asked again and again.</summary>
    private const int LongestAddress = 16_000;

    /// <summary>How long all calls to a service rest after a 429 that does not say how long.</summary>
    private static readonly TimeSpan UnaskedHold = TimeSpan.FromSeconds(5);

    private readonly RestClientOptions _options;
    private readonly RequestCounters _counters = new();
    private readonly PermitLimiter _limiter;
    private readonly ServiceBreaker _breaker;
    private readonly RetryPolicy _retry;
    private readonly Transport _transport;
    private readonly ResiliencePipeline _pipeline;
    private int _disposed;

    internal RestClient(RestClientOptions options)
    {
        _options = options;
        // The service counts by user or by address, and does not say when which: whoever is in this process has the address in common.
        string budget = options.BaseUri.GetLeftPart(UriPartial.Authority);
        _limiter = new PermitLimiter(PermitLog.For(options.TimeProvider, budget), options.RequestsPerMinute, SharedBudget(options, budget));
        _breaker = ServiceBreaker.For(options.TimeProvider, options.BaseUri);
        _retry = new RetryPolicy(_counters);
        _transport = new Transport(options, _counters, _limiter);
        _pipeline = Build();
    }

    internal TimeProvider TimeProvider => _options.TimeProvider;

    internal int RequestsPerMinute => _options.RequestsPerMinute;

    /// <summary>What the responses have shown of the service, such as which of two documented routes it has.</summary>
    internal ConcurrentDictionary<string, string> Remembered { get; } = new(StringComparer.Ordinal);

    /// <summary>What was done so far.</summary>
    internal RequestStatistics Statistics => _counters.Snapshot(_limiter.PermitsLeft);

    /// <summary>How long answers take lately; null as long as none came.</summary>
    internal TimeSpan? Latency => _counters.Latency;

    /// <summary>The service's clock minus ours, as far as answers have told.</summary>
    internal TimeSpan? ClockSkew => _counters.ClockSkew;

    /// <summary>Makes the call and reads the answer; a body that cannot be read counts as a failure like any other.</summary>
    /// <exception cref="RestException">What went wrong, after all repeats.</exception>
    internal async Task<T> SendAsync<T>(RestRequest request, Func<RestResponse, T> read, CancellationToken cancellationToken)
    {
        for (int hops = 0; ; hops++)
        {
            request.RedactedPath = RedactedQuery.Of(_options.Profile, request);
            if (request.PathAndQuery.Length > LongestAddress) throw TooLong(request);
            (RestResponse answer, T? value) = await RunAsync(request, read, cancellationToken).ConfigureAwait(false);
            if (!answer.IsRedirect) return value!;
            request = Follow(answer, hops);
        }
    }

    /// <summary>Sockets of their own for a certificate that is not in use yet; the caller closes them.</summary>
    internal ClientSockets Open(ClientCredential credential) => new(_options, credential);

    /// <summary>Goes on as somebody else. Calls under way end as they began; whatever begins now, repeats included, goes out with the new certificate.</summary>
    /// <returns>False when the connection has ended; the credential is given back then.</returns>
    internal bool TryReplace(ClientCredential credential)
    {
        ClientSockets next = Open(credential);
        if (_transport.TryReplace(next)) return true;
        next.Dispose();
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) _transport.Dispose();
    }

    private async Task<(RestResponse Answer, T? Value)> RunAsync<T>(RestRequest request, Func<RestResponse, T> read, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _disposed) != 0) throw Disconnected(request);
        var call = new RequestState(request, _options.TimeProvider, _options.TotalTimeout, _options.MaxRetryCount, cancellationToken);
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            call.PutInto(context);
            return await _pipeline.ExecuteAsync(
                static async (context, state) =>
                {
                    (RestClient self, Func<RestResponse, T> read) = state;
                    RestResponse answer = await self.TryOnceAsync(RequestState.Of(context), context.CancellationToken).ConfigureAwait(false);
                    try
                    {
                        return (answer, answer.IsRedirect ? default : read(answer));
                    }
                    finally
                    {
                        answer.Release();
                    }
                },
                context,
                (this, read)).ConfigureAwait(false);
        }
        catch (Exception failure) when (Translate(failure, call) is { } translated && !ReferenceEquals(translated, failure))
        {
            throw translated;
        }
        catch (RequestException failure)
        {
            failure.Attempts = Math.Max(1, call.Sent);
            throw;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<RestResponse> TryOnceAsync(RequestState call, CancellationToken cancellationToken)
    {
        RestResponse answer = await _transport.SendAsync(call, cancellationToken).ConfigureAwait(false);
        if (answer.Date is { } date) _counters.CountClock(date - _options.TimeProvider.GetUtcNow());
        if (answer.IsSuccess || answer.IsRedirect) return answer;
        // We thought there was room. Whoever shares the budget waits as well, so that one is refused and not all.
        if (answer.StatusCode == 429)
        {
            TimeSpan pause = answer.RetryAfter ?? UnaskedHold;
            if (pause < call.Remaining) _limiter.Hold(pause);
        }

        try
        {
            throw _options.Profile.ErrorOf(answer);
        }
        finally
        {
            answer.Release();
        }
    }

    private ResiliencePipeline Build()
    {
        ResiliencePipelineBuilder builder = new ResiliencePipelineBuilder { TimeProvider = _options.TimeProvider }.AddRetry(Repeats());
        if (_options.Token is { } token) builder.AddStrategy(_ => new AuthenticationStrategy(token, _options.TimeProvider), new OwnStrategyOptions());
        return builder
            .AddStrategy(_ => new LimiterStrategy(_limiter, _counters, _options.TimeProvider), new OwnStrategyOptions())
            .AddPipeline(_breaker.Pipeline)
            .AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = args => new ValueTask<TimeSpan>(TimeForTry(RequestState.Of(args.Context))) })
            .Build();
    }

    private RetryStrategyOptions Repeats() => new()
    {
        // The rule counts for itself: a call may bring a smaller number of its own.
        MaxRetryAttempts = int.MaxValue,
        ShouldHandle = args => new ValueTask<bool>(_retry.TryPlan(RequestState.Of(args.Context), args.Outcome.Exception)),
        DelayGenerator = args => new ValueTask<TimeSpan?>(RequestState.Of(args.Context).NextWait!.Duration),
        OnRetry = args =>
        {
            RequestWait wait = RequestState.Of(args.Context).NextWait!;
            _counters.CountWait(wait.Duration);
            RequestState.Of(args.Context).Request.Observer?.Waiting(wait);
            return default;
        },
    };

    private TimeSpan TimeForTry(RequestState call)
    {
        TimeSpan time = call.Remaining < _options.AttemptTimeout ? call.Remaining : _options.AttemptTimeout;
        // Zero would mean no limit at all.
        return time > TimeSpan.FromMilliseconds(1) ? time : TimeSpan.FromMilliseconds(1);
    }

    /// <summary>Our own error for what the pipeline's parts throw; the failure itself where it is one already.</summary>
    private Exception? Translate(Exception failure, RequestState call) => failure switch
    {
        TimeoutRejectedException timeout => TimedOut(call, timeout),
        BrokenCircuitException broken => _breaker.Refusal(_options.Profile.Name, call.Request, broken),
        NetworkException { ErrorCode: ErrorCode.ConnectionLost } lost when call.Sockets is { MayBeRefused: true } sockets =>
            NetworkFailure.RefusedCertificate(WithAttempts(lost, call), _options, sockets),
        ServiceException refused when call.RefusedWait is { } wait => refused.WithRefusedWait(wait, _options.TotalTimeout, call.Sent),
        _ => null,
    };

    private static MachinePermits? SharedBudget(RestClientOptions options, string budget) => options.MachineFolder is { } folder
        ? new MachinePermits(MachinePermitFile.In(folder, budget), options.TimeProvider, options.AttemptTimeout)
        : null;

    private NetworkException TimedOut(RequestState call, Exception cause)
    {
        RestRequest request = call.Request;
        string limit = call.Remaining <= TimeSpan.FromMilliseconds(1)
            ? $"{_options.TotalTimeout.TotalSeconds:0.#} seconds, all tries counted"
            : $"{_options.AttemptTimeout.TotalSeconds:0.#} seconds";
        string doubt = request.IsRead ? string.Empty : " It may have reached the service all the same.";
        return new NetworkException(
            ErrorCode.OperationTimeout,
            $"{_options.Profile.Name} did not answer within {limit}.{doubt} ({request.Method} {request.RedactedPath})",
            request.Method,
            request.RedactedPath,
            "Try again later, or allow more time.",
            cause)
        {
            Attempts = Math.Max(1, call.Sent),
        };
    }

    private RestRequest Follow(RestResponse answer, int hops)
    {
        RestRequest request = answer.Request;
        Uri target = answer.Location!;
        bool sameHost = Uri.Compare(target, _options.BaseUri, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
        if (sameHost && request.IsRead && hops < MostRedirects) return request.At(target.PathAndQuery);
        string why = !sameHost ? "another host, which our certificate is not meant for"
            : request.IsRead ? "yet another place, for the sixth time"
            : "another place, and a write is not sent twice";
        throw new NetworkException(
            ErrorCode.RedirectRefused,
            $"{_options.Profile.Name} wants to send us to {target.GetLeftPart(UriPartial.Authority)}: {why}. ({request.Method} {request.RedactedPath}, status {answer.StatusCode})",
            request.Method,
            request.RedactedPath,
            "Check the address; a sign-in page of a proxy looks like this.")
        {
            CorrelationId = answer.CorrelationId,
        };
    }

    private static NetworkException WithAttempts(NetworkException failure, RequestState call)
    {
        failure.Attempts = Math.Max(1, call.Sent);
        return failure;
    }

    private static RestException TooLong(RestRequest request) => new RequestException(
        ErrorCode.InvalidInput,
        $"The address of this call would be {request.PathAndQuery.Length:N0} characters long, which no service takes. ({request.Method} {request.RedactedPath})",
        request.Method, request.RedactedPath, "Give fewer or shorter values at a time.");

    private static RestException Disconnected(RestRequest request) => new RequestException(
        ErrorCode.NotConnected, "The connection was disconnected.", request.Method, request.RedactedPath, "Connect again.");

    private sealed class OwnStrategyOptions : ResilienceStrategyOptions;
}
