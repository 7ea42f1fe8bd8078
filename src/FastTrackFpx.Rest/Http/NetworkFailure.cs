using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace FastTrackFpx.Rest.Http;

/// <summary>Tells causes of a failed connection apart, as far as platform and protocol let them be told.</summary>
internal static class NetworkFailure
{
    /// <summary>The error for whatever <see cref="System.Net.Http.HttpClient"/> threw.</summary>
    internal static NetworkException Of(Exception failure, RestRequest request, RestClientOptions options, ClientSockets sockets)
    {
        string code = CodeOf(failure, sockets.Trust);
        (string what, string action) = Describe(code, failure, options, sockets);
        return new NetworkException(code, $"{what} ({request.Method} {request.RedactedPath})", request.Method, request.RedactedPath, action, failure)
        {
            Delivery = IsOfConnecting(failure) ? Delivery.NotSent : Delivery.MayHaveArrived,
        };
    }

    /// <summary>Whether no connection was established, so that nothing of the request was sent.</summary>
    private static bool IsOfConnecting(Exception failure) =>
#if NET
        failure is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };
#else
        Chain(failure).OfType<WebException>().Any(web => web.Status is WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ConnectFailure);
#endif

    /// <summary>A connection that ended right after TLS, before anything was ever answered: the way a refused certificate looks in TLS 1.3.</summary>
    internal static NetworkException RefusedCertificate(NetworkException lost, RestClientOptions options, ClientSockets sockets)
    {
        (string what, string action) = Describe(ErrorCode.ClientCertificateRefused, lost, options, sockets);
        return new NetworkException(
            ErrorCode.ClientCertificateRefused, $"{what} ({lost.Method} {lost.Path})", lost.Method, lost.Path, action, lost.InnerException)
        {
            Attempts = lost.Attempts,
        };
    }

    private static string CodeOf(Exception failure, ServerTrust trust)
    {
        List<Exception> causes = Chain(failure).ToList();
        if (causes.OfType<SocketException>().FirstOrDefault() is { } socket) return CodeOf(socket.SocketErrorCode);
        bool isTls = causes.OfType<AuthenticationException>().Any();
        if (isTls && trust.Problem is not null) return ErrorCode.ServerCertificateUntrusted;
        if (causes.Any(CertificateRefusal.IsMeantBy)) return ErrorCode.ClientCertificateRefused;
        if (isTls) return ErrorCode.TlsFailed;
        if (causes.OfType<WebException>().FirstOrDefault() is { } web) return CodeOf(web.Status);
#if NET
        if (causes.OfType<System.Net.Http.HttpRequestException>().FirstOrDefault() is { } http)
        {
            switch (http.HttpRequestError)
            {
                case System.Net.Http.HttpRequestError.NameResolutionError: return ErrorCode.HostNotFound;
                case System.Net.Http.HttpRequestError.ConnectionError: return ErrorCode.ConnectionRefused;
                case System.Net.Http.HttpRequestError.SecureConnectionError: return ErrorCode.TlsFailed;
            }
        }
#endif
        return ErrorCode.ConnectionLost;
    }

    private static string CodeOf(SocketError error) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => ErrorCode.HostNotFound,
        SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown
            or SocketError.NetworkDown or SocketError.AddressNotAvailable or SocketError.AccessDenied => ErrorCode.ConnectionRefused,
        SocketError.TimedOut => ErrorCode.OperationTimeout,
        _ => ErrorCode.ConnectionLost,
    };

    private static string CodeOf(WebExceptionStatus status) => status switch
    {
        WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure => ErrorCode.HostNotFound,
        WebExceptionStatus.ConnectFailure => ErrorCode.ConnectionRefused,
        WebExceptionStatus.SecureChannelFailure => ErrorCode.TlsFailed,
        WebExceptionStatus.TrustFailure => ErrorCode.ServerCertificateUntrusted,
        WebExceptionStatus.Timeout => ErrorCode.OperationTimeout,
        _ => ErrorCode.ConnectionLost,
    };

    private static IEnumerable<Exception> Chain(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException) yield return failure;
    }

    private static (string What, string Action) Describe(string code, Exception failure, RestClientOptions options, ClientSockets sockets)
    {
        string name = options.Profile.Name;
        string host = options.BaseUri.Authority;
        return code switch
        {
            ErrorCode.HostNotFound => ($"The host {host} is not known.", "Check the address and this machine's name resolution (DNS), VPN and proxy."),
            ErrorCode.ConnectionRefused => (
                $"Nothing answers at {host}.", "Check that the service runs and that address and port are right; a firewall on the way can look the same."),
            ErrorCode.ServerCertificateUntrusted => (
                $"The server at {host} is not trusted: {sockets.Trust.Problem ?? "its certificate was not accepted"}.",
                "Check that the address is right and that no proxy opens the connection. If the server is known, have its authority added to this machine's trusted roots."),
            ErrorCode.ClientCertificateRefused => (
                $"{name} at {host} refused the client certificate during TLS{CertificateRefusal.Reason(Chain(failure), sockets.CertificateBegin, sockets.CertificateEnd, options.TimeProvider.GetUtcNow())}.",
                "Check that the certificate is the one registered for this environment, that it has not ended, and that its issuer is the one the service expects."),
            ErrorCode.TlsFailed => (
                $"What listens at {host} did not agree on TLS 1.2 or later: {Innermost(failure)}", "Check address and port; a plain HTTP port looks like this."),
            ErrorCode.OperationTimeout => ($"{name} at {host} did not answer in time.", "Try again later, or allow more time."),
            _ => ($"The connection to {name} at {host} broke off: {Innermost(failure)}", "Try again; if it keeps happening, look at proxies and firewalls on the way."),
        };
    }

    private static string Innermost(Exception failure)
    {
        string message = Chain(failure).OfType<IOException>().LastOrDefault()?.Message ?? Chain(failure).Last().Message;
        message = message.Trim();
        return message.EndsWith(".", StringComparison.Ordinal) ? message : message + ".";
    }
}
