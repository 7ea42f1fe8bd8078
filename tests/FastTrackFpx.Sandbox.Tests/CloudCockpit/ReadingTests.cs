using FastTrackFpx.Sandbox.CloudCockpit;

namespace FastTrackFpx.Sandbox.Tests.CloudCockpit;

/// <summary>Every reading shows, and quirks mix both forms.</summary>
[Trait("Category", "Slow")]
public sealed class ReadingTests
{
    [Theory]
    [InlineData("C3", "text", "\"continuationToken\":\"")]
    [InlineData("C9", "null", "\"addressLine1\":null")]
    [InlineData("C10", "text", "\"id\":\"reseller R-10000\"")]
    [InlineData("C11", "lower", "\"name\":\"markup\"")]
    [InlineData("C12", "wrapped", "\"offerTypeMargins\":{\"Value\":{\"license\":{\"MarginRule\":{\"Name\":")]
    [InlineData("C13", "camel", "{\\\"indirectResellerId\\\" : \\\"")]
    public async Task A_reading_shows_in_the_response(string point, string value, string text)
    {
        await using CloudCockpitClient usual = await CloudCockpitClient.StartAsync();
        await using CloudCockpitClient other = await CloudCockpitClient.StartAsync(o => o.Readings[point] = value);
        Assert.DoesNotContain(text, (await usual.GetAsync("?pageSize=50")).GetRawText());
        Assert.Contains(text, (await other.GetAsync("?pageSize=50")).GetRawText());
    }

    [Theory]
    [InlineData("C15", "missing", "\"Success\"")]
    [InlineData("C16", "missing", "customDomain")]
    public async Task A_reading_leaves_something_out(string point, string value, string text)
    {
        await using CloudCockpitClient usual = await CloudCockpitClient.StartAsync();
        await using CloudCockpitClient other = await CloudCockpitClient.StartAsync(o => o.Readings[point] = value);
        Assert.Contains(text, (await usual.GetAsync("?pageSize=50")).GetRawText());
        Assert.DoesNotContain(text, (await other.GetAsync("?pageSize=50")).GetRawText());
    }

    [Fact]
    public async Task Reseller_ids_of_providers_can_be_guids()
    {
        await using CloudCockpitClient client = await CloudCockpitClient.StartAsync(o => o.Readings["C14"] = "uuid");
        string[] ids = [.. (await client.ItemsAsync("?pageSize=50")).SelectMany(item => item.Items("providerResellers"))
            .Select(provider => provider.Text("providerResellerId")).OfType<string>()];
        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.True(Guid.TryParse(id, out _)));
    }

    [Theory]
    [InlineData("isAscending", "isAscending=false", false)]
    [InlineData("isAscending", "ascending=false", true)]
    [InlineData("none", "ascending=false", true)]
    public async Task The_flag_for_ascending_order_can_have_another_name(string name, string sent, bool isAscending)
    {
        await using CloudCockpitClient client = await CloudCockpitClient.StartAsync(o => o.Readings["C1"] = name);
        await IsSortedAsync(client, "&" + sent, isAscending);
    }

    [Fact]
    public async Task The_default_order_can_be_descending()
    {
        await using CloudCockpitClient client = await CloudCockpitClient.StartAsync(o => o.Readings["C6"] = "descending");
        await IsSortedAsync(client, "", isAscending: false);
    }

    [Theory, InlineData("text/plain"), InlineData("text/json")]
    public async Task Responses_can_have_another_content_type(string type)
    {
        await using CloudCockpitClient client = await CloudCockpitClient.StartAsync(o => o.Readings["C7"] = type);
        using HttpResponseMessage response = await client.SendAsync("");
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Quirks_mix_both_forms()
    {
        await using CloudCockpitClient client = await CloudCockpitClient.StartAsync(o => o.Quirks = true);
        string text = (await client.GetAsync("?pageSize=50")).GetRawText();
        string[] forms = ["\"Value\":{\"license\"", "\"License\"", "\"markup\"", "\"Markup\"", "indirectResellerId", "IndirectResellerId",
            "\"addressLine1\":null", "reseller R-"];
        Assert.All(forms, form => Assert.Contains(form, text));
    }

    [Fact]
    public void Every_reading_of_the_service_is_tested_here()
    {
        string source = FastTrackFpx.Tests.Shared.Specification.RepositoryFile("tests/FastTrackFpx.Sandbox.Tests/CloudCockpit/ReadingTests.cs");
        string others = FastTrackFpx.Tests.Shared.Specification.RepositoryFile("tests/FastTrackFpx.Sandbox.Tests/CloudCockpit/ResellerTests.cs")
            + FastTrackFpx.Tests.Shared.Specification.RepositoryFile("tests/FastTrackFpx.Sandbox.Tests/CloudCockpit/AccessTests.cs");
        Assert.All(CloudCockpitService.Kind.Readings, point => Assert.Contains($"\"{point.Key}\"", source + others));
    }

    private static async Task IsSortedAsync(CloudCockpitClient client, string query, bool isAscending)
    {
        string[] names = [.. (await client.ItemsAsync("?pageSize=50&sortPropertyName=Company.Name" + query))
            .Select(item => item.Text("companyName").ToUpperInvariant())];
        Assert.Equal(isAscending ? names.Order(StringComparer.Ordinal) : names.OrderDescending(StringComparer.Ordinal), names);
    }
}
