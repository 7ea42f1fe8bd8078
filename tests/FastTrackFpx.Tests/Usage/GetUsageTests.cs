namespace FastTrackFpx.Tests.Usage;

public sealed class GetUsageTests : SandboxBench
{
    [Fact]
    public void Workloads_come_one_by_one_and_by_wildcard_with_who_has_claimed_them()
    {
        SessionResult customers = Session.Run("Get-FpxUsage").Succeeded();
        SessionResult workloads = Session.Run("Get-FpxUsage -ExpandWorkload").Succeeded();
        Assert.True(workloads.Output.Count > customers.Output.Count);
        Assert.All(workloads.Output, usage => Assert.NotNull(Of(usage, "CustomerName")));
        Assert.Equal(["Claimed", "Excluded", "Unclaimed"], workloads.Output.Select(usage => Of(usage, "Claim")!.ToString()).Distinct().Order(StringComparer.Ordinal));
        SessionResult result = Session.Run("Get-FpxUsage -Workload 'teams*' -ExpandWorkload").Succeeded();
        Assert.NotEmpty(result.Output);
        Assert.All(result.Output, usage => Assert.StartsWith("Teams", (string)Of(usage, "WorkloadId")!));
    }

    [Fact]
    public void Many_tenants_from_the_pipeline_cost_one_call_and_come_in_their_order()
    {
        Guid[] tenants = [.. All(Session.Run("Get-FpxTenant").Succeeded(), "TenantId").Cast<Guid>().Reverse()];
        Assert.Equal(tenants.Cast<object?>(), All(Session.Run($"{tenants} | Get-FpxUsage").Succeeded(), "TenantId"));
        Assert.Equal(1, Calls.Count(call => call == "GET usage/current"));
    }
}
