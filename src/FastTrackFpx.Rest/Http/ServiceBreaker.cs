using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;

namespace FastTrackFpx.Rest.Http;

/// <summary>The circuit breaker of one service, shared by all its connections in this process.</summary>
internal sealed class ServiceBreaker
{
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, ServiceBreaker>> Breakers = new();
    private static readonly RateLimiter Unlimited = RateLimitPartition.GetNoLimiter(0).Factory(0);

    private readonly TimeProvider _timeProvider;
    private readonly ConcurrencyLimiter _probe = new(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = int.MaxValue });
    private DateTimeOffset? _since;
    private DateTimeOffset _until;

    private ServiceBreaker(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        Pipeline = new ResiliencePipelineBuilder { TimeProvider = timeProvider }
            // When an open circuit is due, one request probes the service and the others wait for it. The breaker by itself would reject them.
            .AddRateLimiter(
                new RateLimiterStrategyOptions { RateLimiter = args => (IsProbeDue ? _probe : Unlimited).AcquireAsync(1, args.Context.CancellationToken) })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                // A service that fails one request in five is slow, not down: chance alone must not open the circuit.
                FailureRatio = 0.5,
                MinimumThroughput = 30,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(15),
                ShouldHandle = static args => new ValueTask<bool>(args.Outcome.Exception is { } failure && RetryRules.IsOutage(failure)),
                OnOpened = args =>
                {
                    _until = timeProvider.GetUtcNow() + args.BreakDuration;
                    _since ??= timeProvider.GetUtcNow();
                    return default;
                },
                OnClosed = _ =>
                {
                    _since = null;
                    return default;
                },
            })
            .Build();
    }

    internal ResiliencePipeline Pipeline { get; }

    private bool IsProbeDue => _since is not null && _timeProvider.GetUtcNow() >= _until;

    internal static ServiceBreaker For(TimeProvider timeProvider, string service) => Breakers
        .GetValue(timeProvider, static _ => new ConcurrentDictionary<string, ServiceBreaker>(StringComparer.OrdinalIgnoreCase))
        .GetOrAdd(service, _ => new ServiceBreaker(timeProvider));

    internal NetworkException Refusal(RestRequest request, BrokenCircuitException cause)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        DateTimeOffset due = now + (cause.RetryAfter ?? TimeSpan.Zero);
        return request.Failure(
            ErrorCode.CircuitOpen,
            $"{request.Options.Service.Name} has kept failing since {_since ?? now:u}; requests are held back until {due:u}.",
            "Wait until then and try again. Test the connection to see what the service responds.", cause);
    }
}
