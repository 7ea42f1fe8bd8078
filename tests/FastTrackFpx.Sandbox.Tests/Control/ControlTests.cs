namespace FastTrackFpx.Sandbox.Tests.Control;

public sealed class ControlTests
{
    [Fact]
    public async Task The_export_is_the_same_for_a_seed_whatever_was_read_before()
    {
        await using TestSandbox first = await TestSandbox.StartAsync(o => o.Tenants = 12);
        await using TestSandbox second = await TestSandbox.StartAsync(o => o.Tenants = 12);
        await second.GetAsync($"tenants/{await second.TenantIdAsync(5)}/notes");
        await second.GetAsync($"tenants/{await second.TenantIdAsync(3)}/contacts");
        Assert.Equal(first.Service.Export(withAssigned: true), second.Service.Export(withAssigned: true));
        await using TestSandbox other = await TestSandbox.StartAsync(o => (o.Tenants, o.Seed) = (12, 8));
        Assert.NotEqual(first.Service.Export(), other.Service.Export());
        JsonElement answer = await first.GetAsync("/sandbox/export");
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(first.Service.Export()).RootElement, answer));
        Assert.Equal(12 + 8, answer.GetProperty("tenants").GetArrayLength());
    }

    [Fact]
    public async Task Control_calls_are_neither_counted_nor_logged()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o => o.RequestsPerMinute = 1);
        await sandbox.GetAsync("timeZones");
        for (int i = 0; i < 5; i++) await sandbox.GetAsync("/sandbox/log");
        JsonElement log = await sandbox.GetAsync("/sandbox/log");
        Assert.Equal("timeZones", Assert.Single(log.Items("calls")).Text("path"));
        await sandbox.SendAsync(HttpMethod.Delete, "/sandbox/log");
        Assert.Equal(0, sandbox.Service.Log.Count());
        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.SendAsync(HttpMethod.Get, "/sandbox/nothing")).Status);
    }

    [Fact]
    public async Task A_tenant_can_be_removed_and_another_one_added()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o => o.Tenants = 5);
        string gone = await sandbox.TenantIdAsync(1);
        Assert.Equal(HttpStatusCode.NoContent, (await sandbox.SendAsync(HttpMethod.Delete, $"/sandbox/tenants/{gone}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.SendAsync(HttpMethod.Get, $"tenants/{gone}")).Status);
        string added = (await sandbox.SendAsync(HttpMethod.Post, "/sandbox/tenants")).Body.Text("tenantId");
        JsonElement list = await sandbox.GetAsync("partnerTenants");
        Assert.Equal(5, list.Number("count"));
        Assert.Equal(added, list.Items("items").Last().Text("tenantId"));
        Assert.NotEqual(0, (await sandbox.GetAsync($"tenants/{added}/services/maxEntitlements")).GetArrayLength());
    }
}
