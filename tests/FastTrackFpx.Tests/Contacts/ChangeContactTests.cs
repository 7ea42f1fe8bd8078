namespace FastTrackFpx.Tests.Contacts;

public sealed class ChangeContactTests : WriteBench
{
    [Fact]
    public void Only_what_was_typed_is_changed_when_a_contact_is_piped_in()
    {
        FpxContact contact = NewContact();
        contact.Title = "a stale copy's title";
        contact.Phone = "a stale copy's phone";
        SessionResult whatIf = Session.Run($"{contact} | Set-FpxContact -Title Director -WhatIf").Succeeded();
        Assert.Equal([$"What if: Change the contact 'Ada Lovelace' (ada@example.com) of {contact.TenantName}: Title 'Manager' -> 'Director'."], whatIf.HostLines);
        Assert.Single(WriteCalls);
        FpxContact after = Session.Run($"{contact} | Set-FpxContact -Title Director -Clear Email -PassThru").Succeeded().Values<FpxContact>().Single();
        Assert.Equal(("Director", null, null), (after.Title, after.Email, after.Phone));
    }

    [Fact]
    public void An_empty_cell_leaves_a_field_and_a_typed_null_empties_it()
    {
        FpxContact contact = NewContact();
        PSObject row = InputRow.Of(("ContactId", contact.ContactId), ("TenantId", contact.TenantId), ("Title", ""), ("Phone", "123"));
        FpxContact after = Session.Run($"{row} | Set-FpxContact -PassThru").Succeeded().Values<FpxContact>().Single();
        Assert.Equal(("Manager", "123"), (after.Title, after.Phone));
        after = Session.Run($"Set-FpxContact -ContactId {contact.ContactId} -TenantId {contact.TenantId} -Phone $null -PassThru").Succeeded().Values<FpxContact>().Single();
        Assert.Equal(("Manager", null), (after.Title, after.Phone));
    }

    [Fact]
    public void A_contact_that_the_connection_has_seen_needs_no_tenant_to_be_put_back()
    {
        FpxContact contact = NewContact();
        string before = Service.Export();
        Session.Run($"Set-FpxContact -ContactId {contact.ContactId} -Title Director").Succeeded();
        Session.Run($"Remove-FpxContact -ContactId {contact.ContactId} -Confirm:$false").Succeeded();
        Assert.Equal((contact.TenantId, "Director"), (Journal[0].TenantId, Journal[0].Before!.Contact!.Title));
        Session.Run($"{Journal[0]} | Undo-FpxChange").Succeeded();
        Session.Run($"{Session.Run($"Get-FpxContact {contact.TenantId}").Succeeded().Values<FpxContact>().Where(found => found.Title == "Director")} | Set-FpxContact -Title Manager").Succeeded();
        Assert.Equal(before, Service.Export());
    }

    [Fact]
    public void A_contact_that_nobody_has_seen_is_said_to_be_so_in_the_question_the_journal_and_the_undo()
    {
        Guid contact = NewContact().ContactId;
        PowerShellSession fresh = Open();
        Connect(fresh, ("ApiVersion", "v1.1"));

        SessionResult whatIf = fresh.Run($"Set-FpxContact -ContactId {contact} -Title Director -WhatIf").Succeeded();
        Assert.Contains("of which neither tenant nor present values are known", Assert.Single(whatIf.HostLines));
        fresh.Run($"Set-FpxContact -ContactId {contact} -Title Director").Succeeded();

        Assert.StartsWith($"Contact {contact}, not read before: Title 'Director'", Journal[0].Summary);
        ErrorRecord error = ErrorRecordAssert.NonTerminating(Session.Run($"{Journal[0]} | Undo-FpxChange"), "CannotBeUndone", ErrorCategory.NotImplemented);
        Assert.Contains("its tenant was not specified", error.ErrorDetails.Message);

        // The service's answer has told the tenant.
        fresh.Run($"Set-FpxContact -ContactId {contact} -Title Manager").Succeeded();
        Assert.Equal("Director", Journal[0].Before!.Contact!.Title);
    }
}
