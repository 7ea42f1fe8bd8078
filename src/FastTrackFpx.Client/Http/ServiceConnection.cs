using System;
using System.Threading;
using System.Threading.Tasks;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace FastTrackFpx.Client.Http;

/// <summary>
/// A service at an address and all that stands between a call and its sockets, from the outside in: retry within a total time, limiter,
/// circuit breaker, time for one try, connection. Thread-safe.
/// </summary>
internal sealed class ServiceConnection : IDisposable
{
    /// <summary>A service that sends us round in circles.</summary>
    private const int MostRedirects = 5;

    /// <summary>Servers take between 8,000 and 32,000 characters; one that breaks off the connection over it would be asked again and again.</summary>
    private const int LongestAddress = 16_000;

    /// <summary>How long all calls to a service rest after a 429 that does not say how long.</summary>
    private static readonly TimeSpan UnaskedHold = TimeSpan.FromSeconds(5);

    private readonly ServiceConnectionOptions _options;
    private readonly CallCounters _counters = new();
    private readonly CallLimiter _limiter;
    private readonly ServiceBreaker _breaker;
    private readonly RetryRule _retry;
    private readonly Transport _transport;
    private readonly ResiliencePipeline _pipeline;
    private int _disposed;

    internal ServiceConnection(ServiceConnectionOptions options)
    {
        _options = options;
        // The service counts by user or by address, and does not say when which: whoever is in this process has the address in common.
        string budget = options.BaseUri.GetLeftPart(UriPartial.Authority);
        _limiter = new CallLimiter(SendLog.For(options.TimeProvider, budget), options.RequestsPerMinute, SharedBudget(options, budget));
        _breaker = ServiceBreaker.For(options.TimeProvider, options.BaseUri);
        _retry = new RetryRule(_counters);
        _transport = new Transport(options, _counters, _limiter);
        _pipeline = Build();
    }

    /// <summary>What was done so far.</summary>
    internal CallStatistics Statistics => _counters.Snapshot(_limiter.PlacesLeft);

    /// <summary>How long answers take lately; null as long as none came.</summary>
    internal TimeSpan? Latency => _counters.Latency;

    /// <summary>The service's clock minus ours, as far as answers have told.</summary>
    internal TimeSpan? ClockSkew => _counters.ClockSkew;

