namespace FastTrackFpx.Tests.Entitlements;

public sealed class SetEntitlementTests : WriteBench
{
    [Fact]
    public void A_move_says_old_and_new_asks_and_gives_the_records_afterwards()
    {
        var seats = Seats(2);
        var (from, to) = (seats[0], seats[1]);
        (string? Name, object? Value)[] move = [("TenantId", from.TenantId), ("Service", from.ServiceId), ("From", from.L1!.Name), ("To", to.L1!.Name), ("Count", 1L)];
        SessionResult whatIf = Session.Run("Move-FpxEntitlementSeat", [.. move, ("WhatIf", true)]).Succeeded();
        Assert.Empty(WriteCalls);
        Assert.Empty(whatIf.Output);
        Assert.Contains(
            $"What if: Set the seats of {from.ServiceName} of tenant {from.TenantId}: {from.L1}: {from.EntitlementCount} -> {from.EntitlementCount - 1} seats",
            string.Join("\n", whatIf.HostLines).Replace("-> 1 seats", "-> 1 seat"));
        IReadOnlyList<FpxEntitlement> after = Session.Run("Move-FpxEntitlementSeat", [.. move, ("PassThru", true)]).Succeeded().Values<FpxEntitlement>();
        Assert.Equal([$"PATCH tenants/{from.TenantId}/services/{from.ServiceId}/entitlements"], WriteCalls);
        Assert.Equal(seats.Sum(record => record.EntitlementCount), after.Sum(record => record.EntitlementCount));
        Assert.Equal(to.EntitlementCount + 1, after.Single(record => record.ServiceIntentId == to.ServiceIntentId).EntitlementCount);
        Assert.Equal((FpxChangeOutcome.Done, "Move-FpxEntitlementSeat"), (Journal[0].Outcome, Journal[0].Cmdlet));
    }

    [Fact]
    public void A_record_with_no_seats_goes_and_one_without_id_or_an_empty_one_is_added()
    {
        var seats = Seats(2);
        var free = Session.Run("Get-FpxEntitlementStatus -Level 1").Succeeded().Values<FpxEntitlementStatus>().Where(l1 => seats.All(record => record.L1!.Id != l1.Id)).ToList();
        FpxEntitlement[] added = [.. free.Take(2).Select((l1, index) => new FpxEntitlement { TenantId = seats[0].TenantId, ServiceId = seats[0].ServiceId, L1 = l1, EntitlementCount = 1, ServiceIntentId = index == 0 ? null : System.Guid.Empty })];
        seats[1].EntitlementCount += seats[0].EntitlementCount - added.Length;
        seats[0].EntitlementCount = 0;
        var after = Session.Run($"{seats.Concat(added)} | Set-FpxEntitlement -PassThru").Succeeded().Values<FpxEntitlement>();
        Assert.DoesNotContain(after, record => record.ServiceIntentId == seats[0].ServiceIntentId);
        Assert.All(added, one => Assert.NotEqual(System.Guid.Empty, after.Single(record => record.L1!.Id == one.L1!.Id).ServiceIntentId!.Value));
        Assert.Single(WriteCalls);
    }

    [Fact]
    public void Edited_records_come_back_down_the_pipeline_and_a_set_that_changed_meanwhile_is_refused()
    {
        var seats = Seats(2);
        seats[0].EntitlementCount--;
        seats[1].EntitlementCount++;
        seats[1].Owner = "Ada";
        var after = Session.Run($"{seats} | Set-FpxEntitlement -PassThru").Succeeded().Values<FpxEntitlement>();
        Assert.Equal("Ada", after.Single(record => record.ServiceIntentId == seats[1].ServiceIntentId).Owner);
        Assert.Single(WriteCalls);
        seats[0].EntitlementCount--;
        seats[1].EntitlementCount++;
        ErrorRecord error = ErrorRecordAssert.NonTerminating(Session.Run($"{seats} | Set-FpxEntitlement"), "Conflict", ErrorCategory.ResourceExists);
        Assert.Contains("have changed on the service since they were read", error.ErrorDetails.Message);
        Assert.Single(WriteCalls);
        Session.Run($"{seats} | Set-FpxEntitlement -Force").Succeeded();
        Assert.Equal(2, WriteCalls.Count);
    }

