using Polly.CircuitBreaker;
using Polly.Timeout;

namespace FastTrackFpx.Rest.Http;

internal static class RequestFaults
{
    /// <summary>Servers accept between 8,000 and 32,000 characters. One that closes the connection over it would be asked again and again.</summary>
    private const int LongestAddress = 16_000;

    internal static void RequireSendable(RestRequest request, bool isDisconnected)
    {
        if (isDisconnected) throw NotSent(ErrorCode.NotConnected, "The connection was disconnected.", "Connect again.");
        if (request.PathAndQuery.Length <= LongestAddress) return;
        throw NotSent(
            ErrorCode.InvalidInput,
            $"The address of this request would have {request.PathAndQuery.Length:N0} characters, more than services accept. ({request.Method} {request.RedactedPath})",
            "Pass fewer or shorter values at a time.");

        RequestException NotSent(string code, string message, string action) =>
            new(code, message, request.Method, request.RedactedPath, action) { Delivery = Delivery.NotSent };
    }

    /// <summary>Our own error for what the strategies throw; null for cancellations and what is not ours.</summary>
    internal static RestException? Explain(Exception failure, RequestState state, RestClientOptions options, ServiceBreaker breaker)
    {
        RestException? explained = failure switch
        {
            TimeoutRejectedException timeout => TimedOut(state, options, timeout),
            BrokenCircuitException broken => breaker.Refusal(options.Service.Name, state.Request, broken),
            NetworkException { ErrorCode: ErrorCode.ConnectionLost } lost when state.Sockets is { MayBeRejected: true } sockets =>
                NetworkFailure.RejectedCertificate(lost, state.Request, options, sockets),
            ServiceException refused when state.RefusedWait is { } wait => refused.Reworded(
                $"{refused.Message} It asks to wait {Words(wait)}, longer than what is left of the {Words(options.TotalTimeout)} for a request.",
                "Wait that long, or allow requests more time."),
            RestException known => known,
            _ => null,
        };
        if (explained is RequestException request) request.Attempts = Math.Max(1, state.Attempts);
        return explained;
    }

    internal static NetworkException Redirected(RestRequest request, IService service, Uri target, string why, int status) => new(
        ErrorCode.RedirectRefused,
        $"{service.Name} redirects to {target.Scheme}://{target.Authority}: {why}. ({request.Method} {request.RedactedPath}, status {status})",
        request.Method, request.RedactedPath, "Check the address; a sign-in page of a proxy looks like this.");

    internal static NetworkException ProxyAuthenticationRequired(RestRequest request) => new(
        ErrorCode.ProxyAuthenticationRequired,
        $"A proxy requires authentication. ({request.Method} {request.RedactedPath}, status 407)",
        request.Method, request.RedactedPath, "Connect with -ProxyCredential, and check user name and password.");

    private static NetworkException TimedOut(RequestState state, RestClientOptions options, Exception cause)
    {
        string limit = state.Remaining <= TimeSpan.FromMilliseconds(10)
            ? $"{options.TotalTimeout.TotalSeconds:0.#} seconds, all attempts counted"
            : $"{options.AttemptTimeout.TotalSeconds:0.#} seconds";
        string doubt = state.Request.IsRead || state.Request.Delivery != Delivery.MayHaveArrived ? string.Empty : " It may have received the request.";
        return state.Request.Failure(ErrorCode.OperationTimeout, $"{options.Service.Name} did not respond within {limit}.{doubt}", "Try again later, or allow more time.", cause);
    }

    private static string Words(TimeSpan time) => time.TotalMinutes < 2
        ? time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " seconds"
        : time.TotalHours < 2 ? time.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture) + " minutes"
        : time.TotalDays.ToString("0.##", CultureInfo.InvariantCulture) + " days";
}
