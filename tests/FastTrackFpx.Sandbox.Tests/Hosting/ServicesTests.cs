using System.Net.NetworkInformation;

namespace FastTrackFpx.Sandbox.Tests.Hosting;

/// <summary>Several services in one sandbox.</summary>
[Trait("Category", "Slow")]
public sealed class ServicesTests
{
    [Fact]
    public async Task Every_service_has_a_port_of_its_own_and_the_discovery_file_names_them()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o => o.Services.Clear());
        Assert.Equal(ServiceKind.All.Select(kind => kind.Name), sandbox.Service.Services);
        JsonElement services = sandbox.Discovery.GetProperty("services");
        Assert.Equal(sandbox.Service.Services, services.EnumerateObject().Select(service => service.Name));
        Assert.Equal(sandbox.Service.Services.Count, services.EnumerateObject().Select(service => service.Value.Text("baseUri")).Distinct().Count());
        foreach (JsonProperty service in services.EnumerateObject())
        {
            Assert.Equal(sandbox.Service.UriOf(service.Name), new Uri(service.Value.Text("baseUri")));
            foreach (JsonProperty path in service.Value.EnumerateObject().Where(property => property.Name.EndsWith("Path", StringComparison.Ordinal)))
            {
                Assert.InRange((await File.ReadAllTextAsync(path.Value.GetString()!)).Length, 32, 128);
            }
        }

        Assert.Equal(services.GetProperty("fpx").Text("baseUri"), sandbox.Discovery.Text("baseUri"));
        Assert.Equal(sandbox.Service.ControlSecret, await File.ReadAllTextAsync(sandbox.Discovery.Text("controlSecretPath")));
    }

    [Fact]
    public async Task Only_fpx_asks_for_a_client_certificate_and_an_unknown_service_is_rejected()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o => o.Services.Clear());
        foreach (string service in sandbox.Service.Services)
        {
            using HttpClient client = sandbox.ClientOf(service);
            if (service == "fpx") await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/sandbox/log"));
            else Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/sandbox/log")).StatusCode);
        }
        var options = new SandboxOptions { InMemory = true };
        options.Services.Add("graph");
        var rejected = await Assert.ThrowsAsync<SandboxStartException>(() => SandboxService.StartAsync(options));
        Assert.Contains("'graph' is not a service. Services: fpx, cloudcockpit, longjump", rejected.Message);
    }

    [Fact]
    public async Task One_log_and_one_fault_plan_serve_all()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o => o.Services.Clear());
        sandbox.Service.SetFaults("""{ "rules": [ { "service": "longJump", "faults": [ { "kind": "html", "status": 502 } ] } ] }""");
        using HttpClient portal = sandbox.ClientOf("cloudCockpit");
        using HttpClient platform = sandbox.ClientOf("longJump");
        await sandbox.GetAsync("timeZones");
        using HttpResponseMessage resellers = await portal.GetAsync("/v1/Resellers");
        using HttpResponseMessage login = await platform.PostAsync("/networking/rest/login", null);
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.BadGateway], [resellers.StatusCode, login.StatusCode]);
        Assert.Equal("text/html", login.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["fpx", "cloudCockpit", "longJump"], sandbox.Service.Log.Entries.Select(entry => entry.Service));
        Assert.Equal(1, sandbox.Service.Log.Count(service: "longJump"));
    }

    [Fact]
    public async Task Services_that_are_not_hosted_are_not_in_the_discovery_file()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o =>
        {
            o.Services.Clear();
            o.Services.Add("LONGJUMP");
        });
        Assert.Equal(["longJump"], sandbox.Service.Services);
        Assert.False(sandbox.Discovery.TryGetProperty("baseUri", out _));
        Assert.Equal(sandbox.Service.BaseUri, sandbox.Service.UriOf("longJump"));
    }

    [Fact]
    public async Task A_folder_that_served_one_service_can_serve_more_later()
    {
        using var folder = new TemporaryFolder();
        string first;
        await using (SandboxService fpx = await SandboxService.StartAsync(new SandboxOptions
        {
            StateFolder = folder.Path,
            Tenants = 4
        })) first = fpx.Export();
        var options = new SandboxOptions { StateFolder = folder.Path };
        options.Services.Clear();
        string platform;
        await using (SandboxService all = await SandboxService.StartAsync(options))
        {
            Assert.Equal(first, all.Export(service: "fpx"));
            platform = all.Export(withAssigned: true, service: "longJump");
            Assert.Equal(4, JsonDocument.Parse(platform).RootElement.GetProperty("tenants").GetArrayLength());
        }

        await using SandboxService again = await SandboxService.StartAsync(options);
        Assert.Equal(platform, again.Export(withAssigned: true, service: "longJump"));
    }

    [Fact]
    public async Task Ports_follow_the_first_one_unless_they_are_set()
    {
        int port = FreePort();
        var options = new SandboxOptions { InMemory = true, Port = 5000 };
        options.Services.Clear();
        options.Services.Add("cloudCockpit");
        options.Ports["cloudCockpit"] = port;
        Assert.Equal([5000, port, 5002], new[] { "fpx", "cloudCockpit", "longJump" }.Select(options.PortOf));
        await using SandboxService service = await SandboxService.StartAsync(options);
        Assert.Equal(port, service.UriOf("cloudCockpit").Port);
    }

    // Below the ports that systems assign, so that no other program gets it in between.
    private static int FreePort()
    {
        HashSet<int> taken = [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(one => one.Port)];
        return Enumerable.Range(20_000 + (Environment.ProcessId % 5_000), 5_000).First(port => !taken.Contains(port));
    }
}
