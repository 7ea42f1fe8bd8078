namespace FastTrackFpx.Sandbox.Tests.CloudCockpit;

/// <summary>A sandbox with CloudCockpit, and the requests of its API.</summary>
public sealed class CloudCockpitClient : ServiceClient
{
    private CloudCockpitClient(TestSandbox sandbox) : base(sandbox, "cloudCockpit")
    {
    }

    public string Token { get; set; } = "";

    public static async Task<CloudCockpitClient> StartAsync(Action<SandboxOptions>? change = null)
    {
        var client = new CloudCockpitClient(await StartAsync("cloudCockpit", change));
        (_, JsonElement body) = await client.RequestTokenAsync();
        client.Token = body.Text("access_token");
        return client;
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> RequestTokenAsync(
        string? grant = null, string? secret = null, string? scope = null, bool asHeader = false)
    {
        secret ??= Secret("clientSecretPath");
        var form = new Dictionary<string, string> { ["grant_type"] = grant ?? "client_credentials", ["scope"] = scope ?? Text("scope") };
        if (!asHeader) (form["client_id"], form["client_secret"]) = (Text("clientId"), secret);
        using var request = new HttpRequestMessage(HttpMethod.Post, Text("tokenUri")) { Content = new FormUrlEncodedContent(form) };
        if (asHeader)
        {
            byte[] credentials = System.Text.Encoding.UTF8.GetBytes($"{Text("clientId")}:{secret}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
        }

        using HttpResponseMessage response = await Http.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    /// <summary>Sends a request for resellers with both headers; null leaves one out.</summary>
    public async Task<HttpResponseMessage> SendAsync(string query, string? token = "", string? tenant = "", string? correlationId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/Resellers" + query);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Length == 0 ? Token : token);
        if (tenant is not null) request.Headers.Add("X-Tenant", tenant.Length == 0 ? Text("tenant") : tenant);
        if (correlationId is not null) request.Headers.Add("X-Correlation-Id", correlationId);
        return await Http.SendAsync(request);
    }

    public async Task<JsonElement> GetAsync(string query = "")
    {
        using HttpResponseMessage response = await SendAsync(query);
        string body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{query}: {response.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    public async Task<JsonElement[]> ItemsAsync(string query = "") => [.. (await GetAsync(query)).Items("items")];
}
