namespace FastTrackFpx.Sandbox.Tests.AppDirect;

/// <summary>Irregular data, all at once; <see cref="ReadingTests"/> has them one by one.</summary>
public sealed class QuirkTests
{
    [Fact]
    public async Task With_quirks_one_page_shows_both_forms()
    {
        await using AppDirectClient client = await AppDirectClient.StartAsync(options => options.Quirks = true);
        JsonElement users = (await client.GetAsync("account/v2/users")).GetProperty("content");
        Assert.True(users[0].TryGetProperty("userName", out _));
        Assert.True(users[1].TryGetProperty("username", out _));
        Assert.Equal(JsonValueKind.String, users[1].GetProperty("creationDate").ValueKind);
        Assert.True(users[1].TryGetProperty("currency", out _));
    }
}
