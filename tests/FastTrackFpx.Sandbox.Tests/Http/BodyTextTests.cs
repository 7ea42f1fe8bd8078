namespace FastTrackFpx.Sandbox.Tests.Http;

public sealed class BodyTextTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly TestSandbox _sandbox = fixture.Sandbox;

    public static TheoryData<string, byte[]> InvalidBodies => new()
    {
        { "bytes that are not UTF-8", [.. """{ "text": " """u8, 0xC3, 0x28, .. """ ", "noteCategoryId": 1 }"""u8] },
        { "UTF-8 that ends too soon", [.. """{ "noteCategoryId": 1, "text": " """u8, 0xE2, 0x82] },
        { "UTF-16", Encoding.Unicode.GetBytes("""{ "text": "a", "noteCategoryId": 1 }""") },
        { "half a surrogate pair", """{ "text": "\ud83d", "noteCategoryId": 1 }"""u8.ToArray() },
        { "half a surrogate pair in a name", """{ "\ud83d": 1, "text": "a", "noteCategoryId": 1 }"""u8.ToArray() },
        { "half a surrogate pair in a field that is not read", """{ "x": ["\udc00"], "text": "a", "noteCategoryId": 1 }"""u8.ToArray() },
        { "too deep", Encoding.UTF8.GetBytes(new string('[', 200) + new string(']', 200)) },
        { "no JSON", "text"u8.ToArray() },
        { "nothing", [] },
    };

    [Theory]
    [MemberData(nameof(InvalidBodies))]
    public async Task An_invalid_body_is_400(string kind, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await _sandbox.Client.PostAsync($"tenants/{await _sandbox.TenantIdAsync()}/notes", content);
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{kind}: {response.StatusCode}");
    }
}
