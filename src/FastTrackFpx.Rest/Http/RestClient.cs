using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Retry;
using Polly.Timeout;

namespace FastTrackFpx.Rest.Http;

/// <summary>A service at an address. Every request to it goes through <see cref="SendAsync{T}"/>. Thread-safe.</summary>
internal sealed class RestClient : IDisposable
{
    /// <summary>A service that redirects in circles.</summary>
    private const int MaxRedirects = 5;

    /// <summary>Servers accept between 8,000 and 32,000 characters; one that closes the connection over it would be asked again and again.</summary>
    private const int LongestAddress = 16_000;

    /// <summary>The longest delay between attempts.</summary>
    private const int LongestDelay = 60;

    /// <summary>How long all requests to a service pause after a 429 without Retry-After.</summary>
    private static readonly TimeSpan UnaskedHold = TimeSpan.FromSeconds(5);

    private readonly RequestCounters _counters;
    private readonly PermitLimiter _limiter;
    private readonly ServiceBreaker _breaker;
    private readonly Exchange _exchange;
    private readonly ResiliencePipeline _attempt;
    private readonly ConcurrentDictionary<int, ResiliencePipeline> _retries;
    private readonly StrongBox<int> _disposed;
    private readonly IRequestObserver? _observer;

    internal RestClient(RestClientOptions options)
    {
        Options = options;
        _counters = new RequestCounters();
        // A service counts by user or by address: whoever is in this process has the address in common.
        string service = options.BaseUri.GetLeftPart(UriPartial.Authority);
        _limiter = new PermitLimiter(MemoryPermits.For(options.TimeProvider, service), options.RequestsPerMinute, options.TimeProvider, WiderPermits(options, service));
        _breaker = ServiceBreaker.For(options.TimeProvider, service);
        _exchange = new Exchange(options, _counters, _limiter);
        _attempt = BuildAttempt();
        _retries = new ConcurrentDictionary<int, ResiliencePipeline>();
        _disposed = new StrongBox<int>();
        Remembered = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
    }

    private RestClient(RestClient shared, IRequestObserver observer)
    {
        Options = shared.Options;
        (_counters, _limiter, _breaker, _exchange) = (shared._counters, shared._limiter, shared._breaker, shared._exchange);
        (_attempt, _retries, _disposed, Remembered) = (shared._attempt, shared._retries, shared._disposed, shared.Remembered);
        _observer = observer;
    }

    internal RestClientOptions Options { get; }

    internal Uri BaseUri => Options.BaseUri;

    internal IAuthentication? Authentication => Options.Authentication;

    /// <summary>Who is told about this client's requests.</summary>
    internal IRequestObserver? Observer => _observer;

    /// <summary>Requests in any 60 seconds at most.</summary>
    internal int RequestsPerMinute => Options.RequestsPerMinute;

    internal TimeProvider TimeProvider => Options.TimeProvider;

    /// <summary>What responses have shown of the service, such as which of two documented routes it has.</summary>
    internal ConcurrentDictionary<string, string> Remembered { get; }

    /// <summary>What was sent so far.</summary>
    internal RequestStatistics Statistics => _counters.Snapshot(_limiter.PermitsLeft);

    /// <summary>The recent time from sending a request to the end of its response; null before the first response.</summary>
    internal TimeSpan? Latency => _counters.Latency;

    /// <summary>The service's clock minus ours, by its last response; null before that.</summary>
    internal TimeSpan? ClockSkew => _counters.ClockSkew;

    /// <summary>The same client, whose requests are reported to an observer. Disposing of it does nothing.</summary>
    internal RestClient ObservedBy(IRequestObserver observer) => new(this, observer);

    /// <summary>
    /// Sends a request and reads its response. This is the whole life of a request, from the outside in: retry within a total time, then for each
    /// attempt credentials, permit, circuit breaker, timeout, exchange and reading.
    /// </summary>
    /// <exception cref="RestException">What failed, after all retries. Its <see cref="RestException.Delivery"/> says how far the request got.</exception>
    internal async Task<T> SendAsync<T>(RestRequest request, Func<RestResponse, T> read, CancellationToken cancellationToken)
    {
        for (int redirects = 0; ; redirects++)
        {
            RequestState state = Begin(request, cancellationToken);
            try
            {
                Result<T> result = await RunAsync(RetryPipeline(request), state, token => AttemptAsync(state, read, token), cancellationToken)
                    .ConfigureAwait(false);
                if (!result.IsRedirect) return result.Value!;
                request = Follow(result, request, redirects);
            }
            catch (Exception failure) when (Explain(failure, state) is { } explained)
            {
                explained.Delivery = request.Delivery;
                if (ReferenceEquals(explained, failure)) throw;
                throw explained;
            }
        }
    }

