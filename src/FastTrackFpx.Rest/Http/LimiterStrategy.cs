using System.Threading.RateLimiting;
using Polly;

namespace FastTrackFpx.Rest.Http;

/// <summary>Lets each try wait for its place among the calls of a minute.</summary>
internal sealed class LimiterStrategy : ResilienceStrategy
{
    private readonly PermitLimiter _limiter;
    private readonly RequestCounters _counters;
    private readonly TimeProvider _timeProvider;

    internal LimiterStrategy(PermitLimiter limiter, RequestCounters counters, TimeProvider timeProvider)
    {
        _limiter = limiter;
        _counters = counters;
        _timeProvider = timeProvider;
    }

    /// <inheritdoc/>
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        RequestState call = RequestState.Of(context);
        call.Tries++;
        try
        {
            using (call.Lease = await AcquireAsync(call, context).ConfigureAwait(context.ContinueOnCapturedContext))
            {
                return await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
            }
        }
        catch (RestException failure)
        {
            return Outcome.FromException<TResult>(failure);
        }
        catch (OperationCanceledException cancellation)
        {
            return Outcome.FromException<TResult>(cancellation);
        }
        finally
        {
            call.Lease = null;
        }
    }

    private async ValueTask<RateLimitLease> AcquireAsync(RequestState call, ResilienceContext context)
    {
        RateLimitLease lease = _limiter.AttemptAcquire();
        if (lease.IsAcquired) return lease;
        long since = _timeProvider.GetTimestamp();
        call.Request.Observer?.Waiting(new RequestWait
        {
            Duration = _limiter.ExpectedWait,
            Reason = "rate limit",
            Cause = _limiter.WaitCause,
            Method = call.Request.Method,
            Path = call.Request.RedactedPath,
        });
        try
        {
            return await _limiter.AcquireAsync(1, context.CancellationToken).ConfigureAwait(false);
        }
        finally
        {
            TimeSpan waited = _timeProvider.GetElapsedTime(since);
            call.OwnWait += waited;
            _counters.CountWait(waited);
        }
    }
}
