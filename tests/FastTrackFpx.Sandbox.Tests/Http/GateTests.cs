namespace FastTrackFpx.Sandbox.Tests.Http;

public sealed class GateTests
{
    [Fact]
    public async Task A_request_above_the_limit_is_rejected_until_the_minute_is_over()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o => o.RequestsPerMinute = 5);
        for (int i = 0; i < 5; i++) await sandbox.GetAsync("timeZones");
        sandbox.Clock.Advance(TimeSpan.FromSeconds(12.5));
        using (HttpResponseMessage refused = await sandbox.Client.GetAsync("timeZones"))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(48), refused.Headers.RetryAfter!.Delta);
            JsonElement body = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal(429, body.Number("errorStatus"));
            Assert.Contains("5 calls per minute", body.Text("message"));
        }

        sandbox.Clock.Advance(TimeSpan.FromSeconds(48));
        await sandbox.GetAsync("timeZones");
    }

    [Fact]
    public async Task Each_end_user_has_a_separate_limit()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o => o.RequestsPerMinute = 1);
        var statuses = new List<HttpStatusCode>
        {
            await StatusAsync(sandbox, null), await StatusAsync(sandbox, Jwt("ada")), await StatusAsync(sandbox, Jwt("grace")),
            await StatusAsync(sandbox, Jwt("ada", "another token of hers")), await StatusAsync(sandbox, null),
        };
        Assert.Equal([200, 200, 200, 429, 429], statuses.Select(s => (int)s));
    }

    [Fact]
    public async Task A_token_is_required_if_the_option_is_set()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o => o.RequireToken = true);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(sandbox, null));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(sandbox, Jwt("ada")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(sandbox, "an-opaque-token"));
        string shortLived = Jwt("ada", end: sandbox.Clock.GetUtcNow().AddMinutes(5));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(sandbox, shortLived));
        sandbox.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(sandbox, shortLived));
    }

    [Fact]
    public async Task The_log_contains_no_token()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync();
        await StatusAsync(sandbox, "canary-token-value");
        await StatusAsync(sandbox, Jwt("ada", "canary-claim"));
        Assert.DoesNotContain("canary", JsonSerializer.Serialize(sandbox.Service.Log.Entries));
        Assert.Equal("user:ada", sandbox.Service.Log.Entries[1].Identity);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Forbidden)]
    [InlineData("https://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("https://crm.partner.example", HttpStatusCode.OK)]
    public async Task Only_registered_origins_are_accepted(string? origin, HttpStatusCode expected)
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o => o.AllowedOrigins.Add("https://crm.partner.example"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "timeZones");
        if (origin is not null) request.Headers.Add("Origin", origin);
        using HttpResponseMessage answer = await sandbox.Client.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task An_unsupported_response_format_is_406()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "timeZones");
        request.Headers.Accept.ParseAdd("text/xml");
        using HttpResponseMessage answer = await sandbox.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotAcceptable, answer.StatusCode);
    }

    private static async Task<HttpStatusCode> StatusAsync(TestSandbox sandbox, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "timeZones");
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        using HttpResponseMessage answer = await sandbox.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static string Jwt(string subject, string? mark = null, DateTimeOffset? end = null)
    {
        var claims = new Dictionary<string, object> { ["sub"] = subject };
        if (mark is not null) claims["mark"] = mark;
        if (end is not null) claims["exp"] = end.Value.ToUnixTimeSeconds();
        return $"{Encode("{\"alg\":\"none\"}")}.{Encode(JsonSerializer.Serialize(claims))}.c2lnbmF0dXJl";
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
