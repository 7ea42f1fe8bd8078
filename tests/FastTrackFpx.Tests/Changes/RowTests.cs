namespace FastTrackFpx.Tests.Changes;

/// <summary>
/// Rows with values that no parameter can take. PowerShell passes over such a value, or over the whole row; a row must never be written without what
/// it says, nor with what another row said.
/// </summary>
public sealed class RowTests : WriteBench
{
    protected override void Adjust(SandboxOptions options) => options.Tenants = 24;

    [Fact]
    public void A_row_of_a_new_contact_is_refused_by_its_number_and_the_others_are_made()
    {
        PSObject[] rows =
        [
            Row(Tenant, "Ada"), Row(Tenant, "Bob", ("TenantId", "no-guid")), Row(Tenant, "Cleo", ("SurveyEligible", "maybe")), Row(Tenant, "Dora", ("IsEngaged", ""), ("Phone", ""), ("Email", "")),
            Row(Tenant, "Eve", ("Name", "")), Row(Tenant, "Fay", ("ContactType", "Emperor")),
        ];

        SessionResult result = Session.Run($"{rows} | New-FpxContact");

        Assert.Equal(["Ada", "Dora"], result.Values<FpxContact>().Select(contact => contact.Name));
        Assert.Equal(["Exchange Online", "Microsoft Teams"], result.Values<FpxContact>()[0].Services!.Select(service => service.Name));
        Assert.Equal(
            [
                "Row 2: -TenantId: no tenant has the name 'no-guid'.", "Row 3: -SurveyEligible: 'maybe' is not yes or no (true, false, yes, no, 1 or 0).", "Row 5: -Name: Name cannot be empty.",
                "Row 6: -ContactType: 'Emperor' is not a known name or id.",
            ],
            Messages(result));
        Assert.Equal([rows[1], rows[2], rows[4], rows[5]], result.Errors.Select(error => error.TargetObject));
        Assert.Equal(2, WriteCalls.Count);
    }

    [Fact]
    public void Rows_that_change_and_remove_contacts_are_refused_by_their_number()
    {
        FpxContact contact = NewContact();
        object[] rows =
        [
            InputRow.Of(("ContactId", contact.ContactId), ("TenantId", contact.TenantId), ("IsEngaged", "perhaps"), ("Title", "Lost")), InputRow.Of(("ContactId", "no-guid"), ("Title", "Lost")), InputRow.Of(("Title", "Lost")),
            InputRow.Of(("ContactId", contact.ContactId), ("RfaId", "many"), ("Title", "Lost")), InputRow.Of(("ContactId", contact.ContactId), ("ReferralId", ""), ("Title", "Kept")),
        ];

        SessionResult set = Session.Run($"{rows} | Set-FpxContact -PassThru");
        SessionResult removed = Session.Run($"{rows.Take(2).Skip(1)} | Remove-FpxContact -Confirm:$false");

        Assert.Equal("Kept", Assert.Single(set.Values<FpxContact>()).Title);
        Assert.Equal(
            [
                "Row 1: -IsEngaged: 'perhaps' is not yes or no (true, false, yes, no, 1 or 0).", "Row 2: -ContactId: 'no-guid' is not an id, which is a GUID.", "Row 3: -ContactId: the input has none.",
                "Row 4: -ReferralId: 'many' is not a whole number.",
            ],
            Messages(set));
        Assert.Equal(["Row 1: -ContactId: 'no-guid' is not an id, which is a GUID."], Messages(removed));
    }

    [Fact]
    public void A_row_of_a_move_is_refused_by_its_number()
    {
        IReadOnlyList<FpxEntitlement> seats = Seats(2);
        object[] rows = [Move("no-guid", 1), Move(seats[0].TenantId, "all"), Move(seats[0].TenantId, 1)];
        SessionResult result = Session.Run($"{rows} | Move-FpxEntitlementSeat -PassThru");
        Assert.Equal(seats.Count, result.Output.Count);
        Assert.Equal(["Row 1: -TenantId: no tenant has the name 'no-guid'.", "Row 2: -Count: 'all' is not a whole number."], Messages(result));
        Assert.Single(WriteCalls);
        PSObject Move(object tenant, object count) => InputRow.Of(("TenantId", tenant), ("Service", seats[0].ServiceId), ("From", seats[0].L1!.Name), ("To", seats[1].L1!.Name), ("Count", count));
    }

    [Fact]
    public void Everything_wrong_with_a_row_is_one_error_with_its_number()
    {
        IReadOnlyList<FpxEntitlement> seats = Seats(2);
        FpxReferral accepted = Session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>().First(referral => referral.Acceptance?.Name == "Accepted");

        SessionResult moves = Script($$"""
            @'
            TenantId,Service,From,To,Count
            {{seats[0].TenantId}},Nope,{{seats[0].L1}},{{seats[1].L1}},z
            {{seats[0].TenantId}},{{seats[0].ServiceId}},Here,There,"1,0"
            ,,,,
            {{seats[0].TenantId}},{{seats[0].ServiceId}},{{seats[0].L1}},{{seats[1].L1}},
            '@ | ConvertFrom-Csv | Move-FpxEntitlementSeat
            """);
        Assert.Equal(
            [
                "Row 1: -Count: 'z' is not a whole number. -Service: 'Nope' is not a known name or id.",
                "Row 2: -Count: '1,0' is not a whole number. -From: 'Here' is not a known name or id. -To: 'There' is not a known name or id.",
                "Row 3: -Count: the input has none. -TenantId: the input has none. -Service: the input has none. -From: the input has none. -To: the input has none.",
                "Row 4: -Count: the input has none.",
            ],
            moves.Errors.Select(error => System.Text.RegularExpressions.Regex.Replace(error.ErrorDetails.Message, @" Did you mean [^?]*\?", string.Empty)));

        string referral = ErrorOf($"[pscustomobject]@{{ ReferralId = {accepted.ReferralId}; ReferralStatus = 'Klosed'; ServicesSold = 'maybe' }} | Set-FpxReferral -WhatIf");
        Assert.StartsWith("InvalidInput: Row 1: -ServicesSold: 'maybe' is not yes or no", referral);
        Assert.Contains(" -ReferralStatus: 'Klosed' is not a known name or id.", referral);
        Assert.StartsWith("InvalidInput: Row 1: -ReferralId: '5003.6' is not the whole number or the GUID of a referral.", ErrorOf("[pscustomobject]@{ ReferralId = 5003.6 } | Approve-FpxReferral"));
        Assert.Empty(WriteCalls);
    }