    /// <summary>One attempt. Rejected credentials are renewed once, which costs no retry.</summary>
    private async ValueTask<Result<T>> AttemptAsync<T>(RequestState state, Func<RestResponse, T> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            state.BeginAttempt();
            try
            {
                // Before the permit: nobody holds one while a user signs in.
                int version = await PrepareCredentialsAsync(state, cancellationToken).ConfigureAwait(false);
                try
                {
                    return await RunAsync(_attempt, state, token => ExchangeAsync(state, read, token), cancellationToken).ConfigureAwait(false);
                }
                catch (ServiceException rejected) when (Authentication is { } authentication && authentication.IsRejection(rejected))
                {
                    if (state.HasRenewedCredentials || !authentication.TryRenew(version)) throw authentication.Explain(rejected);
                    state.HasRenewedCredentials = true;
                    state.ForgetAttempt();
                }
            }
            finally
            {
                state.EndAttempt();
            }
        }
    }

    /// <summary>Sends the request once and reads its response.</summary>
    private async ValueTask<Result<T>> ExchangeAsync<T>(RequestState state, Func<RestResponse, T> read, CancellationToken cancellationToken)
    {
        using RestResponse response = await _exchange.SendAsync(state, cancellationToken).ConfigureAwait(false);
        if (response.Date is { } date) _counters.CountClock(date - TimeProvider.GetUtcNow());
        if (response.IsRedirect && state.Request.ReadsRedirect) return new Result<T>(read(response), response);
        if (response.IsSuccess) return new Result<T>(ReadSuccess(state, response, read), response);
        if (response.StatusCode is >= 400 and < 500 and not 408 and not 499) state.MarkRefused(byStatus: true);
        if (response.IsRedirect) return new Result<T>(default, response);
        // Whoever shares the limit waits as well, so that one is rejected and not all.
        if (response.StatusCode == 429 && (response.RetryAfter ?? UnaskedHold) is var pause && pause < state.Remaining) _limiter.Hold(pause);
        if (response.StatusCode == 407) throw ProxyAuthenticationRequired(response);
        throw Options.Service.ErrorOf(response);
    }

    /// <summary>Reads a response with a success status. Some services report errors in its body.</summary>
    private static T ReadSuccess<T>(RequestState state, RestResponse response, Func<RestResponse, T> read)
    {
        try
        {
            return read(response);
        }
        catch (ServiceException hidden) when (hidden.Delivery == Delivery.Refused)
        {
            state.MarkRefused(byStatus: true);
            throw;
        }
    }

    /// <summary>Sockets of their own for a certificate that is not in use yet; the caller closes them.</summary>
    internal SocketPool OpenSockets(ClientCredential credential) => new(Options, credential);

    /// <summary>Replaces the client certificate. Requests in flight end as they began; attempts that begin now use the new one.</summary>
    /// <returns>False if the client was disposed of; the credential is disposed of then.</returns>
    internal bool TryReplace(ClientCredential credential)
    {
        SocketPool next = OpenSockets(credential);
        if (_exchange.TryReplace(next)) return true;
        next.Dispose();
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_observer is not null || Interlocked.Exchange(ref _disposed.Value, 1) != 0) return;
        _exchange.Dispose();
        _limiter.Dispose();
        Authentication?.Dispose();
    }

    private RequestState Begin(RestRequest request, CancellationToken cancellationToken)
    {
        request.Observer ??= _observer;
        request.Service = Options.Service;
        if (Volatile.Read(ref _disposed.Value) != 0)
            throw NotSent(new RequestException(ErrorCode.NotConnected, "The connection was disconnected.", request.Method, request.RedactedPath, "Connect again."));
        if (request.PathAndQuery.Length > LongestAddress)
        {
            throw NotSent(new RequestException(
                ErrorCode.InvalidInput,
                $"The address of this request would have {request.PathAndQuery.Length:N0} characters, more than services accept. ({request.Method} {request.RedactedPath})",
                request.Method, request.RedactedPath, "Pass fewer or shorter values at a time."));
        }

        return new RequestState(request, Options, cancellationToken);
    }

    private static RequestException NotSent(RequestException failure)
    {
        failure.Delivery = Delivery.NotSent;
        return failure;
    }

    /// <summary>Runs something in a pipeline whose strategies find the request's state in their context.</summary>
    private static async ValueTask<T> RunAsync<T>(
        ResiliencePipeline pipeline, RequestState state, Func<CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            state.PutInto(context);
            return await pipeline.ExecuteAsync(static (context, work) => work(context.CancellationToken), context, work).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<int> PrepareCredentialsAsync(RequestState state, CancellationToken cancellationToken)
    {
        if (Authentication is null) return 0;
        long since = TimeProvider.GetTimestamp();
        try
        {
            return await Authentication.PrepareAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            state.OwnWait += TimeProvider.GetElapsedTime(since);
        }
    }

    private ResiliencePipeline RetryPipeline(RestRequest request)
    {
        int retries = Math.Min(request.MaxRetryCount ?? int.MaxValue, Options.MaxRetryCount);
        return _retries.GetOrAdd(retries, BuildRetry);
    }

    private ResiliencePipeline BuildRetry(int retries)
    {
        if (retries == 0) return ResiliencePipeline.Empty;
        return new ResiliencePipelineBuilder { TimeProvider = TimeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                // The strategy divides by 1.4: seven retries then span more than a minute in any case, which outlasts a restarting service.
                Delay = TimeSpan.FromSeconds(1.4),
                MaxDelay = TimeSpan.FromSeconds(LongestDelay),
                ShouldHandle = args => new ValueTask<bool>(RetryRules.ShouldRetry(
                    RequestState.Of(args.Context), args.Outcome.Exception, _counters.WasReached, LongestDelayAfter(args.AttemptNumber))),
                // Null leaves the delay to the strategy: exponential, with decorrelated jitter.
                DelayGenerator = args => new ValueTask<TimeSpan?>(_breaker.RetryAfter(args.Outcome.Exception!) ?? RetryRules.RequestedDelay(args.Outcome.Exception!)),
                OnRetry = args =>
                {
                    AnnounceRetry(RequestState.Of(args.Context), args.Outcome.Exception!, args.RetryDelay);
                    return default;
                },
            })
            .Build();
    }

    private static TimeSpan LongestDelayAfter(int attemptNumber) =>
        TimeSpan.FromSeconds(Math.Min(LongestDelay, Math.Pow(2, Math.Min(attemptNumber, 10) + 1)));

    private ResiliencePipeline BuildAttempt() => new ResiliencePipelineBuilder { TimeProvider = TimeProvider }
        .AddRateLimiter(new RateLimiterStrategyOptions { RateLimiter = args => TakePermitAsync(RequestState.Of(args.Context), args.Context.CancellationToken) })
        .AddPipeline(_breaker.Pipeline)
        .AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = args => new ValueTask<TimeSpan>(TimeForAttempt(RequestState.Of(args.Context))) })
        .Build();

    private async ValueTask<RateLimitLease> TakePermitAsync(RequestState state, CancellationToken cancellationToken)
    {
        RateLimitLease lease = _limiter.AttemptAcquire();
        if (!lease.IsAcquired)
        {
            long since = TimeProvider.GetTimestamp();
            state.Request.Observer?.Waiting(WaitOf(state, RequestWait.RateLimit, _limiter.WaitCause, _limiter.ExpectedWait, attempt: null));
            try
            {
                lease = await _limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                TimeSpan waited = TimeProvider.GetElapsedTime(since);
                state.OwnWait += waited;
                _counters.CountWait(waited);
            }
        }

        state.Permit = (PermitLease)lease;
        return lease;
    }

    private void AnnounceRetry(RequestState state, Exception failure, TimeSpan delay)
    {
        _counters.CountWait(delay);
        state.Request.Observer?.Waiting(WaitOf(state, RetryRules.ReasonOf(failure), RetryRules.CauseOf(failure), delay, state.Attempts + 1));
    }

    private static RequestWait WaitOf(RequestState state, string reason, string? cause, TimeSpan duration, int? attempt) => new()
    {
        Reason = reason,
        Cause = cause,
        Duration = duration,
        Attempt = attempt,
        Method = state.Request.Method,
        Path = state.Request.RedactedPath,
    };

    private TimeSpan TimeForAttempt(RequestState state)
    {
        TimeSpan time = state.Remaining < Options.AttemptTimeout ? state.Remaining : Options.AttemptTimeout;
        // The strategy requires at least 10 ms; zero would mean no limit.
        return time > TimeSpan.FromMilliseconds(10) ? time : TimeSpan.FromMilliseconds(10);
    }

    /// <summary>Our own error for what the strategies throw; null for cancellations and what is not ours.</summary>
    private RestException? Explain(Exception failure, RequestState state)
    {
        RestException? explained = failure switch
        {
            TimeoutRejectedException timeout => TimedOut(state, timeout),
            BrokenCircuitException broken => _breaker.Refusal(Options.Service.Name, state.Request, broken),
            NetworkException { ErrorCode: ErrorCode.ConnectionLost } lost when state.Sockets is { MayBeRejected: true } sockets =>
                NetworkFailure.RejectedCertificate(lost, state.Request, Options, sockets),
            ServiceException refused when state.RefusedWait is { } wait => refused.Reworded(
                $"{refused.Message} It asks to wait {Words(wait)}, longer than what is left of the {Words(state.TotalTimeout)} for a request.",
                "Wait that long, or allow requests more time."),
            RestException known => known,
            _ => null,
        };
        if (explained is RequestException request) request.Attempts = Math.Max(1, state.Attempts);
        return explained;
    }

    private NetworkException TimedOut(RequestState state, Exception cause)
    {
        RestRequest request = state.Request;
        string limit = state.Remaining <= TimeSpan.FromMilliseconds(10)
            ? $"{Options.TotalTimeout.TotalSeconds:0.#} seconds, all attempts counted"
            : $"{Options.AttemptTimeout.TotalSeconds:0.#} seconds";
        string doubt = request.IsRead || request.Delivery != Delivery.MayHaveArrived ? string.Empty : " It may have received the request.";
        return new NetworkException(
            ErrorCode.OperationTimeout,
            $"{Options.Service.Name} did not respond within {limit}.{doubt} ({request.Method} {request.RedactedPath})",
            request.Method, request.RedactedPath, "Try again later, or allow more time.", cause);
    }

    private RestRequest Follow<T>(Result<T> result, RestRequest request, int redirects)
    {
        Uri target = result.Location!;
        bool isSameHost = Uri.Compare(target, BaseUri, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
        if (isSameHost && request.IsRead && redirects < MaxRedirects) return request.At(target.PathAndQuery);
        // Only 307 and 308 say that the request was not carried out here.
        if (result.StatusCode is 307 or 308) request.Delivery = Delivery.Refused;
        string why = !isSameHost ? "another host, which must not receive our credentials"
            : request.IsRead ? "another address, for the sixth time"
            : "another address, and a write is not sent twice";
        throw new NetworkException(
            ErrorCode.RedirectRefused,
            $"{Options.Service.Name} redirects to {target.Scheme}://{target.Authority}: {why}. ({request.Method} {request.RedactedPath}, status {result.StatusCode})",
            request.Method, request.RedactedPath, "Check the address; a sign-in page of a proxy looks like this.")
        {
            CorrelationId = result.CorrelationId,
        };
    }

    private NetworkException ProxyAuthenticationRequired(RestResponse response) => new(
        ErrorCode.ProxyAuthenticationRequired,
        $"A proxy requires authentication. ({response.Request.Method} {response.Request.RedactedPath}, status 407)",
        response.Request.Method, response.Request.RedactedPath, "Connect with -ProxyCredential, and check user name and password.");

    private static IPermitStore? WiderPermits(RestClientOptions options, string service) => options.RateLimitScope switch
    {
        RateLimitScope.Machine => new FilePermits(options.RateLimitFolder ?? FilePermits.DefaultFolder(), service, options.TimeProvider, options.AttemptTimeout),
#if NET
        RateLimitScope.Redis => RedisPermitsOf(options, service),
#else
        RateLimitScope.Redis => throw new InputException(
            ErrorCode.EditionNotSupported, "-RateLimitScope Redis requires PowerShell 7.4 or later. This is Windows PowerShell 5.1.", "RateLimitScope", "Run the command in PowerShell 7, or use -RateLimitScope Machine."),
#endif
        _ => null,
    };

#if NET
    // By itself, so that the library of Redis is loaded only if somebody uses it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IPermitStore RedisPermitsOf(RestClientOptions options, string service) =>
        new RedisPermits(options.RedisConnection!, service, options.TimeProvider, options.AttemptTimeout);
#endif

    private static string Words(TimeSpan time) => time.TotalMinutes < 2
        ? time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " seconds"
        : time.TotalHours < 2 ? time.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture) + " minutes"
        : time.TotalDays.ToString("0.##", CultureInfo.InvariantCulture) + " days";

    /// <summary>What was read of a response, or where it redirects to.</summary>
    private readonly struct Result<T>(T? value, RestResponse response)
    {
        internal T? Value { get; } = value;

        internal bool IsRedirect { get; } = response.IsRedirect && !response.Request.ReadsRedirect;

        internal Uri? Location { get; } = response.Location;

        internal int StatusCode { get; } = response.StatusCode;

        internal string? CorrelationId { get; } = response.CorrelationId;
    }
}
