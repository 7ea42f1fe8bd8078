using System.Threading.RateLimiting;
using Polly;
using Polly.RateLimiting;
using Polly.Retry;
using Polly.Timeout;

namespace FastTrackFpx.Rest.Http;

/// <summary>A service at an address. Every request to it goes through <see cref="SendAsync{T}"/>. Thread-safe.</summary>
internal sealed class RestClient : IDisposable
{
    private const int MaxRedirects = 5;

    private const int LongestDelay = 60;

    /// <summary>Servers accept between 8,000 and 32,000 characters. One that closes the connection over it would be asked again and again.</summary>
    private const int LongestAddress = 16_000;

    /// <summary>The shortest timeout that the strategy accepts; zero would mean no limit.</summary>
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);

    /// <summary>How long all requests to a service pause after a 429 without Retry-After.</summary>
    private static readonly TimeSpan UnaskedHold = TimeSpan.FromSeconds(5);

    private readonly MemoryPermits _permits;
    private readonly IPermitStore? _widerPermits;
    private readonly ServiceBreaker _breaker;
    private readonly ResiliencePipeline _attempt;
    private readonly ConcurrentDictionary<int, ResiliencePipeline> _retries = new();

    internal RestClient(RestClientOptions options)
    {
        Options = options;
        // A service counts by user or by address, and all connections of this process have the address in common.
        string service = options.BaseUri.GetLeftPart(UriPartial.Authority);
        _permits = MemoryPermits.For(options.TimeProvider, service);
        _widerPermits = options.OpenWiderPermits(service);
        _breaker = ServiceBreaker.For(options.TimeProvider, service);
        Exchange = new Exchange(options, () => CallsLeft);
        _attempt = BuildAttempt();
    }

    /// <summary>
    /// Sends a request and reads its response. This is the whole life of a request, from the outside in: retry within a total time, then for each
    /// attempt credentials, permit, circuit breaker, timeout, exchange and reading.
    /// </summary>
    /// <exception cref="RestException">What failed, after all retries. Its <see cref="RestException.Delivery"/> says how far the request got.</exception>
    internal async Task<T> SendAsync<T>(RestRequest request, Func<RestResponse, T> read, CancellationToken cancellationToken)
    {
        for (int redirects = 0; ; redirects++)
        {
            Begin(request, cancellationToken);
            ResiliencePipeline retry = _retries.GetOrAdd(Math.Min(request.MaxRetryCount ?? int.MaxValue, Options.MaxRetryCount), BuildRetry);
            try
            {
                T value = await RunAsync(retry, request, token => AttemptAsync(request, read, token), cancellationToken).ConfigureAwait(false);
                if (request.Redirect is not { } redirect) return value;
                request = Follow(redirect, request, redirects);
            }
            catch (Exception failure) when (RequestFaults.Explain(failure, request, _breaker) is { } explained)
            {
                explained.Delivery = request.Delivery;
                if (ReferenceEquals(explained, failure)) throw;
                throw explained;
            }
        }
    }

    /// <summary>One attempt. Rejected credentials are renewed once, which costs no retry.</summary>
    private async ValueTask<T> AttemptAsync<T>(RestRequest request, Func<RestResponse, T> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            request.BeginAttempt();
            try
            {
                // Before the permit: no request holds one while a user signs in.
                int version = await PrepareCredentialsAsync(request, cancellationToken).ConfigureAwait(false);
                try
                {
                    return await RunAsync(_attempt, request, token => ExchangeAsync(request, read, token), cancellationToken).ConfigureAwait(false);
                }
                catch (ServiceException rejected) when (Authentication is { } authentication && authentication.IsRejection(rejected))
                {
                    if (request.HasRenewedCredentials || !authentication.TryRenew(version)) throw authentication.Explain(rejected);
                    request.HasRenewedCredentials = true;
                    request.ForgetAttempt();
                }
            }
            finally
            {
                request.EndAttempt();
            }
        }
    }

    private async ValueTask<T> ExchangeAsync<T>(RestRequest request, Func<RestResponse, T> read, CancellationToken cancellationToken)
    {
        using RestResponse response = await Exchange.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccess || (response.IsRedirect && request.ReadsRedirect)) return Read(request, response, read);
        if (response.StatusCode is >= 400 and < 500 and not 408 and not 499) request.MarkRefused();
        if (response.IsRedirect)
        {
            request.Redirect = response;
            return default!;
        }

        // Requests that share the limit wait as well, so that one is rejected and not all.
        if (response.StatusCode == 429 && (response.RetryAfter ?? UnaskedHold) is var pause && pause < request.Remaining) _permits.Hold(pause, _widerPermits);
        if (response.StatusCode == 407) throw RequestFaults.ProxyAuthenticationRequired(request);
        throw Options.Service.ErrorOf(response);
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
                ShouldHandle = args => new ValueTask<bool>(args.Outcome.Exception is { } failure && RetryRules.ShouldRetry(
                    RestRequest.Of(args.Context), failure, Exchange.WasReached, LongestDelayAfter(args.AttemptNumber))),
                // Null leaves the delay to the strategy: exponential, with decorrelated jitter.
                DelayGenerator = args => new ValueTask<TimeSpan?>(RetryRules.RequestedDelay(args.Outcome.Exception!)),
                OnRetry = args =>
                {
                    AnnounceRetry(RestRequest.Of(args.Context), args.Outcome.Exception!, args.RetryDelay);
                    return default;
                },
            })
            .Build();
    }

    private ResiliencePipeline BuildAttempt() => new ResiliencePipelineBuilder { TimeProvider = TimeProvider }
        .AddRateLimiter(new RateLimiterStrategyOptions { RateLimiter = args => TakePermitAsync(RestRequest.Of(args.Context), args.Context.CancellationToken) })
        .AddPipeline(_breaker.Pipeline)
        .AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = args => new ValueTask<TimeSpan>(TimeForAttempt(RestRequest.Of(args.Context))) })
        .Build();

    internal RestClientOptions Options { get; }

    internal Uri BaseUri => Options.BaseUri;

    internal IAuthentication? Authentication => Options.Authentication;

    internal int RequestsPerMinute => Options.RequestsPerMinute;

    /// <summary>How many more requests could be sent at once now.</summary>
    internal int CallsLeft => _permits.PermitsLeft(RequestsPerMinute, _widerPermits);

    internal TimeProvider TimeProvider => Options.TimeProvider;

    internal IRequestObserver? Observer { get; private set; }

    /// <summary>Sockets, and what was counted of the requests.</summary>
    internal Exchange Exchange { get; }

    internal TimeSpan? Latency => Exchange.Latency;

    internal TimeSpan? ClockSkew => Exchange.ClockSkew;

    /// <summary>What responses have shown of the service, such as which of two documented routes it has.</summary>
    internal ConcurrentDictionary<string, string> Remembered { get; } = new(StringComparer.Ordinal);

    /// <summary>The same client, whose requests are reported to an observer. Disposing of it does nothing.</summary>
    internal RestClient ObservedBy(IRequestObserver observer)
    {
        var view = (RestClient)MemberwiseClone();
        view.Observer = observer;
        return view;
    }

    /// <summary>Sockets of their own for a certificate that is not in use yet; the caller closes them.</summary>
    internal SocketPool OpenSockets(ClientCredential credential) => new(Options, credential, isTrial: true);

    public void Dispose()
    {
        if (Observer is not null || !Exchange.TryDispose()) return;
        (_widerPermits as IDisposable)?.Dispose();
        Authentication?.Dispose();
    }

    private void Begin(RestRequest request, CancellationToken cancellationToken)
    {
        request.Observer ??= Observer;
        request.Begin(Options, cancellationToken);
        if (Exchange.IsDisposed) throw NotSent(ErrorCode.NotConnected, "The connection was disconnected.", "Connect again.");
        if (request.PathAndQuery.Length <= LongestAddress) return;
        throw NotSent(
            ErrorCode.InvalidInput,
            $"The address of this request would have {request.PathAndQuery.Length:N0} characters, more than services accept. "
                + $"({request.Method} {request.RedactedPath})",
            "Pass fewer or shorter values at a time.");

        RequestException NotSent(string code, string message, string action) =>
            new(code, message, request.Method, request.RedactedPath, action) { Delivery = Delivery.NotSent };
    }

    /// <summary>Runs something in a pipeline whose strategies find the request in their context.</summary>
    private static async ValueTask<T> RunAsync<T>(
        ResiliencePipeline pipeline, RestRequest request, Func<CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            request.PutInto(context);
            return await pipeline.ExecuteAsync(static (context, work) => work(context.CancellationToken), context, work).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<int> PrepareCredentialsAsync(RestRequest request, CancellationToken cancellationToken)
    {
        if (Authentication is not { } authentication) return 0;
        long since = TimeProvider.GetTimestamp();
        try
        {
            return await authentication.PrepareAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            request.OwnWait += TimeProvider.GetElapsedTime(since);
        }
    }

    private async ValueTask<RateLimitLease> TakePermitAsync(RestRequest request, CancellationToken cancellationToken)
    {
        Permit? permit = _permits.TryAcquire(RequestsPerMinute, _widerPermits);
        if (permit is null)
        {
            long since = TimeProvider.GetTimestamp();
            // Only for an observer: the expected wait may have to be read from a file.
            if (request.Observer is not null) ReportWait(request);
            try
            {
                permit = await _permits.AcquireAsync(RequestsPerMinute, _widerPermits, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                TimeSpan waited = TimeProvider.GetElapsedTime(since);
                request.OwnWait += waited;
                Exchange.CountWait(waited);
            }
        }

        request.Permit = permit;
        return permit;
    }

    /// <summary>Requests that begin at the same moment take turns, which is no wait.</summary>
    private void ReportWait(RestRequest request)
    {
        (TimeSpan wait, string? cause) = (_permits.ExpectedWait(RequestsPerMinute, _widerPermits), _widerPermits?.WaitCause);
        if (wait > TimeSpan.Zero || cause is not null) request.ReportWait(RequestWait.RateLimit, cause, wait, attempt: null);
    }

    private TimeSpan TimeForAttempt(RestRequest request)
    {
        TimeSpan time = request.Remaining < Options.AttemptTimeout ? request.Remaining : Options.AttemptTimeout;
        return time > ShortestTimeout ? time : ShortestTimeout;
    }

    private static TimeSpan LongestDelayAfter(int attemptNumber) =>
        TimeSpan.FromSeconds(Math.Min(LongestDelay, Math.Pow(2, Math.Min(attemptNumber, 10) + 1)));

    private void AnnounceRetry(RestRequest request, Exception failure, TimeSpan delay)
    {
        Exchange.CountWait(delay);
        request.ReportWait(RetryRules.ReasonOf(failure), RetryRules.CauseOf(failure), delay, request.Attempts + 1);
    }

    /// <summary>Reads a response with a success status. Some services report errors in its body.</summary>
    private static T Read<T>(RestRequest request, RestResponse response, Func<RestResponse, T> read)
    {
        try
        {
            return read(response);
        }
        catch (ServiceException hidden) when (hidden.Delivery == Delivery.Refused)
        {
            request.MarkRefused();
            throw;
        }
    }

    private RestRequest Follow(RestResponse response, RestRequest request, int redirects)
    {
        Uri target = response.Location!;
        bool isSameHost = Uri.Compare(target, BaseUri, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
        if (isSameHost && request.IsRead && redirects < MaxRedirects) return request.At(target.PathAndQuery);
        // Only 307 and 308 say that the request was not carried out here.
        if (response.StatusCode is 307 or 308) request.Delivery = Delivery.Refused;
        string why = !isSameHost ? "another host, which must not receive our credentials"
            : request.IsRead ? "another address, for the sixth time"
            : "another address, and a write is not sent twice";
        NetworkException refused = RequestFaults.Redirected(request, target, why, response.StatusCode);
        refused.CorrelationId = response.CorrelationId;
        throw refused;
    }
}
