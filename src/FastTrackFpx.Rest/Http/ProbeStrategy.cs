using Polly;

namespace FastTrackFpx.Rest.Http;

/// <summary>
/// Once an open circuit may be tried again, lets one call through to see how things are, and the others wait for what it finds: the circuit by itself
/// would turn them away for as long again, although the service may be well.
/// </summary>
internal sealed class ProbeStrategy : ResilienceStrategy
{
    private readonly Func<bool> _isDue;
    private readonly SemaphoreSlim _line = new(1, 1);

    /// <param name="isDue">Whether the circuit was open, and its time is over.</param>
    internal ProbeStrategy(Func<bool> isDue) => _isDue = isDue;

    /// <inheritdoc/>
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        if (!_isDue()) return await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        try
        {
            await _line.WaitAsync(context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
        }
        catch (OperationCanceledException cancellation)
        {
            return Outcome.FromException<TResult>(cancellation);
        }

        try
        {
            return await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        }
        finally
        {
            _line.Release();
        }
    }

    /// <summary>Has nothing to set.</summary>
    internal sealed class Options : ResilienceStrategyOptions;
}
