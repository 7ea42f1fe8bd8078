using System;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace FastTrackFpx.Client.Http;

/// <summary>The circuit breaker of one service, shared by all its sessions in this process.</summary>
internal sealed class ServiceBreaker
{
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, ServiceBreaker>> Breakers = new();

    private readonly TimeProvider _timeProvider;

    private ServiceBreaker(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        Pipeline = new ResiliencePipelineBuilder { TimeProvider = timeProvider }
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
                    Since ??= now;
                    Until = now + args.BreakDuration;
                    return default;
                },
                OnClosed = _ =>
                {
                    Since = null;
                    return default;
                },
            })
            .Build();
    }

    /// <summary>The strategy itself, to be put into a session's pipeline.</summary>
    internal ResiliencePipeline Pipeline { get; }

    /// <summary>When the circuit opened, probes that failed since included; null while it is closed.</summary>
    internal DateTimeOffset? Since { get; private set; }

    /// <summary>When the next call may go through.</summary>
    internal DateTimeOffset Until { get; private set; }

    /// <summary>The breaker of the service at an address.</summary>
    internal static ServiceBreaker For(TimeProvider timeProvider, Uri baseUri) => Breakers
        .GetValue(timeProvider, static _ => new ConcurrentDictionary<string, ServiceBreaker>(StringComparer.OrdinalIgnoreCase))
        .GetOrAdd(baseUri.GetLeftPart(UriPartial.Authority), _ => new ServiceBreaker(timeProvider));

    /// <summary>The error of a call that was held back.</summary>
    internal FpxNetworkException Refusal(string serviceName, CallRequest request, Exception cause)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        return new FpxNetworkException(
            FpxErrorCode.CircuitOpen,
            $"{serviceName} has kept failing since {Since ?? now:u}; calls are held back until {(Until > now ? Until : now):u}. ({request.Method} {request.ShownPath})",
            request.Method,
            request.ShownPath,
            "Wait until then and try again; see Test-FpxConnection for what the service answers.",
            cause);
    }

    /// <summary>What speaks against the service itself, rather than against one caller's certificate, input or pace.</summary>
    private static bool IsOutage(Exception? failure) => failure switch
    {
        TimeoutRejectedException => true,
        FpxServiceException service => service.StatusCode >= 500,
        FpxNetworkException network => network.ErrorCode is FpxErrorCode.ConnectionRefused or FpxErrorCode.ConnectionLost or FpxErrorCode.OperationTimeout,
        _ => false,
    };
}
