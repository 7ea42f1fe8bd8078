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
        JsonElement notes = await _sandbox.GetAsync($"tenants/{await _sandbox.TenantIdAsync(5)}/notes?orderByCreated=Descending&pageSize=1");
        Assert.Equal(1_048_576, notes.GetProperty("items")[0].Text("text").Length);
    }
}
