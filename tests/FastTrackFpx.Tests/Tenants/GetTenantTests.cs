namespace FastTrackFpx.Tests.Tenants;

public sealed class GetTenantTests : SandboxBench
{
    [Fact]
    public void Tenants_come_typed_and_whole()
    {
        SessionResult result = Session.Run("Get-FpxTenant").Succeeded();
        Assert.Equal(12, result.Output.Count);
        Assert.All(result.Output, tenant => Assert.Equal("FastTrackFpx.FpxTenant", tenant!.TypeNames[0]));
        Assert.All(result.Output, tenant => Assert.NotEqual(Guid.Empty, Of(tenant, "TenantId")));
        Assert.Equal(["GET timeZones", "GET partnerTenants"], Calls);
    }

    [Fact]
    public void A_part_of_the_list_comes_with_the_total_if_it_is_known()
    {
        object?[] names = [.. All(Session.Run("Get-FpxTenant").Succeeded(), "Name")];
        SessionResult result = Session.Run("Get-FpxTenant -Skip 2 -First 3 -IncludeTotalCount").Succeeded();
        Assert.Equal(12UL, result.Output[0]!.BaseObject);
        Assert.Equal(1.0, Of(result.Output[0], "Accuracy"));
        Assert.Equal(names[2..5], result.Output.Skip(1).Select(item => Of(item, "Name")));
        SessionResult matching = Session.Run("Get-FpxTenant -Name '*a*' -First 1 -IncludeTotalCount").Succeeded();
        Assert.Equal(0.0, Of(matching.Output[0], "Accuracy"));
        Assert.Equal(2, matching.Output.Count);
    }

    [Fact]
    public void Tenants_are_found_by_a_workload_as_name_id_or_object()
    {
        PSObject service = Session.Run("Get-FpxService -Name 'Exchange Online'").Succeeded().Output.Single()!;
        object?[] byName = [.. All(Session.Run("Get-FpxTenant -Workload 'exchange online'").Succeeded(), "TenantId")];
        object?[] byId = [.. All(Session.Run($"Get-FpxTenant -Workload {Of(service, "Id")}").Succeeded(), "TenantId")];
        object?[] byObject = [.. All(Session.Run($"Get-FpxTenant -Workload {service}").Succeeded(), "TenantId")];
        Assert.NotEmpty(byName);
        Assert.InRange(byName.Length, 1, 11);
        Assert.Equal(byName, byId);
        Assert.Equal(byName, byObject);
    }

    [Fact]
    public void Ids_are_taken_with_or_without_dashes_or_on_objects()
    {
        PSObject tenant = Session.Run("Get-FpxTenant -First 1").Succeeded().Output.Single()!;
        var id = (Guid)Of(tenant, "TenantId")!;
        PSObject row = InputRow.Of(("TenantId", id.ToString("N")));
        SessionResult result = Session.Run($"{new object[] { id, id.ToString("N"), id.ToString("B"), tenant, row }} | Get-FpxTenant").Succeeded();
        Assert.Equal(Enumerable.Repeat<object?>(id, 5), All(result, "TenantId"));
        Assert.Equal([id], All(Session.Run($"Get-FpxTenant -TenantId {tenant}").Succeeded(), "TenantId"));
    }

    [Fact]
    public void One_unknown_id_or_name_costs_one_error_and_no_other_tenant()
    {
        Guid[] known = [.. All(Session.Run("Get-FpxTenant -First 2").Succeeded(), "TenantId").Cast<Guid>()];
        var unknown = Guid.NewGuid();
        SessionResult result = Session.Run($"{new[] { known[0], unknown, known[1] }} | Get-FpxTenant");
        Assert.Equal(known.Cast<object>(), All(result, "TenantId"));
        ErrorRecord error = ErrorRecordAssert.NonTerminating(result, "NotFound", ErrorCategory.ObjectNotFound);
        Assert.Equal(unknown, error.TargetObject);
        Assert.Contains($"GET /ftop/v1.2/api/partnerTenants/{unknown}", error.ErrorDetails.Message);
        ErrorRecord named = ErrorRecordAssert.NonTerminating(Session.Run("Get-FpxTenant -Name 'No Such Tenant'"), "UnknownName", ErrorCategory.ObjectNotFound);
        Assert.Equal("No Such Tenant", named.TargetObject);
        Assert.Empty(Session.Run("Get-FpxTenant -Name 'No Such*'").Succeeded().Output);
    }

    [Fact]
    public void The_plain_record_is_read_from_its_own_address()
    {
        PSObject tenant = Session.Run("Get-FpxTenant -First 1").Succeeded().Output.Single()!;
        PSObject basic = Session.Run($"{tenant} | Get-FpxTenant -Basic").Succeeded().Output.Single()!;
        Assert.Equal(Of(tenant, "Name"), Of(basic, "Name"));
        Assert.Null(Of(basic, "ClaimedWorkloads"));
        Assert.Equal($"GET tenants/{Of(tenant, "TenantId")}", Calls[^1]);
    }
}