    [Fact]
    public void A_row_of_a_status_record_names_its_tenant_by_id_or_name()
    {
        Session["r"] = Seats(2)[0];
        Assert.Contains("Ada", Lines("$row = $r | ConvertTo-Csv | ConvertFrom-Csv; $row.TenantId = (Get-FpxTenant $r.TenantId).Name.ToUpperInvariant(); $row.Owner = 'Ada'; $row | Set-FpxEntitlement -PassThru | ForEach-Object Owner"));
        Assert.StartsWith("UnknownName: Row 1: -TenantId: no tenant has the name 'Nobody'", ErrorOf("$row.TenantId = 'Nobody'; $row | Set-FpxEntitlement"));
        Assert.StartsWith("InvalidInput: Row 1: -TenantId: the input has none.", ErrorOf("$row.TenantId = ''; $row | Set-FpxEntitlement"));
        Assert.StartsWith("InvalidInput: Row 1: -TenantName: tenant ", ErrorOf("$row.TenantId = $r.TenantId; $row.TenantName = 'Nobody'; $row | Set-FpxEntitlement"));
    }

    [Fact]
    public void A_row_of_a_referral_is_accepted_with_what_it_says_and_with_nothing_of_another_row()
    {
        FpxReferral[] open = [.. Session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>().Where(referral => referral.Acceptance?.Name is null or "Pending")];
        string value = Session.Run("Get-FpxReferralServiceValue").Succeeded().Values<FpxReferralServiceValue>()[0].Name!;
        object[] rows =
        [
            InputRow.Of(("ReferralId", open[0].ReferralId), ("ServicesSold", "maybe")), InputRow.Of(("ReferralId", open[0].ReferralId), ("ServicesSold", "yes"), ("EstimatedValue", value)), InputRow.Of(("RfaId", $"{open[1].ReferralId}")),
            InputRow.Of(("Customer", "nobody")),
        ];

        SessionResult result = Session.Run($"{rows} | Approve-FpxReferral -PassThru");

        Assert.Equal([(open[0].ReferralId, (bool?)true, value), (open[1].ReferralId, null, null)], result.Values<FpxReferral>().Select(referral => (referral.ReferralId, referral.ValueAddedServicesSold, referral.ServicesEstimatedValue?.Name)));
        Assert.Equal("Row 1: -ServicesSold: 'maybe' is not yes or no (true, false, yes, no, 1 or 0).", Messages(result)[0]);
        Assert.Matches("^Row 4: -InputObject: .* has no ReferralId or PartnerReferralId.$", Messages(result)[1]);

        // The second row says nothing of a sale: what is known of it stays.
        object[] changes = [InputRow.Of(("ReferralId", open[1].ReferralId), ("ServicesSold", "no"), ("ReferralStatus", "Closed")), InputRow.Of(("ReferralId", open[0].ReferralId), ("ReferralStatus", "Closed"))];
        FpxReferral[] after = [.. Session.Run($"{changes} | Set-FpxReferral -PassThru").Succeeded().Values<FpxReferral>()];
        Assert.Equal([(false, null), (true, value)], after.Select(referral => (referral.ValueAddedServicesSold!.Value, referral.ServicesEstimatedValue?.Name)));
    }

    [Fact]
    public void What_has_no_text_is_no_note()
    {
        object tenant = Session.Run("Get-FpxTenant").Succeeded().Output[0]!;
        object[] rows = [tenant, InputRow.Of(("TenantId", Tenant), ("Txt", "misspelt")), InputRow.Of(("TenantId", Tenant), ("Text", new[] { "a", "b" })), InputRow.Of(("TenantId", Tenant), ("Text", 42))];
        SessionResult result = Session.Run($"{rows} | New-FpxNote -NoteCategory '1'");
        Assert.Equal("42", Assert.Single(result.Values<FpxNote>()).Text);
        Assert.Equal(3, result.Errors.Count);
        Assert.Single(WriteCalls);
    }

    [Fact]
    public void A_referral_goes_by_its_number_or_GUID_too()
    {
        FpxReferral accepted = Session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>().First(referral => referral.Acceptance?.Name == "Accepted");
        foreach (object id in new object[] { accepted.ReferralId, (int)accepted.ReferralId, accepted.PartnerReferralId!.Value, $"{accepted.PartnerReferralId:N}" })
            Assert.Equal(accepted.ReferralId, Session.Run($"Set-FpxReferral {id} -ReferralStatus Closed -PassThru").Succeeded().Values<FpxReferral>().Single().ReferralId);
    }

    private static string[] Messages(SessionResult result) => [.. result.Errors.Select(error => error.ErrorDetails.Message.Split(" Did you mean")[0])];
}
