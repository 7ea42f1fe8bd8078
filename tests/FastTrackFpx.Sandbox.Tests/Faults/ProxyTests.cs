namespace FastTrackFpx.Sandbox.Tests.Faults;

public sealed class ProxyTests : IAsyncLifetime
{
    private TestSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await TestSandbox.StartAsync(o => o.Proxy = true);

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task A_request_goes_through_the_tunnel_with_the_right_password()
    {
        using HttpClient client = ClientThrough(_sandbox.Service.ProxyPassword);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("timeZones")).StatusCode);
        LoggedRequest[] tunnels = [.. _sandbox.Service.Log.Entries.Where(entry => entry.Service == "proxy")];
        Assert.Equal([407, 200], tunnels.Select(entry => entry.Status));
        Assert.All(tunnels, entry => Assert.Equal(("CONNECT", _sandbox.Service.BaseUri.Authority), (entry.Method, entry.Path)));
        Assert.Equal(1, _sandbox.Service.Log.Count(service: "fpx"));
    }

    [Fact]
    public async Task An_address_elsewhere_is_403_and_a_wrong_password_407_and_neither_reaches_a_service()
    {
        using HttpClient client = ClientThrough(_sandbox.Service.ProxyPassword);
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("https://192.0.2.1/"));
        Assert.Contains("403", failure.Message);
        using HttpClient wrong = ClientThrough("wrong");
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => wrong.GetAsync("timeZones"));
        Assert.Equal(HttpRequestError.ProxyTunnelError, refused.HttpRequestError);
        Assert.Contains("407", refused.Message);
        Assert.Equal(0, _sandbox.Service.Log.Count(service: "fpx"));
    }

    [Fact]
    public async Task A_port_without_a_listener_is_502()
    {
        using var unused = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        unused.Start();
        int port = ((IPEndPoint)unused.LocalEndpoint).Port;
        unused.Stop();
        using HttpClient client = ClientThrough(_sandbox.Service.ProxyPassword);
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync($"https://127.0.0.1:{port}/"));
        Assert.Contains("502", failure.Message);
    }

    [Theory]
    [InlineData("""{ "kind": "proxy", "status": 403 }""", "403")]
    [InlineData("""{ "kind": "status", "status": 503 }""", "503")]
    public async Task The_fault_plan_reaches_the_proxy(string fault, string status)
    {
        _sandbox.Service.SetFaults($$"""{ "rules": [ { "service": "proxy", "faults": [ {{fault}} ] } ] }""");
        using HttpClient client = ClientThrough(_sandbox.Service.ProxyPassword);
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("timeZones"));
        Assert.Contains(status, failure.Message);
        Assert.Equal("rules[0]", _sandbox.Service.Log.Entries[^1].Fault);
    }

    private HttpClient ClientThrough(string password) => _sandbox.ClientThrough(new WebProxy(_sandbox.Service.ProxyUri)
    {
        Credentials = new NetworkCredential("sandbox", password),
    });
}
