using System.Globalization;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace FastTrackFpx.Rest.Http;

/// <summary>Decides whether a failed try is followed by another, and when.</summary>
internal sealed class RetryPolicy
{
    /// <summary>Seconds. Seven repeats then span more than a minute whatever the dice say: a restarting service is waited out.</summary>
    private const double Unit = 1.0;

    /// <summary>A page in place of JSON, or a reset that looks like a refused certificate, is rarely gone a minute later.</summary>
    private const int ShortPatience = 3;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private readonly RequestCounters _counters;
    private readonly object _gate = new();
    private readonly Random _random = new();

    internal RetryPolicy(RequestCounters counters) => _counters = counters;

    /// <summary>Sets <see cref="RequestState.NextWait"/> and says true when the call is to be tried again.</summary>
    internal bool TryPlan(RequestState call, Exception? failure)
    {
        if (failure is null || !IsWorthAnother(call, failure)) return false;
        TimeSpan pause = NextPause(call);
        string reason = "retry";
        if (AskedFor(failure) is { } asked)
        {
            reason = "Retry-After";
            pause = asked;
        }
        else if (failure is BrokenCircuitException { RetryAfter: { } open } && open > pause)
        {
            reason = "circuit open";
            // One call is let through then, to see how things are; the others had better come after it.
            pause = open + TimeSpan.FromSeconds(Throw());
        }

        if (pause >= call.Remaining)
        {
            if (reason != "retry") call.RefusedWait = pause;
            return false;
        }

        call.NextWait = new RequestWait
        {
            Reason = reason,
            Cause = CauseOf(failure),
            Attempt = call.Tries + 1,
            Duration = pause,
            Method = call.Request.Method,
            Path = call.Request.RedactedPath,
        };
        return true;
    }

    private static string CauseOf(Exception failure) => failure switch
    {
        TimeoutRejectedException => "no answer came in time",
        BrokenCircuitException => "the service has kept failing",
        ServiceException service => $"the service answered with status {service.StatusCode.ToString(CultureInfo.InvariantCulture)}",
        RestException known => known.ErrorCode switch
        {
            ErrorCode.ConnectionRefused => "nothing answers at the service's address",
            ErrorCode.HostNotFound => "the service's name is not known",
            ErrorCode.ConnectionLost => "the connection broke off",
            ErrorCode.TlsFailed => "TLS did not come about",
            ErrorCode.ResponseTruncated => "the answer ended in the middle",
            ErrorCode.ResponseNotJson => "the answer was no JSON",
            _ => "no answer came in time",
        },
        _ => failure.Message,
    };

    /// <summary>Whether neither all repeats are used up nor those that this kind of failure is worth.</summary>
    private bool IsWorthAnother(RequestState call, Exception failure)
    {
        int patience = Patience(call.Request, failure);
        if (patience == 0 || call.Tries > call.MaxRetryCount) return false;
        return patience == int.MaxValue || ++call.StubbornFailures <= patience;
    }

    private static TimeSpan? AskedFor(Exception failure) => (failure as ServiceException)?.RetryAfter;

    /// <summary>How many repeats the kind of failure is worth; none where a write may have been done.</summary>
    private int Patience(RestRequest request, Exception failure) => failure switch
    {
        BrokenCircuitException => int.MaxValue,
        TimeoutRejectedException => request.IsRead ? int.MaxValue : 0,
        ServiceException { StatusCode: 429 } => int.MaxValue,
        ServiceException { StatusCode: 503, RetryAfter: not null } => int.MaxValue,
        ServiceException { StatusCode: 408 or 500 or 502 or 503 or 504 } => request.IsRead ? int.MaxValue : 0,
        ContentException { ErrorCode: ErrorCode.ResponseTruncated } => request.IsRead ? int.MaxValue : 0,
        ContentException { ErrorCode: ErrorCode.ResponseNotJson } => request.IsRead ? ShortPatience : 0,
        NetworkException network => Patience(request, network.ErrorCode),
        _ => 0,
    };

    private int Patience(RestRequest request, string errorCode) => errorCode switch
    {
        // Nothing was sent. A name or a port that never answered is more likely wrong than out of order.
        ErrorCode.ConnectionRefused or ErrorCode.HostNotFound => _counters.WasAnswered ? int.MaxValue : 1,
        ErrorCode.ConnectionLost or ErrorCode.OperationTimeout => request.IsRead ? int.MaxValue : 0,
        ErrorCode.TlsFailed => request.IsRead && _counters.WasAnswered ? ShortPatience : 0,
        _ => 0,
    };

    /// <summary>
    /// Decorrelated jitter: where the pauses fall is random, how far they reach together is not, so that callers who failed together do not
    /// come back together and yet none gives up early.
    /// </summary>
    private TimeSpan NextPause(RequestState call)
    {
        double position = call.Tries - 1 + Throw();
        double reach = Math.Pow(2, position) * Math.Tanh(Math.Sqrt(4 * position));
        double pause = Math.Max(0, reach - call.Backoff) * Unit;
        call.Backoff = reach;
        return pause < LongestPause.TotalSeconds ? TimeSpan.FromSeconds(pause) : LongestPause;
    }

    private double Throw()
    {
        lock (_gate) return _random.NextDouble();
    }
}
