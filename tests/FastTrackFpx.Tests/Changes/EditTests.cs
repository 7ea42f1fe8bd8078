namespace FastTrackFpx.Tests.Changes;

/// <summary>What a user edits on a record is what is sent, whatever the value is made of.</summary>
[Trait("Category", "Slow")]
public sealed class EditTests : WriteBench
{
    protected override void Adjust(SandboxOptions options)
    {
        options.Tenants = 60;
        options.WithServiceId = true;
    }

    [Fact]
    public void A_referral_s_decision_may_be_edited_where_the_cmdlet_takes_it()
    {
        Session["open"] = Referrals.Where(referral => referral.Acceptance?.Name == "Pending").ToArray();
        Assert.Equal(["Declined No Capacity"], Lines("$r = $open[0]; $r.DeclineReason = 'No Capacity'; $r.Acceptance = 'Declined'; $r | Deny-FpxReferral -PassThru -Confirm:$false | ForEach-Object { \"$($_.Acceptance) $($_.DeclineReason)\" }"));
        Assert.Equal(["Accepted Closed"], Lines("$r = $open[1]; $r.Acceptance = 'Accepted'; $r.ReferralStatus = 'Closed'; $r | Approve-FpxReferral -PassThru | ForEach-Object { \"$($_.Acceptance) $($_.ReferralStatus)\" }"));
        Assert.StartsWith("UnknownName: -DeclineReason: 'Nope'", ErrorOf("$r = $open[2]; $r.DeclineReason = 'Nope'; $r | Deny-FpxReferral -Confirm:$false"));
        Assert.StartsWith("InvalidInput: Acceptance and DeclineReason", ErrorOf("$r = $open[2]; $r.DeclineReason = $null; $r.Acceptance = 'Accepted'; $r | Deny-FpxReferral -Confirm:$false"));
    }

    [Theory]
    [InlineData("Select-Object *")]
    [InlineData("ConvertTo-Json | ConvertFrom-Json")]
    [InlineData("ConvertTo-Csv | ConvertFrom-Csv")]
    [InlineData("Select-Object TenantId, ServiceId, ServiceIntentId, NextActionDate, @{ n = 'Notes'; e = { '' } }")]
    [InlineData("Select-Object TenantId, ServiceId, ServiceIntentId, @{ n = 'NextActionDate'; e = { $_.NextActionDate.LocalDateTime } }, @{ n = 'Notes'; e = { '' } }")]
    public void A_moment_in_a_copy_is_no_edit_of_the_day(string copy)
    {
        Session["r"] = Seats(2)[0];

        string[] after = Lines($$"""
            $r.NextActionDate = '2027-03-31T14:30:00Z'
            $r | Set-FpxEntitlement
            $r = Get-FpxEntitlement $r.TenantId -Service $r.ServiceId | Where-Object ServiceIntentId -EQ $r.ServiceIntentId | {{copy}}
            $r.Notes = 'by a copy'
            $r | Set-FpxEntitlement -PassThru | Where-Object ServiceIntentId -EQ $r.ServiceIntentId | ForEach-Object { "$($_.Notes) $($_.NextActionDate.UtcDateTime.ToString('u'))" }
            """);

        Assert.Equal(["by a copy 2027-03-31 14:30:00Z"], after);
    }

    [Fact]
    public void Approving_an_accepted_referral_sends_nothing_or_is_an_error_and_clears_nothing()
    {
        FpxReferral accepted = Referrals.First(referral => referral.Acceptance?.Name == "Accepted");
        string before = Service.Export();
        Session.Run($"Approve-FpxReferral -ReferralId {accepted.ReferralId}").Succeeded();
        Session.Run($"{accepted} | Approve-FpxReferral").Succeeded();
        string other = Session.Run("Get-FpxReferralStatus").Succeeded().Values<FpxReferralStatus>().First(status => status.Id != accepted.ReferralStatus?.Id).Name!;
        ErrorRecordAssert.NonTerminating(Session.Run($"Approve-FpxReferral -ReferralId {accepted.ReferralId} -ReferralStatus {other}"), "InvalidInput", ErrorCategory.InvalidArgument);
        Assert.Empty(WriteCalls);
        Assert.Equal(before, Service.Export());
    }

