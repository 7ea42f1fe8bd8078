namespace FastTrackFpx.Sandbox.Tests.Fpx.Assignments;

public sealed class AssignmentTests
{
    [Fact]
    public async Task One_assignee_is_primary_and_every_workload_has_an_assignee()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync();
        JsonElement tenant = (await sandbox.GetAsync("partnerTenants")).GetProperty("items")[4];
        JsonElement[] people = [.. (await sandbox.GetAsync($"tenants/{tenant.Text("tenantId")}/assignments")).EnumerateObject().Select(p => p.Value)];
        Assert.Single(people, p => p.Flag("isPrimary"));
        Assert.Equal(
            tenant.Items("claimedWorkloads").Select(w => w.Number("id")),
            people.SelectMany(p => p.Items("primaryServices")).Select(s => s.Number("id")).Order());
    }
}