    /// <summary>Makes the call and reads the answer; a body that cannot be read counts as a failure like any other.</summary>
    /// <exception cref="FpxException">What went wrong, after all repeats.</exception>
    internal async Task<T> SendAsync<T>(CallRequest request, Func<CallAnswer, T> read, CancellationToken cancellationToken)
    {
        for (int hops = 0; ; hops++)
        {
            request.ShownPath = ShownQuery.Of(_options.Profile, request);
            if (request.PathAndQuery.Length > LongestAddress) throw TooLong(request);
            (CallAnswer answer, T? value) = await RunAsync(request, read, cancellationToken).ConfigureAwait(false);
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

    private async Task<(CallAnswer Answer, T? Value)> RunAsync<T>(CallRequest request, Func<CallAnswer, T> read, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _disposed) != 0) throw Disconnected(request);
        var call = new CallState(request, _options.TimeProvider, _options.TotalTimeout, _options.MaxRetryCount, cancellationToken);
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            call.PutInto(context);
            return await _pipeline.ExecuteAsync(
                static async (context, state) =>
                {
                    (ServiceConnection self, Func<CallAnswer, T> read) = state;
                    CallAnswer answer = await self.TryOnceAsync(CallState.Of(context), context.CancellationToken).ConfigureAwait(false);
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
        catch (FpxCallException failure)
        {
            failure.Attempts = Math.Max(1, call.Sent);
            throw;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<CallAnswer> TryOnceAsync(CallState call, CancellationToken cancellationToken)
    {
        CallAnswer answer = await _transport.SendAsync(call, cancellationToken).ConfigureAwait(false);
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
        if (_options.Token is { } token) builder.AddStrategy(_ => new TokenStrategy(token, _options.TimeProvider), new OwnStrategyOptions());
        return builder
            .AddStrategy(_ => new LimiterStrategy(_limiter, _counters, _options.TimeProvider), new OwnStrategyOptions())
            .AddPipeline(_breaker.Pipeline)
            .AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = args => new ValueTask<TimeSpan>(TimeForTry(CallState.Of(args.Context))) })
            .Build();
    }

    private RetryStrategyOptions Repeats() => new()
    {
        // The rule counts for itself: a call may bring a smaller number of its own.
        MaxRetryAttempts = int.MaxValue,
        ShouldHandle = args => new ValueTask<bool>(_retry.TryPlan(CallState.Of(args.Context), args.Outcome.Exception)),
        DelayGenerator = args => new ValueTask<TimeSpan?>(CallState.Of(args.Context).NextWait!.Duration),
        OnRetry = args =>
        {
            CallWait wait = CallState.Of(args.Context).NextWait!;
            _counters.CountWait(wait.Duration);
            CallState.Of(args.Context).Request.Observer?.Waiting(wait);
            return default;
        },
    };

    private TimeSpan TimeForTry(CallState call)
    {
        TimeSpan time = call.Remaining < _options.AttemptTimeout ? call.Remaining : _options.AttemptTimeout;
        // Zero would mean no limit at all.
        return time > TimeSpan.FromMilliseconds(1) ? time : TimeSpan.FromMilliseconds(1);
    }

    /// <summary>Our own error for what the pipeline's parts throw; the failure itself where it is one already.</summary>
    private Exception? Translate(Exception failure, CallState call) => failure switch
    {
        TimeoutRejectedException timeout => TimedOut(call, timeout),
        BrokenCircuitException broken => _breaker.Refusal(_options.Profile.Name, call.Request, broken),
        FpxNetworkException { ErrorCode: FpxErrorCode.ConnectionLost } lost when call.Sockets is { MayBeRefused: true } sockets =>
            NetworkFailure.RefusedCertificate(WithAttempts(lost, call), _options, sockets),
        FpxServiceException refused when call.RefusedWait is { } wait => refused.WithRefusedWait(wait, _options.TotalTimeout, call.Sent),
        _ => null,
    };

    private static MachineBudget? SharedBudget(ServiceConnectionOptions options, string budget) => options.MachineFolder is { } folder
        ? new MachineBudget(MachineBudgetFile.In(folder, budget), options.TimeProvider, options.AttemptTimeout)
        : null;

    private FpxNetworkException TimedOut(CallState call, Exception cause)
    {
        CallRequest request = call.Request;
        string limit = call.Remaining <= TimeSpan.FromMilliseconds(1)
            ? $"{_options.TotalTimeout.TotalSeconds:0.#} seconds, all tries counted"
            : $"{_options.AttemptTimeout.TotalSeconds:0.#} seconds";
        string doubt = request.IsRead ? string.Empty : " It may have reached the service all the same.";
        return new FpxNetworkException(
            FpxErrorCode.OperationTimeout,
            $"{_options.Profile.Name} did not answer within {limit}.{doubt} ({request.Method} {request.ShownPath})",
            request.Method,
            request.ShownPath,
            "Try again later, or allow more time.",
            cause)
        {
            Attempts = Math.Max(1, call.Sent),
        };
    }

    private CallRequest Follow(CallAnswer answer, int hops)
    {
        CallRequest request = answer.Request;
        Uri target = answer.Location!;
        bool sameHost = Uri.Compare(target, _options.BaseUri, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
        if (sameHost && request.IsRead && hops < MostRedirects) return request.At(target.PathAndQuery);
        string why = !sameHost ? "another host, which our certificate is not meant for"
            : request.IsRead ? "yet another place, for the sixth time"
            : "another place, and a write is not sent twice";
        throw new FpxNetworkException(
            FpxErrorCode.RedirectRefused,
            $"{_options.Profile.Name} wants to send us to {target.GetLeftPart(UriPartial.Authority)}: {why}. ({request.Method} {request.ShownPath}, status {answer.StatusCode})",
            request.Method,
            request.ShownPath,
            "Check the address; a sign-in page of a proxy looks like this.")
        {
            CorrelationId = answer.CorrelationId,
        };
    }

    private static FpxNetworkException WithAttempts(FpxNetworkException failure, CallState call)
    {
        failure.Attempts = Math.Max(1, call.Sent);
        return failure;
    }

    private static FpxException TooLong(CallRequest request) => new FpxCallException(
        FpxErrorCode.InvalidInput,
        $"The address of this call would be {request.PathAndQuery.Length:N0} characters long, which no service takes. ({request.Method} {request.ShownPath})",
        request.Method, request.ShownPath, "Give fewer or shorter values at a time.");

    private static FpxException Disconnected(CallRequest request) => new FpxCallException(
        FpxErrorCode.NotConnected, "The connection was disconnected.", request.Method, request.ShownPath, "Connect again.");

    private sealed class OwnStrategyOptions : ResilienceStrategyOptions;
}
