using System.Net.Sockets;
using System.Security.Authentication;

namespace FastTrackFpx.Rest.Http;

internal static class NetworkFailure
{
    /// <summary>Clocks that differ by more are noticed elsewhere.</summary>
    private static readonly TimeSpan NewCertificate = TimeSpan.FromHours(1);

    /// <summary>How TLS libraries name a rejected certificate, with our words for those that say why.</summary>
    private static readonly KeyValuePair<string, string?>[] Alerts =
    [
        new("certificate expired", "it has expired by the service's clock"),
        new("certificate revoked", "it was revoked"),
        new("alert unknown ca", "the service does not trust its issuer"),
        new("unsupported certificate", "the service does not accept its type"),
        new("certificate required", "the service received none"),
        new("certificate_required", "the service received none"),
        new("bad certificate", null),
        new("certificate unknown", null),
        new("access denied", null),
        new("SEC_E_CERT", null),
        new("0x8009030E", null),
    ];

    internal static NetworkException Of(Exception failure, RestRequest request) => Create(CodeOf(failure, request), failure, request, failure);

    /// <summary>A connection that was closed after the handshake, before any response: how TLS 1.3 reports a rejected certificate.</summary>
    internal static NetworkException RejectedCertificate(NetworkException lost, RestRequest request) =>
        Create(ErrorCode.ClientCertificateRefused, lost, request, lost.InnerException);

    /// <summary>The reason a certificate was rejected, as the end of a sentence; empty if nothing is known.</summary>
    internal static string ReasonOf(IEnumerable<Exception> causes, DateTimeOffset? begin, DateTimeOffset? end, DateTimeOffset now)
    {
        if (end < now) return $": it expired on {end.Value.UtcDateTime:yyyy-MM-dd HH:mm} UTC";
        string? reason = causes.Select(AlertOf).FirstOrDefault(alert => alert?.Value is not null)?.Value;
        if (reason is not null) return ": " + reason;
        // TLS has no alert for a certificate that is not valid yet.
        return begin is { } start && now - start < NewCertificate
            ? $": it is valid from {start.UtcDateTime:yyyy-MM-dd HH:mm} UTC, which may be later than the service's clock"
            : string.Empty;
    }

    internal static bool IsRejectedCertificate(Exception cause) => cause is not HttpRequestException && AlertOf(cause) is not null;

    private static NetworkException Create(string code, Exception failure, RestRequest request, Exception? inner)
    {
        (string what, string action) = Describe(code, failure, request.Options, request.Sockets!);
        return request.Failure(code, what, action, inner);
    }

