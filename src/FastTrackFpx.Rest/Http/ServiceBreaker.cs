using System.Runtime.CompilerServices;
using Polly;
using Polly.CircuitBreaker;

namespace FastTrackFpx.Rest.Http;

/// <summary>The circuit breaker of one service, shared by all its connections in this process.</summary>
internal sealed class ServiceBreaker
{
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, ServiceBreaker>> Breakers = new();

    private readonly TimeProvider _timeProvider;
    private readonly CircuitBreakerStateProvider _state = new();
    private DateTimeOffset? _since;
    private DateTimeOffset _until;

    private ServiceBreaker(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        Pipeline = new ResiliencePipelineBuilder { TimeProvider = timeProvider }
            .AddStrategy(_ => new ProbeStrategy(() => _since is not null && timeProvider.GetUtcNow() >= _until), new ProbeStrategy.Options())
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                // A service that fails one request in five is slow, not down: chance alone must not open the circuit.
                FailureRatio = 0.5,
                MinimumThroughput = 30,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(15),
                StateProvider = _state,
                ShouldHandle = args => new ValueTask<bool>(RetryRules.IsOutage(args.Outcome.Exception)),
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

    internal static ServiceBreaker For(TimeProvider timeProvider, string service) => Breakers
        .GetValue(timeProvider, static _ => new ConcurrentDictionary<string, ServiceBreaker>(StringComparer.OrdinalIgnoreCase))
        .GetOrAdd(service, _ => new ServiceBreaker(timeProvider));

    /// <summary>The delay after a rejection by the breaker; null for other failures.</summary>
    internal TimeSpan? RetryAfter(Exception failure)
    {
        if (failure is not BrokenCircuitException broken) return null;
        return _state.CircuitState == CircuitState.HalfOpen ? TimeSpan.FromSeconds(1) : broken.RetryAfter;
    }

    internal NetworkException Refusal(string service, RestRequest request, BrokenCircuitException cause)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        return request.Failure(
            ErrorCode.CircuitOpen,
            $"{service} has kept failing since {_since ?? now:u}; requests are held back until {now + (cause.RetryAfter ?? TimeSpan.Zero):u}.",
            "Wait until then and try again. Test the connection to see what the service responds.", cause);
    }

    /// <summary>Lets one request probe the service when an open circuit is due, while the others wait for it. The breaker by itself would reject them.</summary>
    private sealed class ProbeStrategy(Func<bool> isDue) : ResilienceStrategy
    {
        private readonly SemaphoreSlim _turn = new(1, 1);

        protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
            Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
        {
            if (!isDue()) return await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
            await _turn.WaitAsync(context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
            try
            {
                return await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
            }
            finally
            {
                _turn.Release();
            }
        }

        internal sealed class Options : ResilienceStrategyOptions;
    }
}
