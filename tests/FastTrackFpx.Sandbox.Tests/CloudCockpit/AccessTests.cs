namespace FastTrackFpx.Sandbox.Tests.CloudCockpit;

public sealed class AccessTests() : ServiceTest<CloudCockpitClient>(() => CloudCockpitClient.StartAsync())
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task A_token_is_issued_for_the_clients_credentials(bool asHeader)
    {
        (HttpStatusCode status, JsonElement body) = await Client.RequestTokenAsync(asHeader: asHeader);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("Bearer", 3599), (body.Text("token_type"), body.Number("expires_in")));
        using HttpResponseMessage response = await Client.SendAsync("", body.Text("access_token"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("password", null, null, HttpStatusCode.BadRequest, "unsupported_grant_type")]
    [InlineData(null, "wrong", null, HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData(null, null, "api://other/.default", HttpStatusCode.BadRequest, "invalid_scope")]
    public async Task A_wrong_token_request_says_what_is_wrong(string? grant, string? secret, string? scope, HttpStatusCode expected, string error)
    {
        (HttpStatusCode status, JsonElement body) = await Client.RequestTokenAsync(grant, secret, scope);
        Assert.Equal((expected, error), (status, body.Text("error")));
        Assert.NotEqual("", body.Text("error_description"));
    }

    [Theory, InlineData(null), InlineData("not-a-token")]
    public async Task A_missing_or_unknown_token_is_401_without_a_body(string? token)
    {
        using HttpResponseMessage response = await Client.SendAsync("", token);
        Assert.Equal((HttpStatusCode.Unauthorized, 0), (response.StatusCode, (await response.Content.ReadAsByteArrayAsync()).Length));
        Assert.NotEmpty(response.Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task A_token_ends_by_a_fault_or_by_the_clock_of_the_sandbox()
    {
        Client.Service.SetFaults("""{ "rules": [ { "service": "cloudCockpit", "skip": 1, "times": 1, "faults": [ { "kind": "endSession" } ] } ] }""");
        await Client.GetAsync();
        using (HttpResponseMessage ended = await Client.SendAsync("")) Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
        (_, JsonElement body) = await Client.RequestTokenAsync();
        Client.Token = body.Text("access_token");
        await Client.GetAsync();
        await Client.GetAsync();
        Client.Clock.Advance(TimeSpan.FromSeconds(3600));
        using HttpResponseMessage response = await Client.SendAsync("");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Another_portal_and_aClient_without_the_role_are_403()
    {
        using HttpResponseMessage response = await Client.SendAsync("", tenant: "other.cloudcockpit.example");
        Assert.Equal((HttpStatusCode.Forbidden, 0), (response.StatusCode, (await response.Content.ReadAsByteArrayAsync()).Length));
    }

    [Fact]
    public async Task A_missing_tenant_header_is_400_with_the_documented_error()
    {
        string correlationId = Guid.NewGuid().ToString();
        using HttpResponseMessage response = await Client.SendAsync("", tenant: null, correlationId: correlationId);
        JsonElement error = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(DocumentedShape.CloudCockpit.Faults(error, DocumentedShape.CloudCockpit.Schema("ApiError")));
        Assert.Equal("X-Tenant", error.GetProperty("errors")[0].Text("propertyName"));
        Assert.Equal(correlationId, error.Text("correlationId"));
        Assert.Equal(correlationId, Client.Service.Log.Entries[^1].CorrelationId);
    }

    [Fact]
    public async Task The_log_and_the_discovery_file_contain_no_secret()
    {
        await Client.GetAsync("?searchValue=a");
        string secret = await File.ReadAllTextAsync(Client.Text("clientSecretPath"));
        string log = JsonSerializer.Serialize(Client.Service.Log.Entries);
        Assert.Contains("cloudCockpit", log);
        Assert.DoesNotContain(Client.Token, log);
        Assert.DoesNotContain(secret, log + await File.ReadAllTextAsync(Path.Combine(Client.Service.StateFolder, "sandbox.json")));
    }
}