    [Fact]
    public void Seats_are_edited_in_bulk_by_a_CSV_file()
    {
        var seats = Seats(2);
        Session["r"] = seats;

        Script("""
            $rows = @($r | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv)
            $rows[0].EntitlementCount = [int]$rows[0].EntitlementCount - 1
            $rows[1].EntitlementCount = [int]$rows[1].EntitlementCount + 1
            $rows[1].Owner = 'Ada'
            $rows | Set-FpxEntitlement
            """).Succeeded();

        var after = Read(seats[0].TenantId, seats[0].ServiceId!);
        Assert.Equal((seats[0].EntitlementCount - 1, seats[1].EntitlementCount + 1, "Ada"), (Of(0).EntitlementCount, Of(1).EntitlementCount, Of(1).Owner));
        Assert.Equal((seats[0].Owner, seats[0].TargetDate), (Of(0).Owner, Of(0).TargetDate));
        Assert.Single(WriteCalls);

        FpxEntitlement Of(int place) => after.Single(record => record.ServiceIntentId == seats[place].ServiceIntentId);
    }

    [Fact]
    public void All_bad_cells_of_a_row_are_reported_at_once_and_the_service_s_other_rows_wait()
    {
        var seats = Seats(2);
        Session["r"] = seats;

        SessionResult result = Script("""
            $rows = @($r | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv)
            $rows[1].EntitlementCount = '1.000'
            $rows[1].TargetDate = '1.4.2027'
            $rows | Set-FpxEntitlement
            """);

        Assert.Equal("Row 2: -EntitlementCount: '1.000' is not a whole number. -TargetDate: '1.4.2027' is not a date, as 2027-03-31.", result.Errors[0].ErrorDetails.Message);
        Assert.Contains("row 2 cannot be read", result.Errors[1].ErrorDetails.Message);
        Assert.Empty(WriteCalls);
    }

    [Fact]
    public void A_bad_last_row_does_not_stop_the_rows_of_another_service()
    {
        var seats = Seats(2);
        Session["r"] = seats;

        SessionResult result = Script("""
            $rows = @($r | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv)
            $rows[0].EntitlementCount = [int]$rows[0].EntitlementCount - 1
            $rows[1].EntitlementCount = [int]$rows[1].EntitlementCount + 1
            @($rows) + [pscustomobject]@{ TenantId = $rows[0].TenantId; ServiceId = 'another'; L1 = 'Completed'; EntitlementCount = 'many' } | Set-FpxEntitlement
            """);

        Assert.Equal($"Row {seats.Count + 1}: -EntitlementCount: 'many' is not a whole number.", Assert.Single(result.Errors).ErrorDetails.Message);
        Assert.Single(WriteCalls);
    }

    [Fact]
    public void Seats_move_to_a_second_level_and_all_of_them_from_a_piped_record()
    {
        IReadOnlyList<FpxEntitlement> seats = Seats(2);
        FpxStatusCombination deep = Session.Run($"Get-FpxEntitlementStatus -Combination -Service {seats[0].ServiceId}").Succeeded().Values<FpxStatusCombination>()
            .First(row => row.L2 is not null && row.L1!.Id != seats[0].L1!.Id);
        Session.Run($"Move-FpxEntitlementSeat {seats[0].TenantId} {seats[0].ServiceId} -From {seats[0].L1!.Name} -To {$"{deep.L1!.Name}/{deep.L2!.Name}"} -Count 1").Succeeded();
        Assert.Equal(deep.L2!.Name, Read(seats[0].TenantId, seats[0].ServiceId!).Single(record => record.L1!.Id == deep.L1.Id).L2!.Name);
        FpxEntitlement source = Read(seats[0].TenantId, seats[0].ServiceId!).Single(record => record.L1!.Id == seats[0].L1!.Id);
        Session.Run($"{source} | Move-FpxEntitlementSeat -To {deep.L1.Name} -All").Succeeded();
        Assert.DoesNotContain(Read(seats[0].TenantId, seats[0].ServiceId!), record => record.L1!.Id == seats[0].L1!.Id);
    }

    private IReadOnlyList<FpxReferral> Referrals => Session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>();
}
