namespace FastTrackFpx.Sandbox.Tests.Fpx.Tenants;

public sealed class TenantTests
{
    [Fact]
    public async Task The_list_has_every_claimed_tenant_once()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o => o.Tenants = 300);
        JsonElement list = await sandbox.GetAsync("partnerTenants");
        JsonElement[] items = [.. list.Items("items")];
        Assert.Equal(300, list.Number("count"));
        Assert.False(list.Flag("hasMore"));
        Assert.Equal(300, items.Select(i => i.Text("tenantId")).Distinct().Count());
        Assert.Equal(300, items.Select(i => i.Text("name")).Distinct().Count());
        Assert.All(items, i => Assert.NotEqual(0, i.GetProperty("claimedWorkloads").GetArrayLength()));
    }

    [Fact]
    public async Task A_tenant_is_found_with_and_without_dashes_and_names_come_in_several_scripts()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync();
        string id = await sandbox.TenantIdAsync(7);
        JsonElement dashed = await sandbox.GetAsync($"partnerTenants/{id}");
        JsonElement plain = await sandbox.GetAsync($"partnerTenants/{Guid.Parse(id):N}".ToUpperInvariant().Replace("PARTNERTENANTS", "partnerTenants"));
        Assert.Equal(dashed.ToString(), plain.ToString());
        JsonElement basic = await sandbox.GetAsync($"tenants/{id}");
        Assert.Equal(dashed.Text("name"), basic.Text("name"));
        string names = (await sandbox.GetAsync("partnerTenants")).ToString();
        Assert.Contains("株式会社", names);
        Assert.Contains("شركة", names);
        Assert.Contains("GmbH", names);
        Assert.Contains("ТОВ", names);
    }

    [Fact]
    public async Task A_larger_sandbox_begins_with_the_same_tenants()
    {
        await using TestSandbox few = await TestSandbox.StartAsync(o => o.Tenants = 3);
        await using TestSandbox many = await TestSandbox.StartAsync(o => o.Tenants = 40);
        string[] small = [.. (await few.GetAsync("partnerTenants")).Items("items").Select(i => i.ToString())];
        string[] large = [.. (await many.GetAsync("partnerTenants")).Items("items").Select(i => i.ToString())];
        Assert.Equal(small, large[..3]);
    }
}
