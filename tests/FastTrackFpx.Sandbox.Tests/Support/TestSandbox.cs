using System.Net.Security;

namespace FastTrackFpx.Sandbox.Tests.Support;

/// <summary>A sandbox in memory, and a client that it accepts.</summary>
internal sealed class TestSandbox : IAsyncDisposable
{
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _certificate;

    private TestSandbox(SandboxService service, TestClock clock)
    {
        (Service, Clock) = (service, clock);
        _authority = X509CertificateLoader.LoadCertificateFromFile(service.Certificates.AuthorityPath);
        _certificate = X509CertificateLoader.LoadPkcs12FromFile(service.Certificates.ClientCertificatePath, null);
        Client = ClientWith(_certificate);
    }

    public SandboxService Service { get; }
    public TestClock Clock { get; }
    public HttpClient Client { get; }

    /// <summary>Starts a sandbox without a limit, whose clock stands still until the test moves it.</summary>
    public static async Task<TestSandbox> StartAsync(Action<SandboxOptions>? change = null)
    {
        var clock = new TestClock();
        var options = new SandboxOptions { InMemory = true, RequestsPerMinute = 0, TimeProvider = clock };
        change?.Invoke(options);
        return new TestSandbox(await SandboxService.StartAsync(options), clock);
    }

    /// <summary>A client that trusts the sandbox's authority and shows this certificate; null shows none.</summary>
    public HttpClient ClientWith(X509Certificate2? certificate, Version? version = null) => ClientWith(certificate, version, null);

    /// <summary>A client of another service: it shows no certificate and keeps no cookies.</summary>
    public HttpClient ClientOf(string service)
    {
        HttpClient client = ClientWith(null);
        client.BaseAddress = Service.UriOf(service);
        return client;
    }

    /// <summary>The value of a secret file that the discovery file of a service names.</summary>
    public string Secret(string service) => File.ReadAllText(Path.Combine(Service.StateFolder, "secrets", service));

    public JsonElement Discovery => JsonDocument.Parse(File.ReadAllText(Path.Combine(Service.StateFolder, "sandbox.json"))).RootElement;

    /// <summary>A client that FPX accepts and the control endpoint does not.</summary>
    public HttpClient ClientWithoutSecret()
    {
        HttpClient client = ClientWith(_certificate);
        client.DefaultRequestHeaders.Remove("X-Sandbox-Secret");
        return client;
    }

    /// <summary>A client that the sandbox accepts, and that connects through a proxy.</summary>
    public HttpClient ClientThrough(IWebProxy proxy) => ClientWith(_certificate, null, proxy);

    private HttpClient ClientWith(X509Certificate2? certificate, Version? version, IWebProxy? proxy)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = proxy is not null, Proxy = proxy };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(_authority);
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null, true);
        }
        return new HttpClient(handler)
        {
            BaseAddress = new Uri(Service.BaseUri, "/ftop/v1.2/api/"),
            DefaultRequestVersion = version ?? HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            DefaultRequestHeaders = { { "X-Sandbox-Secret", Service.ControlSecret } },
        };
    }

    public async Task<JsonElement> GetAsync(string route)
    {
        (HttpStatusCode status, JsonElement body) = await SendAsync(HttpMethod.Get, route);
        Assert.True(status == HttpStatusCode.OK, $"{route}: {status} {body}");
        return body;
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string route, string? json = null)
    {
        using var request = new HttpRequestMessage(method, route);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Client.SendAsync(request);
        byte[] body = await response.Content.ReadAsByteArrayAsync();
        return (response.StatusCode, body.Length == 0 ? default : JsonDocument.Parse(body).RootElement);
    }

    public async Task<string> TenantIdAsync(int index = 0) => (await GetAsync("partnerTenants")).Items("items").ElementAt(index).Text("tenantId");

    /// <summary>Replaces the fault plan by one rule.</summary>
    /// <param name="rule">Further properties of the rule, as "times": 1.</param>
    public void Strike(string fault, string? rule = null) =>
        Service.SetFaults($$"""{ "seed": 1, "rules": [ { {{(rule is null ? "" : rule + ",")}} "faults": [ {{fault}} ] } ] }""");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Service.DisposeAsync();
        _certificate.Dispose();
        _authority.Dispose();
    }
}
