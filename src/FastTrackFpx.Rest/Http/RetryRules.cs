using Polly.CircuitBreaker;
using Polly.Timeout;

namespace FastTrackFpx.Rest.Http;

/// <summary>
/// Which failures are retried. Reads: lost connections, timeouts, 408, 429 and passing 5xx. Writes: only if the attempt was certainly not carried out,
/// since connecting failed or the service rejected it with 429.
/// </summary>
internal static class RetryRules
{
    /// <summary>A page in place of JSON, or a failed handshake, is rarely gone a minute later.</summary>
    private const int StubbornRetries = 3;

    /// <summary>A name or port that never responded is more likely wrong than down; so is a connection that looks like a rejected certificate.</summary>
    private const int UnknownServiceRetries = 1;

    /// <summary>True if the failure is worth another attempt that fits into the total time.</summary>
    internal static bool ShouldRetry(RestRequest request, Exception failure, bool wasReached, TimeSpan longestDelay)
    {
        int patience = Patience(request, failure, wasReached);
        if (patience == 0) return false;
        if (patience < int.MaxValue && ++request.StubbornFailures > patience) return false;
        TimeSpan? requested = RequestedDelay(failure);
        if (requested >= request.Remaining) request.RefusedWait = requested;
        return (requested ?? longestDelay) < request.Remaining;
    }

    internal static TimeSpan? RequestedDelay(Exception failure) => failure switch
    {
        ServiceException service => service.RetryAfter,
        BrokenCircuitException open => open.RetryAfter,
        _ => null,
    };

    /// <summary>What speaks against the service itself, rather than against one caller's credentials, input or pace.</summary>
    internal static bool IsOutage(Exception failure) => failure switch
    {
        TimeoutRejectedException => true,
        ServiceException service => service.StatusCode >= 500,
        NetworkException network => network.ErrorCode is ErrorCode.ConnectionRefused or ErrorCode.ConnectionLost or ErrorCode.OperationTimeout,
        _ => false,
    };

    internal static string ReasonOf(Exception failure) => failure switch
    {
        ServiceException { RetryAfter: not null } => "Retry-After",
        BrokenCircuitException { RetryAfter: not null } => "circuit open",
        _ => "retry",
    };

    internal static string CauseOf(Exception failure) => failure switch
    {
        TimeoutRejectedException => "no response came in time",
        BrokenCircuitException => "the service has kept failing",
        ServiceException service => $"the service responded with status {service.StatusCode.ToString(CultureInfo.InvariantCulture)}",
        RestException known => known.ErrorCode switch
        {
            ErrorCode.ConnectionRefused => "nothing accepts connections at the service's address",
            ErrorCode.HostNotFound => "the service's name was not found",
            ErrorCode.ConnectionLost => "the connection was lost",
            ErrorCode.TlsFailed => "the TLS handshake failed",
            ErrorCode.ResponseTruncated => "the response was cut off",
            ErrorCode.ResponseNotJson => "the response was not JSON",
            _ => "no response came in time",
        },
        _ => failure.Message,
    };

    /// <summary>How many retries the kind of failure is worth; none if a write may have been carried out.</summary>
    private static int Patience(RestRequest request, Exception failure, bool wasReached)
    {
        bool isSafe = request.IsRead || !request.IsAttemptSent;
        return failure switch
        {
            BrokenCircuitException => int.MaxValue,
            TimeoutRejectedException => isSafe ? int.MaxValue : 0,
            ServiceException { StatusCode: 429 } => int.MaxValue,
            ServiceException { StatusCode: 408 or 500 or 502 or 503 or 504 } => request.IsRead ? int.MaxValue : 0,
            ContentException { ErrorCode: ErrorCode.ResponseTruncated } => request.IsRead ? int.MaxValue : 0,
            ContentException { ErrorCode: ErrorCode.ResponseNotJson or ErrorCode.ResponseNotXml } => request.IsRead ? StubbornRetries : 0,
            NetworkException network when isSafe => PatienceFor(network.ErrorCode, request, wasReached),
            _ => 0,
        };
    }

    private static int PatienceFor(string errorCode, RestRequest request, bool wasReached) => errorCode switch
    {
        ErrorCode.ConnectionRefused or ErrorCode.HostNotFound => wasReached ? int.MaxValue : UnknownServiceRetries,
        ErrorCode.ConnectionLost => request.Sockets is { MayBeRejected: true } ? UnknownServiceRetries : int.MaxValue,
        ErrorCode.OperationTimeout => int.MaxValue,
        ErrorCode.TlsFailed => wasReached ? StubbornRetries : 0,
        _ => 0,
    };
}
