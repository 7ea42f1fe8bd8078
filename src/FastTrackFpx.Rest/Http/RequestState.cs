using System.Threading.RateLimiting;
using Polly;

namespace FastTrackFpx.Rest.Http;

/// <summary>What one call remembers from try to try.</summary>
internal sealed class RequestState
{
    private static readonly ResiliencePropertyKey<RequestState> Key = new(nameof(RequestState));
    private readonly TimeProvider _timeProvider;
    private readonly long _started;

    internal RequestState(RestRequest request, TimeProvider timeProvider, TimeSpan totalTimeout, int maxRetryCount, CancellationToken callerToken)
    {
        Request = request;
        TotalTimeout = totalTimeout;
        MaxRetryCount = request.MaxRetryCount ?? maxRetryCount;
        CallerToken = callerToken;
        _timeProvider = timeProvider;
        _started = timeProvider.GetTimestamp();
    }

    internal RestRequest Request { get; }

    internal TimeSpan TotalTimeout { get; }

    internal int MaxRetryCount { get; }

    /// <summary>The caller's own token, by which a cancellation is told from a timeout.</summary>
    internal CancellationToken CallerToken { get; }

    /// <summary>Tries so far, those that the circuit breaker held back included.</summary>
    internal int Tries { get; set; }

    /// <summary>Failures so far of a kind that rarely passes by itself.</summary>
    internal int StubbornFailures { get; set; }

    /// <summary>Tries that went out.</summary>
    internal int Sent { get; set; }

    /// <summary>Whether a refused token was made up for already.</summary>
    internal bool HasRenewedToken { get; set; }

    /// <summary>What the last try went out over.</summary>
    internal ClientSockets? Sockets { get; set; }

    /// <summary>Time spent on our own side, in the limiter and for a token: it is not the service's fault and counts for no timeout.</summary>
    internal TimeSpan OwnWait { get; set; }

    /// <summary>How far the growing pause between tries has come.</summary>
    internal double Backoff { get; set; }

    /// <summary>The pause before the next try, and why.</summary>
    internal RequestWait? NextWait { get; set; }

    /// <summary>A wait the service asked for that does not fit into the total time.</summary>
    internal TimeSpan? RefusedWait { get; set; }

    /// <summary>The place among the calls of a minute; given back when the answer begins.</summary>
    internal RateLimitLease? Lease { get; set; }

    internal TimeSpan Remaining => TotalTimeout - (_timeProvider.GetElapsedTime(_started) - OwnWait);

    internal static RequestState Of(ResilienceContext context) => context.Properties.GetValue(Key, null!);

    internal void PutInto(ResilienceContext context) => context.Properties.Set(Key, this);
}
