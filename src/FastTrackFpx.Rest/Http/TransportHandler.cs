using System.Net;
using System.Security.Authentication;
#if NET
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
#endif

namespace FastTrackFpx.Rest.Http;

/// <summary>Makes the sockets' owner: TLS 1.2 or later, our certificate to one host only, no redirects, no cookies.</summary>
internal static class TransportHandler
{
    /// <summary>More than batches in flight and a page ahead ever need; a service is not to be flooded with sockets.</summary>
    private const int Connections = 16;

#if NET
    private const int AnswerWindow = 1024 * 1024;

    internal static HttpMessageHandler Create(RestClientOptions options, ClientCredential? credential, ServerTrust trust)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            MaxConnectionsPerServer = Connections,
            EnableMultipleHttp2Connections = true,
            // An answer for 25 tenants is a few megabytes: with the usual 64 kB it would wait for leave to go on once for each way there and back.
            InitialHttp2StreamWindowSize = AnswerWindow,
            // A service that moves to another address is followed, and a certificate that ends there is noticed.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            UseProxy = !options.BaseUri.IsLoopback,
        };
        SslClientAuthenticationOptions tls = handler.SslOptions;
        tls.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        tls.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => trust.Accepts(certificate, chain, errors);
        if (credential is not null) PresentTo(tls, options.BaseUri, credential);
        return handler;
    }

    private static void PresentTo(SslClientAuthenticationOptions tls, Uri baseUri, ClientCredential credential)
    {
        X509Certificate2 own = credential.Certificate;
        if (credential.Chain.Count > 0 && !ProxySpeaksTls(baseUri))
        {
            var intermediates = new X509Certificate2Collection();
            foreach (X509Certificate2 certificate in credential.Chain) intermediates.Add(certificate);
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(own, intermediates, offline: true);
        }

        tls.ClientCertificates = [own];
        tls.LocalCertificateSelectionCallback = (_, targetHost, _, _, _) =>
            string.Equals(targetHost, baseUri.IdnHost, StringComparison.OrdinalIgnoreCase) ? own : null!;
    }

    /// <summary>Such a proxy is handed the same TLS options, and must not be shown the certificate.</summary>
    private static bool ProxySpeaksTls(Uri uri) =>
        !uri.IsLoopback && HttpClient.DefaultProxy.GetProxy(uri) is { } proxy && proxy.Scheme == Uri.UriSchemeHttps;
#else
    internal static HttpMessageHandler Create(RestClientOptions options, ClientCredential? credential, ServerTrust trust)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            MaxConnectionsPerServer = Connections,
            UseProxy = !options.BaseUri.IsLoopback,
            // Windows versions without TLS 1.3 refuse to be asked for it; those that have it speak 1.2 too.
            SslProtocols = SslProtocols.Tls12,
            ClientCertificateOptions = ClientCertificateOption.Manual,
            ServerCertificateCustomValidationCallback = (_, certificate, chain, errors) => trust.Accepts(certificate, chain, errors),
        };
        if (credential is not null) handler.ClientCertificates.Add(credential.Certificate);
        return handler;
    }
#endif
}
