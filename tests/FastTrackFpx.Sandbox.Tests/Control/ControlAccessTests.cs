namespace FastTrackFpx.Sandbox.Tests.Control;

public sealed class ControlAccessTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly TestSandbox _sandbox = fixture.Sandbox;

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", HttpStatusCode.Unauthorized)]
    [InlineData("right", HttpStatusCode.OK)]
    public async Task Control_needs_the_secret(string? secret, HttpStatusCode expected)
    {
        string? sent = secret == "right" ? _sandbox.Service.ControlSecret : secret;
        Assert.Equal(expected, await StatusAsync(sent is null ? [] : [("X-Sandbox-Secret", sent)]));
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Referer", "https://evil.example/page", HttpStatusCode.Forbidden)]
    [InlineData("Referer", "{own}.evil.example/", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "{own}", HttpStatusCode.OK)]
    [InlineData("Referer", "{own}/page", HttpStatusCode.OK)]
    public async Task Control_rejects_another_origin_even_with_the_secret(string header, string value, HttpStatusCode expected)
    {
        string own = _sandbox.Service.BaseUri.GetLeftPart(UriPartial.Authority);
        Assert.Equal(expected, await StatusAsync([("X-Sandbox-Secret", _sandbox.Service.ControlSecret), (header, value.Replace("{own}", own))]));
    }

    [Fact]
    public async Task Only_the_user_can_read_the_secret()
    {
        string path = Path.Combine(_sandbox.Service.StateFolder, "secrets", "control");
        Assert.Equal(_sandbox.Service.ControlSecret, await File.ReadAllTextAsync(path));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    private async Task<HttpStatusCode> StatusAsync((string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sandbox/faults");
        using HttpClient client = _sandbox.ClientWithoutSecret();
        foreach ((string name, string value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using HttpResponseMessage response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
