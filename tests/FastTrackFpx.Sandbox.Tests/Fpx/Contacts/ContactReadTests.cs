namespace FastTrackFpx.Sandbox.Tests.Fpx.Contacts;

public sealed class ContactReadTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly TestSandbox _sandbox = fixture.Sandbox;

    [Fact]
    public async Task Pages_cover_the_list_and_the_last_one_has_no_more()
    {
        string id = await _sandbox.TenantIdAsync(11);
        JsonElement whole = await _sandbox.GetAsync($"tenants/{id}/contacts?pageSize=1000");
        int count = whole.Number("count");
        Assert.InRange(count, 28, 70);
        var paged = new List<string>();
        for (int page = 1; ; page++)
        {
            JsonElement part = await _sandbox.GetAsync($"tenants/{id}/contacts?Page={page}&PAGESIZE=10");
            Assert.Equal(count, part.Number("count"));
            paged.AddRange(part.Items("items").Select(c => c.Text("contactId")));
            if (!part.Flag("hasMore")) break;
        }

        Assert.Equal(whole.Items("items").Select(c => c.Text("contactId")), paged);
    }

    [Fact]
    public async Task Many_tenants_have_a_page_each()
    {
        string large = await _sandbox.TenantIdAsync(11);
        string small = await _sandbox.TenantIdAsync(12);
        JsonElement groups = await _sandbox.GetAsync($"partnerTenants/contacts?tenantIds={large}&tenantIds={small}&pageSize=20");
        Assert.Equal([large, small], groups.EnumerateArray().Select(g => g.Text("tenantId")));
        Assert.Equal([true, false], groups.EnumerateArray().Select(g => g.Flag("hasMore")));
        JsonElement second = await _sandbox.GetAsync($"partnerTenants/contacts?tenantIds={large}&tenantIds={small}&pageSize=20&page=2");
        Assert.Equal(0, second[1].GetProperty("items").GetArrayLength());
        Assert.False(second[1].Flag("hasMore"));
    }

    [Fact]
    public async Task Contacts_filter_by_type_and_have_names_in_their_language()
    {
        string id = await _sandbox.TenantIdAsync(11);
        JsonElement all = await _sandbox.GetAsync($"tenants/{id}/contacts?pageSize=100");
        JsonElement customers = await _sandbox.GetAsync($"tenants/{id}/contacts?pageSize=100&contacttypeid=1");
        Assert.InRange(customers.Number("count"), 1, all.Number("count") - 1);
        Assert.All(customers.Items("items"), c => Assert.Equal(1, c.GetProperty("contactType").Number("id")));
        JsonElement tenants = (await _sandbox.GetAsync("partnerTenants")).GetProperty("items");
        string japanese = tenants.EnumerateArray().First(t => t.Text("name").Contains("株式会社")).Text("tenantId");
        JsonElement contact = (await _sandbox.GetAsync($"tenants/{japanese}/contacts")).GetProperty("items")[0];
        Assert.Contains(contact.Text("name"), c => c > 0x3000);
        Assert.Equal("Japan", contact.GetProperty("countryRegion").Text("name"));
        Assert.EndsWith(".example.co.jp", contact.Text("email"));
    }

    [Fact]
    public async Task A_referral_gives_access_to_a_tenant_that_is_not_claimed()
    {
        JsonElement referral = (await _sandbox.GetAsync("partnerReferrals?pageSize=100")).Items("items")
            .First(r => !r.Flag("claimed") && r.GetProperty("tenantId").ValueKind == JsonValueKind.String);
        string tenant = referral.Text("tenantId");
        int rfaId = referral.Number("id");
        foreach (string route in new[] { "contacts", "notes" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await _sandbox.SendAsync(HttpMethod.Get, $"tenants/{tenant}/{route}")).Status);
            Assert.Equal(rfaId, (await _sandbox.GetAsync($"tenants/{tenant}/{route}?rfaid={rfaId}")).Number("rfaId"));
            Assert.Equal(HttpStatusCode.NotFound, (await _sandbox.SendAsync(HttpMethod.Get, $"tenants/{tenant}/{route}?rfaId=1")).Status);
        }
    }
}
