namespace FastTrackFpx.Sandbox.Tests.Fpx.Quirks;

public sealed class QuirkTests() : SandboxTest(o => o.Quirks = true)
{
    private string[] _tenants = [];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _tenants = [.. (await Sandbox.GetAsync("partnerTenants")).Items("items").Select(t => t.Text("tenantId"))];
    }

    [Fact]
    public async Task Ids_come_in_two_forms_and_usage_in_pascal_case()
    {
        Assert.Contains(_tenants, id => id.Length == 32);
        Assert.Contains(_tenants, id => id.Length == 36);
        JsonValueKind[] kinds = [.. (await Sandbox.GetAsync("services")).EnumerateArray().Select(s => s.GetProperty("id").ValueKind).Distinct()];
        Assert.Equal([JsonValueKind.Number, JsonValueKind.String], kinds);
        Assert.True((await Sandbox.GetAsync("usage/current")).TryGetProperty("Customers", out _));
    }

    [Fact]
    public async Task Entitlements_have_the_irregularities_of_the_samples()
    {
        string many = (await Sandbox.GetAsync($"partnerTenants/entitlements?tenantIds={_tenants[2]}&tenantIds={_tenants[4]}")).ToString();
        Assert.Contains("entitlmentCount", many);
        Assert.DoesNotContain("entitlementCount", many);
        JsonElement[] records = [.. (await Sandbox.GetAsync($"tenants/{_tenants[2]}/services/entitlements")).EnumerateArray()];
        Assert.Contains(records, r => r.GetProperty("l1").Text("id") == r.GetProperty("l1").Text("name"));
        Assert.All(records, r => Assert.True(r.TryGetProperty("id", out _)));
    }

    [Fact]
    public async Task Contacts_repeat_the_key_name_leave_out_objects_and_are_the_same_twice()
    {
        JsonElement page = await Sandbox.GetAsync($"tenants/{_tenants[11]}/contacts");
        JsonElement[] contacts = [.. page.Items("items")];
        Assert.All(contacts, c => Assert.Equal(2, c.EnumerateObject().Count(p => p.Name == "name")));
        Assert.Contains(contacts, c => c.TryGetProperty("Services", out _));
        Assert.Contains(contacts, c => c.GetProperty("countryRegion").ValueKind == JsonValueKind.Null);
        Assert.Contains(contacts, c => !c.Text("created").EndsWith('Z'));
        Assert.Equal((25, true), (page.Number("count"), page.Flag("hasMore")));
        Assert.Equal(
            (await Sandbox.GetAsync($"tenants/{_tenants[11]}/contacts")).ToString(),
            (await Sandbox.GetAsync($"tenants/{_tenants[11]}/contacts")).ToString());
    }

    [Fact]
    public async Task Errors_have_the_other_documented_form()
    {
        (HttpStatusCode status, JsonElement body) = await Sandbox.SendAsync(HttpMethod.Get, "tenants/no-guid");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(400, body.Number("ErrorStatus"));
        Assert.Contains("TenantId", body.GetProperty("DependencyErrorCode").ToString());
        Assert.Equal(default, (await Sandbox.SendAsync(HttpMethod.Get, "nowhere")).Body);
        Assert.True((await Sandbox.SendAsync(HttpMethod.Get, $"tenants/{Guid.NewGuid()}")).Body.TryGetProperty("Message", out _));
    }
}
