namespace FastTrackFpx.Sandbox.Tests.AppDirect;

/// <summary>Irregular data: by single readings, and all at once.</summary>
[Trait("Category", "Slow")]
public sealed class QuirkTests
{
    private static async Task<AppDirectClient> WithAsync(string point, string value) => await AppDirectClient.StartAsync(options =>
    {
        options.Companies = 4;
        options.Readings[point] = value;
    });

    [Fact]
    public async Task Numbers_and_flags_can_be_text_and_rows_can_share_an_id()
    {
        await using AppDirectClient client = await WithAsync("A16", "text");
        JsonElement company = (await client.GetAsync("account/v2/companies")).GetProperty("content")[0];
        Assert.Equal(JsonValueKind.String, company.GetProperty("creationDate").ValueKind);
        Assert.Equal("true", company.Text("allowLogin"));
        await using AppDirectClient other = await WithAsync("S1", "shared");
        JsonElement content = (await other.GetAsync("channel/v1/companyGroups", "manager")).GetProperty("content");
        Assert.Equal(content[0].Text("id"), content[1].Text("id"));
        Assert.NotEqual(content[0].Text("name"), content[1].Text("name"));
    }

    [Theory]
    [InlineData("memberships", "array", JsonValueKind.Array)]
    [InlineData("memberships", "object", JsonValueKind.Object)]
    public async Task Memberships_of_a_user_have_three_forms(string point, string value, JsonValueKind kind)
    {
        await using AppDirectClient client = await WithAsync(point, value);
        string user = client.Data("user").Last().Text("id");
        JsonElement body = await client.GetAsync($"account/v2/users/{user}/memberships");
        Assert.Equal(kind, body.ValueKind);
        JsonElement membership = kind == JsonValueKind.Array ? body[0] : body;
        Assert.Equal(user, membership.GetProperty("user").Text("uuid"));
    }

    [Fact]
    public async Task Prices_can_be_missing_and_errors_can_be_empty_or_xml()
    {
        await using AppDirectClient client = await AppDirectClient.StartAsync(options =>
        {
            options.Readings["prices"] = "partial";
            options.Readings["error-body"] = "xml";
            options.Readings["accept"] = "xml";
        });
        string id = client.Data("opportunity")[0].Text("id");
        using HttpResponseMessage partial = await client.SendAsync(HttpMethod.Get, $"assistedSales/v1/opportunities/{id}", caller: "manager");
        using HttpResponseMessage error = await client.SendAsync(HttpMethod.Get, "account/v2/companies/unknown");
        Assert.Equal(HttpStatusCode.PartialContent, partial.StatusCode);
        using HttpResponseMessage invoices = await client.SendAsync(HttpMethod.Get, "billing/v1/invoices", caller: "manager");
        var document = System.Xml.Linq.XDocument.Parse(await invoices.Content.ReadAsStringAsync());
        Assert.Equal(client.Data("invoice").Length, document.Root!.Elements("item").Count());
        Assert.Equal("application/xml", error.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("A24", "object", "channel/v1/exchangeRates", "baseCurrency", "{\"href\"")]
    [InlineData("A25", "object", "channel/v1/discounts", "type", "{\"DiscountType\"")]
    [InlineData("A23", "array", "assistedSales/v1/opportunities/OPPORTUNITY", "actionRestrictions", "{\"entry\"")]
    [InlineData("A11", "table", "billing/v1/companies/COMPANY/users/USER/paymentInstruments", "isDefault", "true")]
    [InlineData("S12", "odd", "billing/v1/invoices", "creationDate", "\"2018-04-112T19:15:00Z\"")]
    [InlineData("A50", "milliseconds", "lead/v2/leads?context=RESELLER_MANAGER&companyId=x", "createdOn", "1")]
    public async Task A_reading_changes_what_is_sent(string point, string value, string path, string property, string beginning)
    {
        await using AppDirectClient client = await WithAsync(point, value);
        JsonElement instrument = client.Data("paymentInstrument")[0];
        path = path.Replace("COMPANY", instrument.Text("companyId"), StringComparison.Ordinal)
            .Replace("OPPORTUNITY", client.Data("opportunity")[0].Text("id"), StringComparison.Ordinal)
            .Replace("USER", instrument.Text("userId"), StringComparison.Ordinal);
        JsonElement body = await client.GetAsync(path, path.StartsWith("lead", StringComparison.Ordinal) ? "resellers" : path.StartsWith("account", StringComparison.Ordinal)
            ? "client ROLE_PARTNER" : "manager");
        JsonElement[] items = body.ValueKind == JsonValueKind.Array ? [.. body.EnumerateArray()]
            : body.TryGetProperty("content", out JsonElement content) ? [.. content.EnumerateArray()] : [body];
        Assert.NotEmpty(items);
        Assert.All(items, item => Assert.StartsWith(beginning, item.GetProperty(property).GetRawText()));
        if (point == "A50") Assert.All(items, item => Assert.True(item.GetProperty(property).GetInt64() > 100_000_000_000));
    }

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
