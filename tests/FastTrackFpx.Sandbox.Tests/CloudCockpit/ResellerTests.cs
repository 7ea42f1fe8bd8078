namespace FastTrackFpx.Sandbox.Tests.CloudCockpit;

[Trait("Category", "Slow")]
public sealed class ResellerTests() : ServiceTest<CloudCockpitClient>(() => CloudCockpitClient.StartAsync(o => o.Tenants = 2345))
{
    [Theory]
    [InlineData(1000, 3, 345)]
    [InlineData(2000, 2, 345)]
    [InlineData(469, 5, 469)]
    public async Task Pages_cover_every_reseller_once(int size, int pages, int onLast)
    {
        var ids = new HashSet<string>();
        for (int number = 1; number <= pages; number++)
        {
            JsonElement page = await Client.GetAsync($"?pageNumber={number}&pageSize={size}");
            JsonElement[] items = [.. page.Items("items")];
            Assert.All(items, item => Assert.True(ids.Add(item.Text("id"))));
            Assert.Equal(number == pages ? onLast : size, items.Length);
            Assert.Equal((pages, 2345), (page.Number("totalPages"), page.Number("totalCount")));
            Assert.Equal((number > 1, number < pages), (page.Flag("hasPreviousPage"), page.Flag("hasNextPage")));
        }

        Assert.Equal(2345, ids.Count);
        Assert.Empty(await Client.ItemsAsync($"?pageNumber={pages + 1}&pageSize={size}"));
    }

    [Theory]
    [InlineData("pageNumber=0", "PageNumber")]
    [InlineData("pageNumber=x", "PageNumber")]
    [InlineData("pageSize=0", "PageSize")]
    [InlineData("pageSize=2001", "PageSize")]
    [InlineData("searchField=Email&searchValue=a", "SearchField")]
    [InlineData("sortPropertyName=Country", "SortPropertyName")]
    [InlineData("sortPropertyName=Company.Name&ascending=up", "Ascending")]
    [InlineData("providerInstanceId=1", "ProviderInstanceId")]
    [InlineData("customerId=41e26b0a-9a1c-4a4e-8f1d-1f4c5d1a2b3c", "ProviderInstanceId")]
    public async Task An_invalid_input_is_400_under_its_name(string query, string property)
    {
        using HttpResponseMessage response = await Client.SendAsync("?" + query);
        JsonElement error = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(DocumentedShape.CloudCockpit.Faults(error, DocumentedShape.CloudCockpit.Schema("ApiError")));
        Assert.Equal(property, error.GetProperty("errors")[0].Text("propertyName"));
    }

    [Fact]
    public async Task A_search_value_has_at_most_255_characters()
    {
        Assert.Empty(await Client.ItemsAsync("?searchValue=" + new string('a', 255)));
        using HttpResponseMessage response = await Client.SendAsync("?searchValue=" + new string('a', 256));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory, InlineData(""), InlineData("&searchField=Company.Name")]
    public async Task A_company_is_found_by_a_part_of_its_name_in_any_case(string field)
    {
        string name = Text((await Client.ItemsAsync())[3], "companyName");
        JsonElement[] found = await Client.ItemsAsync($"?pageSize=2000{field}&searchValue={Uri.EscapeDataString(name[1..].ToUpperInvariant())}");
        Assert.Contains(found, item => Text(item, "companyName") == name);
        Assert.All(found, item => Assert.Contains(name[1..], Text(item, "companyName"), StringComparison.OrdinalIgnoreCase));
        Assert.True(found.Length < 100);
    }

    [Fact]
    public async Task Identifiers_and_mpn_ids_are_searched_too()
    {
        JsonElement[] items = await Client.ItemsAsync("?pageSize=2000");
        JsonElement byIdentifier = Assert.Single(await Client.ItemsAsync("?searchField=InternalIdentifier&searchValue=r-10042"));
        Assert.Equal(Text(items[42], "id"), Text(byIdentifier, "id"));
        JsonElement provider = items.SelectMany(item => item.Items("providerResellers"))
            .First(p => p.Text("resellerProviderData").Contains("[\"", StringComparison.Ordinal));
        string primary = provider.Text("providerResellerId");
        JsonElement data = JsonDocument.Parse(provider.Text("resellerProviderData")).RootElement;
        foreach (string mpnId in new[] { primary, data.GetProperty("SecondaryMpnIds")[0].GetString()! })
        {
            Assert.Contains(await Client.ItemsAsync($"?pageSize=2000&searchField=MpnId&searchValue={mpnId}"),
                item => item.ToString().Contains(primary, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Providers_and_customers_filter()
    {
        JsonElement[] all = await Client.ItemsAsync("?pageSize=2000");
        string provider = Text(all[0].GetProperty("providerResellers")[0], "providerInstanceId");
        JsonElement[] ofProvider = await Client.ItemsAsync($"?pageSize=2000&providerInstanceId={provider}");
        Assert.All(ofProvider, item => Assert.Contains(provider, item.GetProperty("providerResellers").ToString()));
        Assert.InRange(ofProvider.Length, 1, 1999);
        string customer = Guid.NewGuid().ToString();
        Assert.Empty(await Client.ItemsAsync($"?providerInstanceId={provider}&customerId={customer}"));
    }

    [Fact]
    public async Task A_customer_is_a_tenant_of_fpx()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o => o.Services.Add("cloudCockpit"));
        Assert.Equal(["fpx", "cloudCockpit"], sandbox.Service.Services);
        string tenant = await sandbox.TenantIdAsync();
        using var export = JsonDocument.Parse(sandbox.Service.Export(service: "cloudCockpit"));
        string provider = Text(export.RootElement.GetProperty("resellers")[0].GetProperty("providerResellers")[0], "providerInstanceId");
        await using CloudCockpitClient client = await CloudCockpitClient.StartAsync();
        JsonElement reseller = Assert.Single(await client.ItemsAsync($"?providerInstanceId={provider}&customerId={tenant}"));
        Assert.Equal(Text(export.RootElement.GetProperty("resellers")[0], "id"), Text(reseller, "id"));
    }

    [Fact]
    public async Task Every_reseller_has_the_documented_shape_and_a_page_25_of_them()
    {
        JsonElement page = await Client.GetAsync("?pageSize=2000");
        JsonElement schema = DocumentedShape.CloudCockpit.ResponseOf("get", "v1/Resellers");
        Assert.Empty(DocumentedShape.CloudCockpit.Faults(page, schema));
        string text = page.ToString();
        foreach (string rule in new[] { "Markup", "Margin", "SplitMargin", "ErpMinusDiscount" }) Assert.Contains($"\"{rule}\"", text);
        foreach (string status in new[] { "Success", "Processing", "Failed" }) Assert.Contains($"\"{status}\"", text);
        Assert.Equal(25, (await Client.ItemsAsync()).Length);
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

    private static string Text(JsonElement item, string name) => item.Text(name);
}
