namespace FastTrackFpx.Sandbox.Tests.AppDirect;

/// <summary>The nine ways of dividing lists.</summary>
[Collection(AppDirectCollection.Name)]
public sealed class PagingTests(AppDirectFixture fixture)
{
    private readonly AppDirectClient _client = fixture.Client;

    private int Count(string kind) => _client.Data(kind).Length;

    [Theory]
    [InlineData("account/v2/users", "page", 0, "user", "client ROLE_PARTNER")]
    [InlineData("channel/v1/events", "page", 0, "event", "manager")]
    [InlineData("assistedSales/v1/opportunities", "number", 1, "opportunity", "client ROLE_PARTNER")]
    [InlineData("channel/v1/companyGroups", "number", 0, "segmentFolder", "manager")]
    [InlineData("appReseller/v1/companyAssociations?resellerCompanyId=THEIRS", "number", 0, "association", "resellers")]
    [InlineData("v3/reconciliation/ledgerLines?context=RESELLER_MANAGER", "page", 1, "ledgerLine", "resellers")]
    [InlineData("reseller/v1/reconciliation/transfers", "number", 1, "transfer", "reseller")]
    public async Task Pages_cover_every_element_once(string path, string position, int first, string kind, string caller)
    {
        path = path.Replace("THEIRS", _client.Text("resellerCompanyId"), StringComparison.Ordinal);
        char sign = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        int total = Count(kind);
        int size = Math.Max(1, total / 3);
        var seen = new HashSet<string>();
        int pages = (total + size - 1) / size;
        for (int page = first; page < first + pages; page++)
        {
            JsonElement body = await _client.GetAsync($"{path}{sign}{position}={page}&size={size}", caller);
            JsonElement told = body.GetProperty("page");
            Assert.Equal((page, total, pages), (told.Number("number"), told.Number("totalElements"), told.Number("totalPages")));
            Assert.All(body.Items("content"), element => Assert.True(seen.Add(element.GetRawText())));
        }

        Assert.Equal(total, seen.Count);
        JsonElement beyond = await _client.GetAsync($"{path}{sign}{position}={first + pages}&size={size}", caller);
        Assert.Empty(beyond.Items("content"));
    }

    [Theory]
    [InlineData("billing/v1/invoices?count=7&start=", 7, "invoice", "manager", HttpStatusCode.NoContent)]
    [InlineData("appReseller/v1/companies?context=RESELLER_MANAGER&size=4&page=", 1, "company", "resellers", HttpStatusCode.OK)]
    public async Task Bare_arrays_cover_every_element_once_and_end_with_none(string path, int step, string kind, string caller, HttpStatusCode end)
    {
        var seen = new HashSet<string>();
        for (int position = 0; ; position += step)
        {
            (HttpStatusCode status, JsonElement body) = await _client.CallAsync(HttpMethod.Get, path + position, caller: caller);
            if (body.ValueKind == JsonValueKind.Array && body.GetArrayLength() > 0)
            {
                Assert.All(body.EnumerateArray(), element => Assert.True(seen.Add(element.GetRawText())));
                continue;
            }

            Assert.Equal((end, Count(kind)), (status, seen.Count));
            return;
        }
    }

    [Fact]
    public async Task Orders_have_a_total_and_no_page()
    {
        JsonElement first = await _client.GetAsync("billing/v1/orders?page=0&size=3", "manager");
        JsonElement second = await _client.GetAsync("billing/v1/orders?page=1&size=3", "manager");
        Assert.Equal(Count("order"), first.Number("total"));
        Assert.False(first.TryGetProperty("page", out _));
        string[] ids = [.. first.Items("orders").Concat(second.Items("orders")).Select(order => order.GetProperty("id").GetRawText())];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public async Task Cursors_lead_through_all_quotes()
    {
        var seen = new HashSet<string>();
        string? after = null;
        while (true)
        {
            JsonElement page = await _client.GetAsync("assistedSales/v1/quotes?first=1" + (after is null ? "" : "&after=" + Uri.EscapeDataString(after)),
                "manager");
            Assert.All(page.Items("quotes"), quote => Assert.True(seen.Add(quote.Text("id"))));
            // The shape of the page is the sample's: the table only has counters.
            if (!page.GetProperty("pageInfo").Flag("hasNextPage")) break;
            after = page.GetProperty("pageInfo").Text("endCursor");
        }

        Assert.Equal(Count("quote"), seen.Count);
    }
}
