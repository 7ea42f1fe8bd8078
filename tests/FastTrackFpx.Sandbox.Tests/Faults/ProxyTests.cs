namespace FastTrackFpx.Sandbox.Tests.Faults;

public sealed class ProxyTests() : SandboxTest(o => o.Proxy = true)
{
    [Fact]
    public async Task A_request_goes_through_the_tunnel_with_the_right_password()
    {
        using HttpClient client = ClientThrough(Sandbox.Service.ProxyPassword);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("timeZones")).StatusCode);
        LoggedRequest[] tunnels = [.. Sandbox.Service.Log.Entries.Where(entry => entry.Service == "proxy")];
        Assert.Equal([407, 200], tunnels.Select(entry => entry.Status));
        Assert.All(tunnels, entry => Assert.Equal(("CONNECT", Sandbox.Service.BaseUri.Authority), (entry.Method, entry.Path)));
        Assert.Equal(1, Sandbox.Service.Log.Count(service: "fpx"));
    }

    [Fact]
    public async Task An_address_elsewhere_is_403_and_a_wrong_password_407_and_neither_reaches_a_service()
    {
        using HttpClient client = ClientThrough(Sandbox.Service.ProxyPassword);
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("https://192.0.2.1/"));
        Assert.Contains("403", failure.Message);
        using HttpClient wrong = ClientThrough("wrong");
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => wrong.GetAsync("timeZones"));
        Assert.Equal(HttpRequestError.ProxyTunnelError, refused.HttpRequestError);
        Assert.Contains("407", refused.Message);
        Assert.Equal(0, Sandbox.Service.Log.Count(service: "fpx"));
    }

    [Fact]
    public async Task A_port_without_a_listener_is_502()
    {
        using var unused = new ClosedPort();
        using HttpClient client = ClientThrough(Sandbox.Service.ProxyPassword);
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync($"https://127.0.0.1:{unused.Number}/"));
        Assert.Contains("502", failure.Message);
    }

    [Theory]
    [InlineData("""{ "kind": "proxy", "status": 403 }""", "403")]
    [InlineData("""{ "kind": "status", "status": 503 }""", "503")]
    public async Task The_fault_plan_reaches_the_proxy(string fault, string status)
    {
        Sandbox.Service.SetFaults($$"""{ "rules": [ { "service": "proxy", "faults": [ {{fault}} ] } ] }""");
        using HttpClient client = ClientThrough(Sandbox.Service.ProxyPassword);
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("timeZones"));
        Assert.Contains(status, failure.Message);
        Assert.Equal("rules[0]", Sandbox.Service.Log.Entries[^1].Fault);
    }

    private HttpClient ClientThrough(string password) => Sandbox.ClientThrough(new WebProxy(Sandbox.Service.ProxyUri)
    {
        Credentials = new NetworkCredential("sandbox", password),
    });
}
