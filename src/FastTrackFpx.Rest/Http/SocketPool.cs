using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
#if NET
using System.Net.Security;
#endif

namespace FastTrackFpx.Rest.Http;

/// <summary>A client certificate for the TLS handshake, and the certificates between it and its authority.</summary>
/// <remarks>Disposes of both: they are objects of our own making.</remarks>
internal sealed class ClientCredential(X509Certificate2 certificate, IEnumerable<X509Certificate2>? chain = null) : IDisposable
{
    internal X509Certificate2 Certificate { get; set; } = certificate;

    internal IReadOnlyList<X509Certificate2> Chain { get; } = chain?.ToArray() ?? [];

    /// <summary>
    /// The object that the certificate is a copy of; null if there is none. Held so that it is not finalised: on Windows the temporary key of both would be
    /// removed with it.
    /// </summary>
    internal X509Certificate2? Source { get; init; }

    public void Dispose()
    {
        Certificate.Dispose();
        foreach (X509Certificate2 link in Chain) link.Dispose();
    }
}

/// <summary>
/// The sockets of one client certificate: TLS 1.2 or later, the certificate to one host only, no redirects, no cookies, and no request sent twice. Once
/// another certificate has replaced it, requests in flight end as they began and the last one closes the sockets.
/// </summary>
internal sealed class SocketPool : IDisposable
{
    /// <summary>More than all batches in flight and a page ahead need.</summary>
    private const int MaxConnections = 16;

    private readonly ClientCredential? _credential;
    private readonly bool _isTrial;
    private int _holders = 1;
    private int _closed;
    private int _responses;

    /// <param name="options">The options of the client.</param>
    /// <param name="credential">The client certificate, disposed of when the sockets are closed; null for none.</param>
    /// <param name="isTrial">True to leave the certificate to the caller, who only tries it.</param>
    internal SocketPool(RestClientOptions options, ClientCredential? credential, bool isTrial = false)
    {
        (_credential, _isTrial) = (credential, isTrial);
        Trust = new ServerTrust(options.TrustedAuthorities);
        Proxy = ProxySettings.For(options);
        HttpMessageHandler handler = options.Handler?.Invoke() ?? CreateHandler(options.BaseUri, credential, Trust, Proxy);
        Client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    internal bool IsClosed => Volatile.Read(ref _closed) != 0;

    internal HttpClient Client { get; }

    internal ServerTrust Trust { get; }

    /// <summary>The proxy settings in use; null if the service is reached directly, as on this machine.</summary>
    internal ProxySettings? Proxy { get; }

    internal DateTimeOffset? CertificateBegin => _credential is null ? null : new DateTimeOffset(_credential.Certificate.NotBefore.ToUniversalTime());

    internal DateTimeOffset? CertificateEnd => _credential is null ? null : new DateTimeOffset(_credential.Certificate.NotAfter.ToUniversalTime());

    /// <summary>True if a connection that is closed now looks like a rejected certificate in TLS 1.3: the service has never responded to it.</summary>
    internal bool MayBeRejected => _credential is not null && Trust.HasAccepted && Volatile.Read(ref _responses) == 0;

    internal void CountResponse() => Volatile.Write(ref _responses, 1);

    /// <summary>A request begins; followed by <see cref="Release"/>. Not to be called once replaced.</summary>
    internal void Acquire() => Interlocked.Increment(ref _holders);

    /// <summary>A request has ended, or the owner begins no more requests.</summary>
    internal void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0) Dispose();
    }

    /// <summary>Closes the sockets at once; requests in flight fail.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0) return;
        Client.Dispose();
        if (!_isTrial) _credential?.Dispose();
    }

