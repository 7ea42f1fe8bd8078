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
    [InlineData("C15", "missing", "\"Success\"", false)]
    [InlineData("C16", "missing", "customDomain", false)]
    public async Task A_reading_shows_in_the_response(string point, string value, string text, bool appears = true)
    {
        await using CloudCockpitClient usual = await CloudCockpitClient.StartAsync();
        await using CloudCockpitClient other = await CloudCockpitClient.StartAsync(o => o.Readings[point] = value);
        Assert.Equal(!appears, (await usual.GetAsync("?pageSize=50")).GetRawText().Contains(text, StringComparison.Ordinal));
        Assert.Equal(appears, (await other.GetAsync("?pageSize=50")).GetRawText().Contains(text, StringComparison.Ordinal));
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
    [InlineData(null, null, "", true)]
    [InlineData(null, null, "&ascending=true", true)]
    [InlineData(null, null, "&ascending=false", false)]
    [InlineData("C1", "isAscending", "&isAscending=false", false)]
    [InlineData("C1", "isAscending", "&ascending=false", true)]
    [InlineData("C1", "none", "&ascending=false", true)]
    [InlineData("C6", "descending", "", false)]
    public async Task Company_names_sort_by_a_flag_whose_name_and_default_can_be_others(string? point, string? value, string query, bool isAscending)
    {
        await using CloudCockpitClient client = await CloudCockpitClient.StartAsync(o =>
        {
            if (point is not null) o.Readings[point] = value!;
        });
        string[] names = [.. (await client.ItemsAsync("?pageSize=50&sortPropertyName=Company.Name" + query))
            .Select(item => item.Text("companyName").ToUpperInvariant())];
        Assert.Equal(isAscending ? names.Order(StringComparer.Ordinal) : names.OrderDescending(StringComparer.Ordinal), names);
        Assert.NotEqual(names[0], names[^1]);
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
        string source = string.Concat(new[] { "Reading", "Reseller", "Access" }.Select(name => Specification.RepositoryFile($"tests/FastTrackFpx.Sandbox.Tests/CloudCockpit/{name}Tests.cs")));
        Assert.All(CloudCockpitService.Kind.Readings, point => Assert.Contains($"\"{point.Key}\"", source));
    }
}
