using Polly;

namespace FastTrackFpx.Rest.Http;

/// <summary>
/// Sees to it that each try goes out with a token that is still good, and makes up once for one that the service has refused: it did nothing
/// then, so that a write may be sent again too. Stands before the limiter, so that nobody holds a place while a user signs in.
/// </summary>
internal sealed class AuthenticationStrategy : ResilienceStrategy
{
    private readonly IAccessToken _token;
    private readonly TimeProvider _timeProvider;

    internal AuthenticationStrategy(IAccessToken token, TimeProvider timeProvider)
    {
        _token = token;
        _timeProvider = timeProvider;
    }

    /// <inheritdoc/>
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        RequestState call = RequestState.Of(context);
        try
        {
            int version = await ReadyAsync(call).ConfigureAwait(context.ContinueOnCapturedContext);
            Outcome<TResult> outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
            if (outcome.Exception is not ServiceException { StatusCode: 401 } refusal) return outcome;
            if (call.HasRenewedToken || !_token.TryRefuse(version)) return Outcome.FromException<TResult>(_token.Explain(refusal));
            call.HasRenewedToken = true;
            // The try with the former token is nobody's failure, and costs none of the repeats.
            call.Tries--;
            await ReadyAsync(call).ConfigureAwait(context.ContinueOnCapturedContext);
            outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
            return outcome.Exception is ServiceException { StatusCode: 401 } again ? Outcome.FromException<TResult>(_token.Explain(again)) : outcome;
        }
        catch (RestException failure)
        {
            return Outcome.FromException<TResult>(failure);
        }
        catch (OperationCanceledException cancellation)
        {
            return Outcome.FromException<TResult>(cancellation);
        }
    }

    private async Task<int> ReadyAsync(RequestState call)
    {
        long since = _timeProvider.GetTimestamp();
        try
        {
            return await _token.ReadyAsync(call.CallerToken).ConfigureAwait(false);
        }
        finally
        {
            call.OwnWait += _timeProvider.GetElapsedTime(since);
        }
    }
}