    private static string CodeOf(Exception failure, RestRequest request)
    {
        List<Exception> causes = [.. Chain(failure)];
        if (!request.IsAttemptSent && ProxyCodeOf(causes, request) is { } proxy) return proxy;
        if (causes.Any(IsRejectedCertificate)) return ErrorCode.ClientCertificateRefused;
        SocketException? socket = causes.OfType<SocketException>().FirstOrDefault();
        if (request.IsAttemptSent) return socket?.SocketErrorCode == SocketError.TimedOut ? ErrorCode.OperationTimeout : SentCodeOf(causes);
        if (socket is not null) return CodeOf(socket.SocketErrorCode);
        if (causes.OfType<AuthenticationException>().Any())
            return request.Sockets!.Trust.Problem is null ? ErrorCode.TlsFailed : ErrorCode.ServerCertificateUntrusted;
        if (causes.OfType<WebException>().FirstOrDefault() is { } web) return CodeOf(web.Status);
#if NET
        return causes.OfType<HttpRequestException>().FirstOrDefault()?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => ErrorCode.HostNotFound,
            HttpRequestError.ConnectionError => ErrorCode.ConnectionRefused,
            HttpRequestError.SecureConnectionError => ErrorCode.TlsFailed,
            _ => ErrorCode.ConnectionLost,
        };
#else
        return ErrorCode.ConnectionLost;
#endif
    }

    /// <summary>With a proxy, everything before the request is sent is between us and the proxy, up to the TLS handshake.</summary>
    private static string? ProxyCodeOf(List<Exception> causes, RestRequest request)
    {
        if (request.Sockets!.Proxy?.AuthorityFor(request.Options.BaseUri) is null) return null;
#if NET
        if (causes.OfType<HttpRequestException>().FirstOrDefault() is { } http)
        {
            if (http.HttpRequestError is HttpRequestError.ProxyTunnelError)
                return http.StatusCode is HttpStatusCode.ProxyAuthenticationRequired ? ErrorCode.ProxyAuthenticationRequired : ErrorCode.ProxyRefused;
            if (http.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError) return ErrorCode.ProxyUnreachable;
        }
#endif
        if (causes.OfType<WebException>().FirstOrDefault() is { } web)
        {
            if (web.Response is HttpWebResponse { StatusCode: HttpStatusCode.ProxyAuthenticationRequired }) return ErrorCode.ProxyAuthenticationRequired;
            if (web.Status is WebExceptionStatus.ProxyNameResolutionFailure or WebExceptionStatus.ConnectFailure) return ErrorCode.ProxyUnreachable;
        }

        return causes.OfType<AuthenticationException>().Any() ? null : ErrorCode.ProxyUnreachable;
    }

    private static string SentCodeOf(List<Exception> causes)
    {
#if NET
        // An HTTP/2 connection that ends during its setup counts as an invalid response too, without a line that could be quoted.
        if (causes.OfType<HttpRequestException>().FirstOrDefault()?.HttpRequestError is HttpRequestError.InvalidResponse
            && causes.Any(cause => cause.Message.IndexOf("status line", StringComparison.OrdinalIgnoreCase) >= 0
                || cause.Message.IndexOf("invalid header", StringComparison.OrdinalIgnoreCase) >= 0))
            return ErrorCode.ResponseNotHttp;
#endif
        return causes.OfType<WebException>().FirstOrDefault()?.Status is WebExceptionStatus.ServerProtocolViolation
            ? ErrorCode.ResponseNotHttp
            : ErrorCode.ConnectionLost;
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
        WebExceptionStatus.NameResolutionFailure => ErrorCode.HostNotFound,
        WebExceptionStatus.ConnectFailure => ErrorCode.ConnectionRefused,
        WebExceptionStatus.SecureChannelFailure => ErrorCode.TlsFailed,
        WebExceptionStatus.TrustFailure => ErrorCode.ServerCertificateUntrusted,
        WebExceptionStatus.Timeout => ErrorCode.OperationTimeout,
        _ => ErrorCode.ConnectionLost,
    };

    internal static IEnumerable<Exception> Chain(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException) yield return failure;
    }

    private static KeyValuePair<string, string?>? AlertOf(Exception cause)
    {
        foreach (KeyValuePair<string, string?> alert in Alerts)
        {
            if (cause.Message.IndexOf(alert.Key, StringComparison.OrdinalIgnoreCase) >= 0) return alert;
        }

        return null;
    }

    private static (string What, string Action) Describe(string code, Exception failure, RestClientOptions options, SocketPool sockets)
    {
        string name = options.Service.Name;
        string host = options.BaseUri.Authority;
        string proxy = $"The proxy {sockets.Proxy?.AuthorityFor(options.BaseUri)}";
        return code switch
        {
            ErrorCode.HostNotFound => ($"The host {host} was not found.", "Check the address and this machine's name resolution (DNS), VPN and proxy."),
            ErrorCode.ConnectionRefused => (
                $"Nothing accepts connections at {host}.",
                "Check that the service runs and that address and port are right. A firewall on the way can look the same."),
            ErrorCode.ProxyUnreachable => (
                $"{proxy} could not be reached.", "Check -Proxy, or the system's proxy settings (on Linux the environment variable HTTPS_PROXY)."),
            ErrorCode.ProxyAuthenticationRequired => ($"{proxy} requires authentication.", "Connect with -ProxyCredential, and check user name and password."),
            ErrorCode.ProxyRefused => (
                $"{proxy} refused to connect to {host}{StatusOf(failure)}.", "Have the administrator of the proxy allow connections to this host."),
            ErrorCode.ServerCertificateUntrusted => (
                $"The server at {host} is not trusted: {sockets.Trust.Problem ?? "its certificate was not accepted"}.",
                "Check that the address is right and that no proxy decrypts the connection. "
                    + "If you know the server, add its authority to this machine's trusted roots."),
            ErrorCode.ClientCertificateRefused => (
                $"{name} at {host} rejected the client certificate in the TLS handshake"
                    + $"{ReasonOf(Chain(failure), sockets.CertificateBegin, sockets.CertificateEnd, options.TimeProvider.GetUtcNow())}.",
                "Check that the certificate is registered for this environment, that it has not expired, and that its issuer is the expected one."),
            ErrorCode.TlsFailed when Chain(failure).Any(cause => cause.Message.IndexOf("home directory", StringComparison.OrdinalIgnoreCase) >= 0) => (
                $"The TLS handshake with {host} could not begin: this account has no home directory, in which certificates are looked up.",
                "Set the environment variable HOME to a folder of this account."),
            ErrorCode.TlsFailed => (
                $"The TLS handshake with {host} failed (TLS 1.2 or later is required): {Innermost(failure)}",
                "Check address and port; a plain HTTP port looks like this."),
            ErrorCode.ResponseNotHttp => (
                $"The response from {host} is not HTTP: {Innermost(failure)}", "Check address and port, and proxies on the way."),
            ErrorCode.OperationTimeout => ($"{name} at {host} did not respond in time.", "Try again later, or allow more time."),
            _ => (
                $"The connection to {name} at {host} was lost: {Innermost(failure)}",
                "Try again. If it keeps happening, check proxies and firewalls on the way."),
        };
    }

    private static string StatusOf(Exception failure)
    {
#if NET
        if (Chain(failure).OfType<HttpRequestException>().FirstOrDefault()?.StatusCode is { } status) return $" (status {(int)status})";
#endif
        return string.Empty;
    }

    private static string Innermost(Exception failure)
    {
        string message = (Chain(failure).OfType<IOException>().LastOrDefault()?.Message ?? Chain(failure).Last().Message).Trim();
        return message.EndsWith(".", StringComparison.Ordinal) ? message : message + ".";
    }
}
