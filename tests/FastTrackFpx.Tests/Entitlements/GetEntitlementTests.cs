namespace FastTrackFpx.Tests.Entitlements;

public sealed class GetEntitlementTests : SandboxBench
{
    protected override void Adjust(SandboxOptions options) => options.Tenants = 60;

    [Fact]
    public void Tenants_go_out_25_to_a_call_and_come_back_in_their_order()
    {
        Guid[] tenants = [.. All(Session.Run("Get-FpxTenant").Succeeded(), "TenantId").Cast<Guid>()];
        Service.Log.Clear();
        SessionResult result = Session.Run("Get-FpxTenant | Get-FpxEntitlement").Succeeded();
        Guid[] order = [.. All(result, "TenantId").Cast<Guid>().Distinct()];
        Assert.Equal(tenants.Where(order.Contains), order);
        Assert.Equal(3, Calls.Count(call => call == "GET partnerTenants/entitlements"));
        Assert.Equal(1, Calls.Count(call => call == "GET partnerTenants"));
        Assert.DoesNotContain(Calls, call => call.StartsWith("GET tenants/", StringComparison.Ordinal));
    }

    [Fact]
    public void Which_service_it_is_stays_open_until_it_is_resolved()
    {
        PSObject tenant = Session.Run("Get-FpxTenant -First 1").Succeeded().Output.Single()!;
        SessionResult open = Session.Run($"{tenant} | Get-FpxEntitlement").Succeeded();
        SessionResult resolved = Session.Run($"{tenant} | Get-FpxEntitlement -ResolveService").Succeeded();
        SessionResult remembered = Session.Run($"{tenant} | Get-FpxEntitlement").Succeeded();
        Assert.All(All(open, "ServiceId"), Assert.Null);
        Assert.All(All(resolved, "ServiceId"), Assert.NotNull);
        Assert.All(All(resolved, "ServiceName"), Assert.NotNull);
        Assert.Equal(All(resolved, "ServiceId"), All(remembered, "ServiceId"));
        Assert.Equal(All(open, "EntitlementCount"), All(resolved, "EntitlementCount"));
    }

    [Fact]
    public void One_service_is_asked_for_by_name_id_or_object_and_is_on_the_records()
    {
        PSObject seats = Session.Run("Get-FpxTenant -First 1 | Get-FpxMaxEntitlement").Succeeded().Output[0]!;
        object tenant = Of(seats, "TenantId")!;
        SessionResult byName = Session.Run($"Get-FpxEntitlement -TenantId {tenant} -Service {Of(seats, "ServiceName")}").Succeeded();
        SessionResult piped = Session.Run($"{seats} | Get-FpxEntitlement").Succeeded();
        Assert.NotEmpty(byName.Output);
        Assert.All(All(byName, "ServiceId"), id => Assert.Equal(Of(seats, "ServiceId"), id));
        Assert.Equal(All(byName, "ServiceIntentId"), All(piped, "ServiceIntentId"));
        Assert.Equal((long)Of(seats, "MaxEntitlementSeatCount")!, All(byName, "EntitlementCount").Cast<long>().Sum());
        Assert.Equal($"GET tenants/{tenant}/services/{Of(seats, "ServiceId")}/entitlements", Calls[^1]);
    }

    [Theory, InlineData("ServiceId"), InlineData("Service")]
    public void A_row_of_a_csv_file_without_a_service_asks_for_all(string column)
    {
        object tenant = Of(Session.Run("Get-FpxTenant -First 1").Succeeded().Output.Single(), "TenantId")!;
        PSObject row = InputRow.Of(("TenantId", tenant.ToString()), (column, string.Empty));
        Assert.NotEmpty(Session.Run($"{row} | Get-FpxEntitlement").Succeeded().Output);
        Assert.Equal($"GET tenants/{tenant}/services/entitlements", Calls[^1]);
    }

    [Fact]
    public void A_reader_who_has_enough_costs_a_handful_of_calls()
    {
        Session.Run("Get-FpxService").Succeeded();
        Service.Log.Clear();
        SessionResult result = Session.Run("Get-FpxTenant | Get-FpxEntitlement | Select-Object -First 3").Succeeded();
        Assert.Equal(3, result.Output.Count);
        Assert.InRange(Calls.Count, 2, 5);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    public void Statuses_are_listed_level_by_level(int level, int least)
    {
        PSObject row = Session.Run("Get-FpxEntitlementStatus -Combination").Succeeded().Output.First(item => Of(item, "L3") is not null)!;
        (string? Name, object? Value)[] above = [("Service", Of(row, "ServiceName")), ("L1", Of(row, "L1")), ("L2", Of(row, "L2"))];
        SessionResult result = Session.Run("Get-FpxEntitlementStatus", [("Level", level), .. level == 1 ? [] : above[..level]]).Succeeded();
        Assert.InRange(result.Output.Count, least, 50);
        Assert.All(All(result, "Level"), value => Assert.Equal(level, value));
    }

    [Fact]
    public void Combinations_are_narrowed_down_by_names_and_levels_need_what_stands_above_them()
    {
        SessionResult all = Session.Run("Get-FpxEntitlementStatus -Combination").Succeeded();
        SessionResult some = Session.Run("Get-FpxEntitlementStatus -Combination -Service 'exchange online' -L1 blocked").Succeeded();
        Assert.InRange(some.Output.Count, 1, all.Output.Count - 1);
        Assert.All(some.Output, row => Assert.Equal("Blocked", Of(row, "L1")!.ToString()));
        ErrorRecordAssert.NonTerminating(Session.Run("Get-FpxEntitlementStatus -Level 2"), "InvalidInput", ErrorCategory.InvalidArgument);
        Assert.Contains("ParameterArgumentValidationError", Assert.Single(Session.Run("Get-FpxEntitlementStatus -Level 4").AllErrors).FullyQualifiedErrorId);
    }
}
