namespace FastTrackFpx.Sandbox.Tests.Fpx.Notes;

public sealed class NoteReadTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly TestSandbox _sandbox = fixture.Sandbox;

    [Fact]
    public async Task Notes_filter_by_category_under_both_names()
    {
        string id = await _sandbox.TenantIdAsync(3);
        string plain = (await _sandbox.GetAsync($"tenants/{id}/notes?pageSize=100")).ToString();
        Assert.Equal(plain, (await _sandbox.GetAsync($"tenants/{id}/notes?pageSize=100&noteCategoryId=1")).ToString());
        Assert.Equal(plain, (await _sandbox.GetAsync($"tenants/{id}/notes?pageSize=100&noteCategory=1")).ToString());
        JsonElement other = await _sandbox.GetAsync($"tenants/{id}/notes?noteCategoryId=2");
        Assert.NotEqual(0, other.Number("count"));
        Assert.All(other.Items("items"), n => Assert.Equal(2, n.GetProperty("noteCategory").Number("id")));
        (HttpStatusCode status, JsonElement body) = await _sandbox.SendAsync(
            HttpMethod.Get, $"tenants/{await _sandbox.TenantIdAsync()}/notes?noteCategoryId=77");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(body.GetProperty("errors").TryGetProperty("NoteCategoryId", out _));
    }

    [Theory]
    [InlineData("noteCategoryId", 2, 1)]
    [InlineData("noteCategory", 1, 2)]
    public async Task A_reading_can_accept_only_one_name(string reading, int byId, int byName)
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o => o.Readings["F42"] = reading);
        string id = await sandbox.TenantIdAsync(3);
        Assert.Equal(byId, await CategoryAsync(sandbox, $"tenants/{id}/notes?noteCategoryId=2"));
        Assert.Equal(byName, await CategoryAsync(sandbox, $"tenants/{id}/notes?noteCategory=2"));
    }

    [Fact]
    public async Task Notes_are_ordered_by_their_creation_and_one_has_the_maximum_length()
    {
        string id = await _sandbox.TenantIdAsync(3);
        string[] up = [.. (await _sandbox.GetAsync($"tenants/{id}/notes?pageSize=100&orderByCreated=Ascending")).Items("items").Select(n => n.Text("created"))];
        string[] down = [.. (await _sandbox.GetAsync($"tenants/{id}/notes?pageSize=100&orderByCreated=descending")).Items("items").Select(n => n.Text("created"))];
        Assert.True(up.Length > 10);
        Assert.Equal(up.Order(), up);
        Assert.Equal(up.Reverse(), down);
        Assert.Equal(HttpStatusCode.BadRequest, (await _sandbox.SendAsync(HttpMethod.Get, $"tenants/{id}/notes?orderByCreated=Sideways")).Status);
        JsonElement notes = await _sandbox.GetAsync($"tenants/{await _sandbox.TenantIdAsync(5)}/notes?orderByCreated=Descending&pageSize=1");
        Assert.Equal(1_048_576, notes.GetProperty("items")[0].Text("text").Length);
    }

    private static async Task<int> CategoryAsync(TestSandbox sandbox, string route) =>
        (await sandbox.GetAsync(route)).GetProperty("items")[0].GetProperty("noteCategory").Number("id");
}
