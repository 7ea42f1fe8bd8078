using System;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace FastTrackFpx.Client.Http;

/// <summary>Decides whether a failed try is followed by another, and when.</summary>
internal sealed class RetryRule
{
    /// <summary>Seconds. Seven repeats then span more than a minute whatever the dice say: a restarting service is waited out.</summary>
    private const double Unit = 1.0;

    /// <summary>A page in place of JSON, or a reset that looks like a refused certificate, is rarely gone a minute later.</summary>
    private const int ShortPatience = 3;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private readonly CallCounters _counters;
    private readonly object _gate = new();
    private readonly Random _random = new();

    internal RetryRule(CallCounters counters) => _counters = counters;

    /// <summary>Sets <see cref="CallState.NextWait"/> and says true when the call is to be tried again.</summary>
    internal bool TryPlan(CallState call, Exception? failure)
    {
        int patience = failure is null ? 0 : Math.Min(call.MaxRetryCount, Patience(call.Request, failure));
        if (patience == 0 || call.Tries > patience) return false;
        TimeSpan pause = NextPause(call);
        string reason = "retry";
        if (AskedFor(failure!) is { } asked)
        {
            reason = "Retry-After";
            pause = asked;
        }
        else if (failure is BrokenCircuitException { RetryAfter: { } open } && open > pause)
        {
            reason = "circuit open";
            pause = open;
        }

        if (pause >= call.Remaining)
        {
            if (reason != "retry") call.RefusedWait = pause;
            return false;
        }

        call.NextWait = new CallWait { Reason = reason, Duration = pause, Method = call.Request.Method, Path = call.Request.ShownPath };
        return true;
    }

    private static TimeSpan? AskedFor(Exception failure) => (failure as FpxServiceException)?.RetryAfter;

    /// <summary>How many repeats the kind of failure is worth; none where a write may have been done.</summary>
    private int Patience(CallRequest request, Exception failure) => failure switch
    {
        BrokenCircuitException => int.MaxValue,
        TimeoutRejectedException => request.IsRead ? int.MaxValue : 0,
        FpxServiceException { StatusCode: 429 } => int.MaxValue,
        FpxServiceException { StatusCode: 503, RetryAfter: not null } => int.MaxValue,
        FpxServiceException { StatusCode: 408 or 500 or 502 or 503 or 504 } => request.IsRead ? int.MaxValue : 0,
        FpxContentException { ErrorCode: FpxErrorCode.ResponseTruncated } => request.IsRead ? int.MaxValue : 0,
        FpxContentException { ErrorCode: FpxErrorCode.ResponseNotJson } => request.IsRead ? ShortPatience : 0,
        FpxNetworkException network => Patience(request, network.ErrorCode),
        _ => 0,
    };

    private int Patience(CallRequest request, string errorCode) => errorCode switch
    {
        // Nothing was sent. A name or a port that never answered is more likely wrong than out of order.
        FpxErrorCode.ConnectionRefused or FpxErrorCode.HostNotFound => _counters.WasAnswered ? int.MaxValue : 1,
        FpxErrorCode.ConnectionLost or FpxErrorCode.OperationTimeout => request.IsRead ? int.MaxValue : 0,
        FpxErrorCode.TlsFailed => request.IsRead && _counters.WasAnswered ? ShortPatience : 0,
        _ => 0,
    };

    /// <summary>
    /// Decorrelated jitter: where the pauses fall is random, how far they reach together is not, so that callers who failed together do not
    /// come back together and yet none gives up early.
    /// </summary>
    private TimeSpan NextPause(CallState call)
    {
        double position;
        lock (_gate) position = call.Tries - 1 + _random.NextDouble();
        double reach = Math.Pow(2, position) * Math.Tanh(Math.Sqrt(4 * position));
        double pause = Math.Max(0, reach - call.Backoff) * Unit;
        call.Backoff = reach;
        return pause < LongestPause.TotalSeconds ? TimeSpan.FromSeconds(pause) : LongestPause;
    }
}
