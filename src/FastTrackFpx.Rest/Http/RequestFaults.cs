using Polly.CircuitBreaker;
using Polly.Timeout;

namespace FastTrackFpx.Rest.Http;

internal static class RequestFaults
{
    /// <summary>Our own error for what the strategies throw; null for cancellations and what is not ours.</summary>
    internal static RestException? Explain(Exception failure, RestRequest request, ServiceBreaker breaker)
    {
        RestException? explained = failure switch
        {
            TimeoutRejectedException timeout => TimedOut(request, timeout),
            BrokenCircuitException broken => breaker.Refusal(request, broken),
            NetworkException { ErrorCode: ErrorCode.ConnectionLost } lost when request.Sockets is { MayBeRejected: true } =>
                NetworkFailure.RejectedCertificate(lost, request),
            ServiceException refused when request.RefusedWait is { } wait => refused.Reworded(
                $"{refused.Message} It asks to wait {Words(wait)}, longer than what is left of the {Words(request.Options.TotalTimeout)} for a request.",
                "Wait that long, or allow requests more time."),
            RestException known => known,
            _ => null,
        };
        if (explained is RequestException failed) failed.Attempts = Math.Max(1, request.Attempts);
        return explained;
    }

    internal static NetworkException Redirected(RestRequest request, Uri target, string why, int status) => new(
        ErrorCode.RedirectRefused,
        $"{request.Options.Service.Name} redirects to {target.Scheme}://{target.Authority}: {why}. ({request.Method} {request.RedactedPath}, status {status})",
        request.Method, request.RedactedPath, "Check the address; a sign-in page of a proxy looks like this.");

    internal static NetworkException ProxyAuthenticationRequired(RestRequest request) => new(
        ErrorCode.ProxyAuthenticationRequired,
        $"A proxy requires authentication. ({request.Method} {request.RedactedPath}, status 407)",
        request.Method, request.RedactedPath, "Connect with -ProxyCredential, and check user name and password.");

    private static NetworkException TimedOut(RestRequest request, Exception cause)
    {
        RestClientOptions options = request.Options;
        string limit = request.Remaining <= TimeSpan.FromMilliseconds(10)
            ? $"{options.TotalTimeout.TotalSeconds:0.#} seconds, all attempts counted"
            : $"{options.AttemptTimeout.TotalSeconds:0.#} seconds";
        string doubt = request.IsRead || request.Delivery != Delivery.MayHaveArrived ? string.Empty : " It may have received the request.";
        return request.Failure(
            ErrorCode.OperationTimeout, $"{options.Service.Name} did not respond within {limit}.{doubt}", "Try again later, or allow more time.", cause);
    }

    private static string Words(TimeSpan time) => time.TotalMinutes < 2
        ? time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " seconds"
        : time.TotalHours < 2 ? time.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture) + " minutes"
        : time.TotalDays.ToString("0.##", CultureInfo.InvariantCulture) + " days";
}
