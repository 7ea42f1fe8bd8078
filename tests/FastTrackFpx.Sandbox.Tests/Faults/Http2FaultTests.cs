namespace FastTrackFpx.Sandbox.Tests.Faults;

/// <summary>REFUSED_STREAM and GOAWAY, and how often a write then arrives.</summary>
public sealed class Http2FaultTests : SandboxTest
{
    private X509Certificate2 _certificate = null!;
    private HttpClient _client = null!;
    private string _notes = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _certificate = X509CertificateLoader.LoadPkcs12FromFile(Sandbox.Service.Certificates.ClientCertificatePath, null);
        _client = Sandbox.ClientWith(_certificate, HttpVersion.Version20);
        _notes = $"tenants/{await Sandbox.TenantIdAsync()}/notes";
    }

    public override async Task DisposeAsync()
    {
        _client.Dispose();
        _certificate.Dispose();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("refusedStream", "before", 1)]
    [InlineData("refusedStream", "headers", 2)]
    [InlineData("goAway", "before", 1)]
    [InlineData("goAway", "headers", 2)]
    public async Task The_handler_sends_a_write_again_and_the_log_counts_both(string kind, string moment, int carriedOut)
    {
        int before = await CountAsync();
        Sandbox.Service.SetFaults(
            $$"""{ "rules": [ { "method": "POST", "protocol": "HTTP/2", "times": 1, "faults": [ { "kind": "{{kind}}", "moment": "{{moment}}" } ] } ] }""");
        Assert.Equal(HttpStatusCode.OK, await PostAsync(_client));
        LoggedRequest[] writes = [.. Sandbox.Service.Log.Entries.Where(entry => entry.Method == "POST")];
        Assert.Equal([0, 200], writes.Select(entry => entry.Status));
        Assert.All(writes, entry => Assert.Equal("HTTP/2", entry.Protocol));
        Assert.Equal(before + carriedOut, await CountAsync());
        Assert.Equal(carriedOut, writes.Count(entry => entry.CarriedOut));
    }

    [Fact]
    public async Task Goaway_after_the_response_delivers_it_and_ends_the_connection()
    {
        Sandbox.Service.SetFaults("""{ "rules": [ { "times": 1, "faults": [ { "kind": "goAway", "moment": "after" } ] } ] }""");
        for (int i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("timeZones")).StatusCode);
        long[] connections = [.. Sandbox.Service.Log.Entries.Where(entry => entry.Path == "timeZones").Select(entry => entry.Connection)];
        Assert.Equal(2, connections.Distinct().Count());
    }

    [Fact]
    public async Task Goaway_ends_every_stream_of_the_connection()
    {
        await _client.GetAsync("timeZones");
        Sandbox.Service.SetFaults("""{ "rules": [ { "query": "last", "times": 1, "faults": [ { "kind": "goAway" } ] } ] }""");
        HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => _client.GetAsync(i == 20 ? "services?last" : "services")));
        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.True(Sandbox.Service.Log.Count("GET", "services") > 40);
    }

    [Theory]
    [InlineData("reset", 19)]
    [InlineData("disconnect", 0)]
    public async Task A_reset_ends_one_stream_and_a_disconnect_all_of_the_connection(string kind, int succeeded)
    {
        await _client.GetAsync("timeZones");
        // The others wait for the clock, so that all of them are open when the fault strikes.
        Sandbox.Service.SetFaults($$"""
            { "rules": [ { "query": "last", "faults": [ { "kind": "{{kind}}" } ] }, { "path": "services", "faults": [ { "kind": "delay", "seconds": 1 } ] } ] }
            """);
        Task<HttpResponseMessage>[] others = [.. Enumerable.Range(0, 19).Select(_ => _client.GetAsync("services"))];
        while (Sandbox.Service.Log.Count("GET", "services") < 19) await Task.Yield();
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync("services?last"));
        while (!Task.WhenAll(others).IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        HttpResponseMessage?[] responses = await Task.WhenAll(others.Select(async other =>
        {
            try
            {
                return await other;
            }
            catch (HttpRequestException)
            {
                return null;
            }
        }));
        Assert.Equal(succeeded, responses.Count(response => response?.IsSuccessStatusCode == true));
    }

    [Theory, InlineData("refusedStream"), InlineData("goAway")]
    public async Task Http_1_gets_a_cut_connection_instead(string kind)
    {
        using HttpClient first = Sandbox.ClientWith(_certificate);
        Sandbox.Service.SetFaults($$"""{ "rules": [ { "method": "POST", "faults": [ { "kind": "{{kind}}" } ] } ] }""");
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(first));
    }

    private async Task<HttpStatusCode> PostAsync(HttpClient client)
    {
        using var note = new StringContent("""{ "text": "a note", "noteCategoryId": 1 }""", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.PostAsync(_notes, note);
        return response.StatusCode;
    }

    private async Task<int> CountAsync() => (await Sandbox.GetAsync(_notes)).Number("count");
}