#if NET
    /// <summary>A response for 25 tenants has a few megabytes: the default of 64 kB would cost a round trip for each 64 kB.</summary>
    private const int Http2Window = 1024 * 1024;

    private static SocketsHttpHandler CreateHandler(Uri baseUri, ClientCredential? credential, ServerTrust trust, ProxySettings? proxy)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxConnectionsPerServer = MaxConnections,
            EnableMultipleHttp2Connections = true,
            InitialHttp2StreamWindowSize = Http2Window,
            // A service that moves to another address is followed, and a certificate that expires there is noticed.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            UseProxy = proxy is not null,
            Proxy = proxy,
            // Called for each header as it is written, so it sees when the handler is about to send a request, and stops it from sending one again.
            RequestHeaderEncodingSelector = static (name, message) =>
            {
                RestRequest.HeaderWritten(name, message);
                return null;
            },
        };
        SslClientAuthenticationOptions tls = handler.SslOptions;
        tls.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        tls.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => trust.Accepts(certificate, chain, errors);
        if (credential is not null) Present(tls, baseUri, credential, proxy);
        return handler;
    }

    private static void Present(SslClientAuthenticationOptions tls, Uri baseUri, ClientCredential credential, ProxySettings? proxy)
    {
        X509Certificate2 own = credential.Certificate;
        // A proxy that is itself reached over TLS gets the same options, and must not see the certificate.
        bool isProxyOverTls = proxy?.GetProxy(baseUri)?.Scheme == Uri.UriSchemeHttps;
        if (credential.Chain.Count > 0 && !isProxyOverTls)
        {
            var intermediates = new X509Certificate2Collection();
            foreach (X509Certificate2 certificate in credential.Chain) intermediates.Add(certificate);
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(own, intermediates, offline: true);
        }

        tls.ClientCertificates = [own];
        tls.LocalCertificateSelectionCallback = (_, targetHost, _, _, _) =>
            string.Equals(targetHost, baseUri.IdnHost, StringComparison.OrdinalIgnoreCase) ? own : null!;
    }
#else
    private static HttpClientHandler CreateHandler(Uri baseUri, ClientCredential? credential, ServerTrust trust, ProxySettings? proxy)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxConnectionsPerServer = MaxConnections,
            UseProxy = proxy is not null,
            Proxy = proxy,
            // Windows versions without TLS 1.3 reject it as a setting; those that have it support 1.2 too.
            SslProtocols = SslProtocols.Tls12,
            ClientCertificateOptions = ClientCertificateOption.Manual,
            ServerCertificateCustomValidationCallback = (_, certificate, chain, errors) => trust.Accepts(certificate, chain, errors),
        };
        if (credential is not null) handler.ClientCertificates.Add(credential.Certificate);
        return handler;
    }
#endif
}

/// <summary>The proxy of <c>-Proxy</c> or of the system. Credentials in its address are removed from it, so that no error shows them.</summary>
internal sealed class ProxySettings(IWebProxy inner, ICredentials? own) : IWebProxy
{
    private ICredentials? _own = own;

    public ICredentials? Credentials { get => _own ?? inner.Credentials; set => _own = value; }

    /// <summary>Loopback addresses are reached directly unless a proxy was named.</summary>
    internal static ProxySettings? For(RestClientOptions options)
    {
#if NET
        IWebProxy? system = options.BaseUri.IsLoopback ? null : HttpClient.DefaultProxy;
#else
        IWebProxy? system = options.BaseUri.IsLoopback ? null : WebRequest.DefaultWebProxy;
#endif
        IWebProxy? chosen = options.Proxy is { } named ? new WebProxy(named) : system;
        if (chosen is null) return null;
        var settings = new ProxySettings(chosen, options.ProxyCredential);
        // The handler reads the credentials before the address that holds them.
        settings.GetProxy(options.BaseUri);
        return settings;
    }

    public Uri? GetProxy(Uri destination)
    {
        Uri? proxy = inner.GetProxy(destination);
        if (proxy is null || proxy == destination) return null;
        if (proxy.UserInfo.Length == 0) return proxy;
        string[] parts = proxy.UserInfo.Split([':'], 2);
        _own ??= new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : string.Empty);
        return new UriBuilder(proxy) { UserName = string.Empty, Password = string.Empty }.Uri;
    }

    public bool IsBypassed(Uri host) => inner.IsBypassed(host);

    /// <summary>Host and port of the proxy for an address; null if it is reached directly.</summary>
    internal string? AuthorityFor(Uri destination) => IsBypassed(destination) ? null : GetProxy(destination)?.Authority;
}
