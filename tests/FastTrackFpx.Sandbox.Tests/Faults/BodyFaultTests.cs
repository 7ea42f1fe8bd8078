using System.IO.Compression;

namespace FastTrackFpx.Sandbox.Tests.Faults;

/// <summary>Faults of the response's body, and responses that come from a proxy.</summary>
public sealed class BodyFaultTests : SandboxTest
{
    [Fact]
    public async Task A_trickled_body_arrives_in_pieces_by_the_clock_of_the_sandbox()
    {
        string whole = await Sandbox.Client.GetStringAsync("adminTypes");
        Sandbox.Strike($$"""{ "kind": "trickle", "bytes": {{(whole.Length / 2) + 1}}, "seconds": 10 }""");
        Task<string> response = Sandbox.Client.GetStringAsync("adminTypes");
        await Clock.UntilSomebodyWaitsAsync(TimeSpan.FromDays(1));
        Assert.False(response.IsCompleted);
        Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(whole, await response);
    }

    [Fact]
    public async Task A_bomb_is_small_on_the_wire_and_large_unpacked()
    {
        Sandbox.Strike("""{ "kind": "bomb", "bytes": 20000000 }""");
        using HttpResponseMessage response = await Sandbox.Client.GetAsync("timeZones");
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        byte[] sent = await response.Content.ReadAsByteArrayAsync();
        Assert.True(sent.Length < 40_000, $"{sent.Length} bytes were sent.");
        using var unpacked = new MemoryStream();
        await new GZipStream(new MemoryStream(sent), CompressionMode.Decompress).CopyToAsync(unpacked);
        Assert.Equal(20_000_003, unpacked.Length);
        Assert.StartsWith("[0,0,", System.Text.Encoding.ASCII.GetString(unpacked.ToArray(), 0, 5));
        Assert.EndsWith(",0]", System.Text.Encoding.ASCII.GetString(unpacked.ToArray(), (int)unpacked.Length - 3, 3));
    }

    [Fact]
    public async Task Any_text_can_replace_the_body()
    {
        Sandbox.Strike("""{ "kind": "body", "status": 201, "contentType": "application/xml", "text": "<!DOCTYPE a><a/>" }""");
        using HttpResponseMessage response = await Sandbox.Client.GetAsync("timeZones");
        Assert.Equal((HttpStatusCode.Created, "application/xml"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal("<!DOCTYPE a><a/>", await response.Content.ReadAsStringAsync());
        Assert.False(Sandbox.Service.Log.Entries[^1].CarriedOut);
    }

    [Theory]
    [InlineData(407, true)]
    [InlineData(403, false)]
    public async Task A_proxy_can_seem_to_answer(int status, bool asksForCredentials)
    {
        Sandbox.Strike($$"""{ "kind": "proxy", "status": {{status}} }""");
        using HttpResponseMessage response = await Sandbox.Client.GetAsync("timeZones");
        Assert.Equal((status, "text/html"), ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal(asksForCredentials, response.Headers.ProxyAuthenticate.Count > 0);
        Assert.NotEmpty(response.Headers.Via);
    }
}