    [Fact]
    public void A_whole_set_with_details_may_come_as_text_or_in_a_row_too()
    {
        var seats = Seats(2);
        long total = seats.Sum(record => record.EntitlementCount);
        var details = new Hashtable { ["Count"] = total - 1, ["Owner"] = "Grace", ["TargetDate"] = "2027-03-31" };
        var status = new Hashtable { ["in progress"] = details, ["Completed"] = 1 };
        var after = Session.Run($"Set-FpxEntitlement {seats[0].TenantId} {seats[0].ServiceName} {status} -PassThru").Succeeded().Values<FpxEntitlement>();
        Assert.Equal(("Grace", total - 1), (after.Single(record => record.L1!.Name == "In Progress").Owner, after.Single(record => record.L1!.Name == "In Progress").EntitlementCount));
        after = Session.Run($"Set-FpxEntitlement {seats[0].TenantId} {seats[0].ServiceName} {$"In Progress=1; Completed={total - 1}"} -PassThru").Succeeded().Values<FpxEntitlement>();
        Assert.Equal("Grace", after.Single(record => record.L1!.Name == "In Progress").Owner);
        PSObject row = InputRow.Of(("TenantId", seats[0].TenantId.ToString("N")), ("Service", seats[0].ServiceName), ("Status", $"In Progress=2; Completed={total - 2}"));
        Assert.Equal([total - 2, 2], Session.Run($"{row} | Set-FpxEntitlement -PassThru").Succeeded().Values<FpxEntitlement>().OrderBy(record => record.L1!.Name).Select(record => record.EntitlementCount));
    }

    [Fact]
    public void A_detail_of_null_clears_it_and_another_second_level_drops_the_third_level_of_the_old_one()
    {
        var seats = Seats(2);
        long total = seats.Sum(record => record.EntitlementCount);
        var levels = Session.Run($"Get-FpxEntitlementStatus -Combination -Service {seats[0].ServiceId}").Succeeded().Values<FpxStatusCombination>().First(row => row.L3 is not null);
        FpxEntitlement Set(Hashtable details) => Session.Run(
            $"Set-FpxEntitlement {seats[0].TenantId} {seats[0].ServiceId} {new Hashtable { [levels.L1!.Name!] = details }} -PassThru").Succeeded().Values<FpxEntitlement>().Single();

        var full = Set(new Hashtable { ["Count"] = total, ["L3"] = levels.L3!.Name, ["L2"] = levels.L2!.Name, ["Owner"] = "Ada", ["Notes"] = "wave 1" });
        var cleared = Set(new Hashtable { ["L2"] = null, ["Owner"] = null });

        Assert.Equal((levels.L2.Id, levels.L3.Id, "Ada"), (full.L2!.Id, full.L3!.Id, full.Owner));
        Assert.Equal((total, null, null, null, "wave 1"), (cleared.EntitlementCount, cleared.L2, cleared.L3, cleared.Owner, cleared.Notes));
    }

    [Fact]
    public void Test_says_what_would_change_and_what_is_wrong_without_a_write()
    {
        var seats = Seats(2);
        var check = Session.Run($"Test-FpxEntitlement {seats[0].TenantId} {seats[0].ServiceId} {new Hashtable { ["Completed"] = -5 }}")
            .Succeeded().Values<FpxEntitlementCheck>().Single();
        Assert.False(check.IsAccepted);
        Assert.Contains("CountNotNegative", check.Findings.Select(finding => finding.RuleId));
        Assert.Contains("SeatTotal", check.Findings.Select(finding => finding.RuleId));
        Assert.Equal(seats.Sum(record => record.EntitlementCount), check.SeatTotal);
        Assert.Empty(WriteCalls);
    }
}
