using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace FastTrackFpx.Client.Http;

/// <summary>Tells causes of a failed connection apart, as far as platform and protocol let them be told.</summary>
internal static class NetworkFailure
{
    /// <summary>The error for whatever <see cref="System.Net.Http.HttpClient"/> threw.</summary>
    internal static FpxNetworkException Of(Exception failure, CallRequest request, ServiceConnectionOptions options, ClientSockets sockets)
    {
        string code = CodeOf(failure, sockets.Trust);
        (string what, string action) = Describe(code, failure, options, sockets);
        return new FpxNetworkException(code, $"{what} ({request.Method} {request.ShownPath})", request.Method, request.ShownPath, action, failure);
    }

    /// <summary>A connection that ended right after TLS, before anything was ever answered: the way a refused certificate looks in TLS 1.3.</summary>
    internal static FpxNetworkException RefusedCertificate(FpxNetworkException lost, ServiceConnectionOptions options, ClientSockets sockets)
    {
        (string what, string action) = Describe(FpxErrorCode.ClientCertificateRefused, lost, options, sockets);
        return new FpxNetworkException(
            FpxErrorCode.ClientCertificateRefused, $"{what} ({lost.Method} {lost.Path})", lost.Method, lost.Path, action, lost.InnerException)
        {
            Attempts = lost.Attempts,
        };
    }

    private static string CodeOf(Exception failure, ServerTrust trust)
    {
        List<Exception> causes = Chain(failure).ToList();
        if (causes.OfType<SocketException>().FirstOrDefault() is { } socket) return CodeOf(socket.SocketErrorCode);
        bool isTls = causes.OfType<AuthenticationException>().Any();
        if (isTls && trust.Problem is not null) return FpxErrorCode.ServerCertificateUntrusted;
        if (causes.Any(CertificateRefusal.IsMeantBy)) return FpxErrorCode.ClientCertificateRefused;
        if (isTls) return FpxErrorCode.TlsFailed;
        if (causes.OfType<WebException>().FirstOrDefault() is { } web) return CodeOf(web.Status);
#if NET
        if (causes.OfType<System.Net.Http.HttpRequestException>().FirstOrDefault() is { } http)
        {
            switch (http.HttpRequestError)
            {
                case System.Net.Http.HttpRequestError.NameResolutionError: return FpxErrorCode.HostNotFound;
                case System.Net.Http.HttpRequestError.ConnectionError: return FpxErrorCode.ConnectionRefused;
                case System.Net.Http.HttpRequestError.SecureConnectionError: return FpxErrorCode.TlsFailed;
            }
        }
#endif
        return FpxErrorCode.ConnectionLost;
    }

    private static string CodeOf(SocketError error) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => FpxErrorCode.HostNotFound,
        SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown
            or SocketError.NetworkDown or SocketError.AddressNotAvailable or SocketError.AccessDenied => FpxErrorCode.ConnectionRefused,
        SocketError.TimedOut => FpxErrorCode.OperationTimeout,
        _ => FpxErrorCode.ConnectionLost,
    };

    private static string CodeOf(WebExceptionStatus status) => status switch
    {
        WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure => FpxErrorCode.HostNotFound,
        WebExceptionStatus.ConnectFailure => FpxErrorCode.ConnectionRefused,
        WebExceptionStatus.SecureChannelFailure => FpxErrorCode.TlsFailed,
        WebExceptionStatus.TrustFailure => FpxErrorCode.ServerCertificateUntrusted,
        WebExceptionStatus.Timeout => FpxErrorCode.OperationTimeout,
        _ => FpxErrorCode.ConnectionLost,
    };

    private static IEnumerable<Exception> Chain(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException) yield return failure;
    }

    private static (string What, string Action) Describe(string code, Exception failure, ServiceConnectionOptions options, ClientSockets sockets)
    {
        string name = options.Profile.Name;
        string host = options.BaseUri.Authority;
        return code switch
        {
            FpxErrorCode.HostNotFound => ($"The host {host} is not known.", "Check the address and this machine's name resolution (DNS), VPN and proxy."),
            FpxErrorCode.ConnectionRefused => (
                $"Nothing answers at {host}.", "Check that the service runs and that address and port are right; a firewall on the way can look the same."),
            FpxErrorCode.ServerCertificateUntrusted => (
                $"The server at {host} is not trusted: {sockets.Trust.Problem ?? "its certificate was not accepted"}.",
                "Check that the address is right and that no proxy opens the connection. If the server is known, have its authority added to this machine's trusted roots."),
            FpxErrorCode.ClientCertificateRefused => (
                $"{name} at {host} refused the client certificate during TLS{CertificateRefusal.Reason(Chain(failure), sockets.CertificateBegin, sockets.CertificateEnd, options.TimeProvider.GetUtcNow())}.",
                "Check that the certificate is the one registered for this environment, that it has not ended, and that its issuer is the one the service expects."),
            FpxErrorCode.TlsFailed => (
                $"What listens at {host} did not agree on TLS 1.2 or later: {Innermost(failure)}", "Check address and port; a plain HTTP port looks like this."),
            FpxErrorCode.OperationTimeout => ($"{name} at {host} did not answer in time.", "Try again later, or allow more time."),
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
