namespace FastTrackFpx.Sandbox.Tests.LongJump;

/// <summary>A response of the platform.</summary>
public sealed record PlatformResponse(HttpStatusCode Status, XElement Platform)
{
    public int Code => (int)Platform.Element("message")!.Element("code")!;
    public string? Id => (string?)Platform.Element("message")!.Element("id");
    public string Description => (string)Platform.Element("message")!.Element("description")!;
    public XElement[] Tenants => [.. Platform.Elements("tenant")];
}

/// <summary>A sandbox with LongJump, and the requests of its API.</summary>
public sealed class LongJumpClient : ServiceClient
{
    private LongJumpClient(TestSandbox sandbox) : base(sandbox, "longJump")
    {
    }

    public const string RequiredFields = "<company>Acme</company><email>ada@example.com</email><first_name>Ada</first_name><last_name>B</last_name>";

    public string Cookie { get; set; } = "";

    public static async Task<LongJumpClient> StartAsync(Action<SandboxOptions>? change = null)
    {
        var client = new LongJumpClient(await StartAsync("longJump", change));
        await client.LogInAsync();
        return client;
    }

    public async Task<PlatformResponse> LogInAsync(string? password = null)
    {
        password ??= Secret("passwordPath");
        Cookie = "";
        PlatformResponse response = await SendAsync(
            HttpMethod.Post, "login",
                $"<platform><login><userName>{Text("user")}</userName><password>{password}</password></login></platform>");
        if (response.Code == 0) Cookie = "JSESSIONID=" + (string)response.Platform.Element("login")!.Element("sessionId")!;
        return response;
    }

    public async Task<PlatformResponse> SendAsync(HttpMethod method, string path, string? xml = null, string contentType = "application/xml")
    {
        using var request = new HttpRequestMessage(method, "/networking/rest/" + path);
        if (Cookie.Length > 0) request.Headers.Add("Cookie", Cookie);
        if (xml is not null) request.Content = new StringContent(xml, Encoding.UTF8, contentType);
        using HttpResponseMessage response = await Http.SendAsync(request);
        Assert.Equal("application/xml", response.Content.Headers.ContentType?.MediaType);
        return new PlatformResponse(response.StatusCode, XElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    public Task<PlatformResponse> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<PlatformResponse> SendTenantAsync(HttpMethod method, string path, string fields) =>
        SendAsync(method, path, $"<platform><tenant>{fields}</tenant></platform>");

    /// <summary>Creates a tenant with the required fields and some more.</summary>
    public async Task<string> CreateAsync(string fields = "")
    {
        PlatformResponse response = await SendTenantAsync(HttpMethod.Post, "tenant", RequiredFields + fields);
        Assert.True(response.Code == 0, response.Description);
        return response.Id!;
    }

    public async Task<XElement> ReadAsync(string id)
    {
        PlatformResponse response = await GetAsync("tenant/" + id);
        Assert.True(response.Code == 0, response.Description);
        return response.Tenants.Single();
    }
}
