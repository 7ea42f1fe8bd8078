namespace FastTrackFpx.Sandbox.Tests.AppDirect;

/// <summary>A sandbox with AppDirect, and requests with a token of the client or of a user.</summary>
public sealed class AppDirectClient : ServiceClient
{
    private readonly Dictionary<string, string> _tokens = [];

    private AppDirectClient(TestSandbox sandbox) : base(sandbox, "appDirect")
    {
    }

    public static async Task<AppDirectClient> StartAsync(Action<SandboxOptions>? change = null) => new(await StartAsync("appDirect", options =>
    {
        options.Companies = 12;
        options.Readings["A68"] = "off";
        change?.Invoke(options);
    }));

    public JsonElement Data() => JsonDocument.Parse(Service.Export(withAssigned: true, service: "appDirect")).RootElement;

    public JsonElement[] Data(string kind) => [.. Data().Items(kind)];

    public async Task<(HttpStatusCode Status, JsonElement Body)> RequestTokenAsync(
        Dictionary<string, string> form, string? secret = null, string? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Text("tokenUri")) { Content = new FormUrlEncodedContent(form) };
        string credentials = $"{client ?? Text("clientId")}:{secret ?? Secret("clientSecretPath")}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        using HttpResponseMessage response = await Http.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    /// <summary>A token: "client ROLE_PARTNER", "product", or the name of a user before the @, optionally with a role.</summary>
    public async Task<string> TokenAsync(string caller)
    {
        if (_tokens.TryGetValue(caller, out string? known)) return known;
        string[] parts = caller.Split(' ', 2);
        var form = parts[0] is "client" or "product" ? new Dictionary<string, string> { ["grant_type"] = "client_credentials" }
            : new Dictionary<string, string>
            {
                ["grant_type"] = "password", ["username"] = parts[0] + "@marketplace.example", ["password"] = Secret("passwordPath"),
            };
        if (parts.Length == 2) form["scope"] = parts[1];
        (HttpStatusCode status, JsonElement body) = await RequestTokenAsync(form, client: parts[0] == "product" ? Text("productClientId") : null);
        Assert.True(status == HttpStatusCode.OK, $"{caller}: {status} {body}");
        return _tokens[caller] = body.Text("access_token");
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? json = null, string caller = "client ROLE_PARTNER", string? language = "en-US")
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : "/api/" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(caller));
        if (language is not null) request.Headers.AcceptLanguage.ParseAdd(language);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        return await Http.SendAsync(request);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(
        HttpMethod method, string path, string? json = null, string caller = "client ROLE_PARTNER")
    {
        using HttpResponseMessage response = await SendAsync(method, path, json, caller);
        string body = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, body.Length == 0 ? default : JsonDocument.Parse(body).RootElement);
    }

    public async Task<JsonElement> GetAsync(string path, string caller = "client ROLE_PARTNER")
    {
        (HttpStatusCode status, JsonElement body) = await CallAsync(HttpMethod.Get, path, null, caller);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {body}");
        return body;
    }
}

/// <summary>One AppDirect sandbox for all tests that leave the data alone, or add what no other test looks at.</summary>
public sealed class AppDirectFixture : IAsyncLifetime
{
    public AppDirectClient Client { get; private set; } = null!;

    public async Task InitializeAsync() => Client = await AppDirectClient.StartAsync();

    public async Task DisposeAsync() => await Client.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class AppDirectCollection : ICollectionFixture<AppDirectFixture>
{
    public const string Name = "AppDirect";
}
