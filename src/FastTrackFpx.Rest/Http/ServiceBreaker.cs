using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace FastTrackFpx.Rest.Http;

/// <summary>The circuit breaker of one service, shared by all its sessions in this process.</summary>
internal sealed class ServiceBreaker
{
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, ServiceBreaker>> Breakers = new();

    private readonly TimeProvider _timeProvider;
    private volatile Break? _break;

    private ServiceBreaker(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        Pipeline = new ResiliencePipelineBuilder { TimeProvider = timeProvider }
            .AddStrategy(_ => new ProbeStrategy(() => _break is { } open && timeProvider.GetUtcNow() >= open.Until), new ProbeStrategy.Options())
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                // A service that fails one call in five is slow, not gone: chance alone must not open the circuit.
                FailureRatio = 0.5,
                MinimumThroughput = 30,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(15),
                ShouldHandle = args => new ValueTask<bool>(IsOutage(args.Outcome.Exception)),
                OnOpened = args =>
                {
                    DateTimeOffset now = timeProvider.GetUtcNow();
                    _break = new Break(_break?.Since ?? now, now + args.BreakDuration);
                    return default;
                },
                OnClosed = _ =>
                {
                    _break = null;
                    return default;
                },
            })
            .Build();
    }

    /// <summary>The strategy itself, to be put into a session's pipeline.</summary>
    internal ResiliencePipeline Pipeline { get; }

    /// <summary>The breaker of the service at an address.</summary>
    internal static ServiceBreaker For(TimeProvider timeProvider, Uri baseUri) => Breakers
        .GetValue(timeProvider, static _ => new ConcurrentDictionary<string, ServiceBreaker>(StringComparer.OrdinalIgnoreCase))
        .GetOrAdd(baseUri.GetLeftPart(UriPartial.Authority), _ => new ServiceBreaker(timeProvider));

    /// <summary>The error of a call that was held back.</summary>
    internal NetworkException Refusal(string serviceName, RestRequest request, Exception cause)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        // The circuit itself knows best: a call may be held back before the news of its opening is out.
        DateTimeOffset until = cause is BrokenCircuitException { RetryAfter: { } left } ? now + left : now;
        return new NetworkException(
            ErrorCode.CircuitOpen,
            $"{serviceName} has kept failing since {_break?.Since ?? now:u}; calls are held back until {until:u}. ({request.Method} {request.RedactedPath})",
            request.Method,
            request.RedactedPath,
            "Wait until then and try again; see Test-FpxConnection for what the service answers.",
            cause);
    }

    /// <summary>What speaks against the service itself, rather than against one caller's certificate, input or pace.</summary>
    private static bool IsOutage(Exception? failure) => failure switch
    {
        TimeoutRejectedException => true,
        ServiceException service => service.StatusCode >= 500,
        NetworkException network => network.ErrorCode is ErrorCode.ConnectionRefused or ErrorCode.ConnectionLost or ErrorCode.OperationTimeout,
        _ => false,
    };

    /// <summary>An open circuit: since when, probes that failed since included, and until when no call may go through.</summary>
    private sealed class Break(DateTimeOffset since, DateTimeOffset until)
    {
        internal DateTimeOffset Since { get; } = since;

        internal DateTimeOffset Until { get; } = until;
    }
}
