namespace FastTrackFpx.Tests.Changes;

[Trait("Category", "Slow")]
public sealed class JournalCmdletTests : WriteBench
{
    [Fact]
    public void A_pipeline_of_changes_is_taken_back_newest_first()
    {
        var seats = Seats(2);
        string before = Service.Export();
        Guid tenant = Tenant;
        Session.Run($"{new object[] { Row(tenant, "Ada"), Row(tenant, "Bob") }} | New-FpxContact").Succeeded();
        foreach (string title in new[] { "One", "Two" })
            Session.Run($"{Session.Run($"Get-FpxContact {tenant}").Succeeded().Values<FpxContact>().Single(contact => contact.Name == "Ada")} | Set-FpxContact -Title {title}").Succeeded();
        (seats[0].EntitlementCount, seats[1].EntitlementCount) = (seats[0].EntitlementCount - 1, seats[1].EntitlementCount + 1);
        Session.Run($"{seats} | Set-FpxEntitlement").Succeeded();
        Session.Run($"Move-FpxEntitlementSeat -TenantId {seats[0].TenantId} -Service {seats[0].ServiceId} -From {seats[0].L1!.Name} -To {seats[1].L1!.Name} -All").Succeeded();
        Assert.Equal(6, Journal.Count);

        SessionResult whatIf = Session.Run($"{Journal[0]} | Undo-FpxChange -WhatIf").Succeeded();
        Assert.StartsWith("What if: Undo what Move-FpxEntitlementSeat did: set the seats of ", Assert.Single(whatIf.HostLines));
        Assert.Equal(6, Session.Run($"{Journal} | Undo-FpxChange -WhatIf").Succeeded().HostLines.Count);
        Session.Run($"{Journal} | Undo-FpxChange").Succeeded();

        Assert.Equal(before, Service.Export());
        Assert.All(Journal.Where(change => change.Undoes is null), change => Assert.NotNull(change.UndoneBy));
        int writes = WriteCalls.Count;
        Session.Run($"{Journal} | Undo-FpxChange").Succeeded();
        Assert.Equal(writes, WriteCalls.Count);
    }

    [Fact]
    public void A_contact_that_came_back_under_a_new_id_is_found_by_the_changes_before_its_removal()
    {
        string before = Service.Export();
        FpxContact contact = NewContact();
        Session.Run($"{contact} | Set-FpxContact -Title One").Succeeded();
        Session.Run($"{contact} | Remove-FpxContact -Confirm:$false").Succeeded();
        SessionResult undo = Session.Run($"{Journal} | Undo-FpxChange -PassThru").Succeeded();
        Assert.Contains("comes back under a new id", Assert.Single(undo.Warnings));
        Assert.Equal([FpxChangeKind.ContactNew, FpxChangeKind.ContactSet, FpxChangeKind.ContactRemove], undo.Values<FpxChange>().Select(change => change.Kind));
        Assert.Equal(before, Service.Export());
    }

    [Fact]
    public void Undoing_without_a_connection_is_one_error_that_says_so()
    {
        FpxChange[] changes = [new FpxChange { ChangeId = Guid.NewGuid() }, new FpxChange { ChangeId = Guid.NewGuid() }];
        Session.Run("Disconnect-FpxService").Succeeded();

        ErrorRecordAssert.Terminating(Session.Run($"{changes} | Undo-FpxChange"), "NotConnected", ErrorCategory.ConnectionError);
    }

    [Fact]
    public void A_change_that_was_changed_again_is_a_conflict_unless_forced()
    {
        FpxContact contact = NewContact();
        Session.Run($"{contact} | Set-FpxContact -Title One").Succeeded();
        Session.Run($"{contact} | Set-FpxContact -Title Two").Succeeded();
        FpxChange first = Journal[1];
        ErrorRecord error = ErrorRecordAssert.NonTerminating(Session.Run($"Undo-FpxChange -ChangeId {first.ChangeId}"), "Conflict", ErrorCategory.ResourceExists);
        Assert.Contains("Title 'Two'", error.ErrorDetails.Message);
        Session.Run($"Undo-FpxChange -ChangeId {first.ChangeId} -Force").Succeeded();
        Assert.Equal("Manager", Session.Run($"Get-FpxContact {contact.TenantId}").Succeeded().Values<FpxContact>().Single(found => found.ContactId == contact.ContactId).Title);
    }

    [Fact]
    public void A_write_of_unknown_fate_is_settled_by_asking_the_service()
    {
        Guid tenant = Tenant;
        Session.Run($"Get-FpxContact {tenant}").Succeeded();
        Service.SetFaults("""{"rules":[{"method":"POST","faults":[{"kind":"lostAnswer"}]},{"method":"GET","path":"tenants/*/contacts","faults":[{"kind":"status","status":500}]}]}""");
        PowerShellSession impatient = Open();
        Connect(impatient, ("MaxRetryCount", 0), ("Name", "impatient"));
        ErrorRecord error = ErrorRecordAssert.NonTerminating(impatient.Run($"{Row(tenant, "Ada")} | New-FpxContact"), "WriteUnsettled", ErrorCategory.InvalidResult);
        Assert.Contains("Resolve-FpxChange", error.ErrorDetails.RecommendedAction);
        Assert.Equal(FpxChangeOutcome.Unknown, Journal[0].Outcome);
        Service.SetFaults(null);
        Assert.NotEmpty(Session.Run("Resolve-FpxChange -WhatIf").Succeeded().HostLines);
        FpxChange settled = Session.Run("Resolve-FpxChange").Succeeded().Values<FpxChange>().Single();
        Assert.Equal((FpxChangeOutcome.Done, Journal[0].ContactId), (settled.Outcome, settled.ContactId));
        Assert.Equal(FpxChangeOutcome.Done, Journal[0].Outcome);
    }

    [Fact]
    public void Without_a_journal_nothing_is_noted()
    {
        PowerShellSession quiet = Open();
        Connect(quiet, ("NoJournal", true));
        quiet.Run($"{Row(Tenant, "Ada")} | New-FpxContact").Succeeded();
        Assert.Empty(Journal);
        Assert.Single(WriteCalls);
    }
}

/// <summary>Tests that change where the journal is, which is one place for the whole process.</summary>
[CollectionDefinition(nameof(JournalPlace), DisableParallelization = true)]
public sealed class JournalPlace;

[Collection(nameof(JournalPlace))]
public sealed class UnwritableJournalTests : WriteBench
{
    [Fact]
    public void A_journal_that_cannot_be_written_stops_the_write_and_says_why()
    {
        PSObject row = Row(Tenant, "Ada");
        string taken = Write("taken", []);
        using var variables = new EnvironmentVariables((TestJournal.Variable, Path.Combine(taken, "journal")));
        ErrorRecord error = ErrorRecordAssert.NonTerminating(Session.Run($"{row} | New-FpxContact"), "JournalNotWritable", ErrorCategory.WriteError);
        Assert.Contains(taken, error.ErrorDetails.Message);
        Assert.Empty(WriteCalls);
    }
}
