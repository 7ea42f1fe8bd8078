namespace FastTrackFpx.Sandbox.Tests.Fpx.Notes;

[Trait("Category", "Slow")]
public sealed class NoteWriteTests : SandboxTest
{
    private string _route = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _route = $"tenants/{await Sandbox.TenantIdAsync()}/notes";
    }

    [Theory]
    [InlineData("é", 1_048_576, HttpStatusCode.OK)]
    [InlineData("é", 1_048_577, HttpStatusCode.BadRequest)]
    [InlineData("😀", 1_048_576, HttpStatusCode.OK)]
    [InlineData("😀", 1_048_577, HttpStatusCode.BadRequest)]
    public async Task The_length_of_a_note_is_limited_in_characters_and_not_in_utf_16_units(string character, int length, HttpStatusCode expected)
    {
        (HttpStatusCode status, JsonElement answer) = await PostAsync(string.Concat(Enumerable.Repeat(character, length)), 1);
        Assert.Equal(expected, status);
        if (status == HttpStatusCode.OK) Assert.Empty(DocumentedShape.Fpx.Faults(answer, DocumentedShape.Fpx.Schema("Note")));
        else Assert.Contains("1048577", answer.GetProperty("errors").GetProperty("Text")[0].GetString());
    }

    [Fact]
    public async Task Line_endings_and_characters_beyond_the_basic_plane_are_kept()
    {
        const string text = "one\r\ntwo\nthree\rfour 🦉 𝒳 \u0000 end";
        await PostAsync(text, 3);
        JsonElement newest = (await Sandbox.GetAsync(_route + "?noteCategoryId=3&orderByCreated=Descending")).GetProperty("items")[0];
        Assert.Equal(text, newest.Text("text"));
    }

    [Fact]
    public async Task A_body_above_the_limit_is_413() => Assert.Equal(
        HttpStatusCode.RequestEntityTooLarge, (await Sandbox.SendAsync(HttpMethod.Post, _route, new string(' ',
            17 * 1024 * 1024))).Status);

    private Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string text, int category) =>
        Sandbox.SendAsync(HttpMethod.Post, _route, JsonSerializer.Serialize(new { text, noteCategoryId = category }));
}
