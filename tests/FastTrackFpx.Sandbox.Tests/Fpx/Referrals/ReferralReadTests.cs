namespace FastTrackFpx.Sandbox.Tests.Fpx.Referrals;

public sealed class ReferralReadTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly TestSandbox _sandbox = fixture.Sandbox;

    [Fact]
    public async Task There_are_referrals_in_every_state()
    {
        JsonElement[] all = await ItemsAsync("showDeclinedReferrals=true&pageSize=1000");
        string[] states = [.. all.Select(r => Name(r, "acceptance")).Distinct().Order()];
        Assert.Equal(["", "Accepted", "Declined", "Pending"], states);
        Assert.All(all.Where(r => Name(r, "acceptance") == "Declined"), r => Assert.NotEqual("", Name(r, "declineReason")));
        Assert.All(
            all.Where(r => r.GetProperty("valueAddedServicesSold").ValueKind == JsonValueKind.True), r =>
                Assert.NotEqual("", Name(r, "servicesEstimatedValue")));
        Assert.All(
            all.Where(r => r.GetProperty("valueAddedServicesSold").ValueKind != JsonValueKind.True), r =>
                Assert.Equal("", Name(r, "servicesEstimatedValue")));
    }

    [Fact]
    public async Task Sources_can_be_repeated_or_listed_with_commas()
    {
        int Count(JsonElement[] items) => items.Length;
        int all = Count(await ItemsAsync("pageSize=1000"));
        int two = Count(await ItemsAsync("pageSize=1000&partnerReferralSourceIds=1&partnerReferralSourceIds=2"));
        Assert.Equal(two, Count(await ItemsAsync("pageSize=1000&partnerReferralSourceIds=1,2")));
        Assert.Equal(all - two, Count(await ItemsAsync("pageSize=1000&partnerReferralSourceIds=3,4")));
    }

    [Fact]
    public async Task A_term_is_searched_in_names_domains_and_numbers_in_any_case()
    {
        JsonElement any = (await ItemsAsync("pageSize=1000")).First(r => r.Text("tenantName").Any(c => c is >= 'À' and <= 'ÿ'));
        foreach (string term in new[] { any.Text("tenantName").ToUpperInvariant(), any.Text("tenantDomain").ToUpperInvariant() })
        {
            JsonElement[] found = await ItemsAsync("pageSize=1000&searchTerm=" + Uri.EscapeDataString(term));
            Assert.Contains(found, r => r.Number("id") == any.Number("id"));
            Assert.True(found.Length < 5);
        }

        Assert.Empty(await ItemsAsync("searchTerm=" + Uri.EscapeDataString("' OR 1=1 --")));
    }

    [Theory, InlineData("created"), InlineData("tenantName"), InlineData("id")]
    public async Task The_list_is_sorted_by_the_requested_column_and_direction(string column)
    {
        string[] up = [.. (await ItemsAsync($"pageSize=1000&sortColumn={column}&sortDirection=Ascending")).Select(r => r.GetProperty(column).ToString())];
        string[] down = [.. (await ItemsAsync($"pageSize=1000&sortColumn={column}&sortDirection=Descending")).Select(r => r.GetProperty(column).ToString())];
        Assert.Equal(up.Order(StringComparer.Ordinal), up);
        Assert.Equal(down.OrderDescending(StringComparer.Ordinal), down);
    }

    [Fact]
    public async Task Newest_referrals_come_first_and_declined_ones_on_request()
    {
        string[] created = [.. (await ItemsAsync("pageSize=1000")).Select(r => r.Text("created"))];
        Assert.Equal(created.OrderDescending(), created);
        Assert.DoesNotContain(await ItemsAsync("pageSize=1000"), r => Name(r, "acceptance") == "Declined");
        Assert.Contains(await ItemsAsync("pageSize=1000&ShowDeclinedReferrals=True"), r => Name(r, "acceptance") == "Declined");
    }

    private async Task<JsonElement[]> ItemsAsync(string query) => [.. (await _sandbox.GetAsync("partnerReferrals?" + query)).Items("items")];

    private static string Name(JsonElement referral, string property) =>
        referral.GetProperty(property) is { ValueKind: JsonValueKind.Object } value ? value.Text("name") : "";
}
