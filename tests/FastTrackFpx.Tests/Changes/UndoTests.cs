using FastTrackFpx.Tests.Connection;

namespace FastTrackFpx.Tests.Changes;

/// <summary>A change is undone once, by what the journal and the service hold now.</summary>
[Collection(nameof(ProcessEnvironment))]
[Trait("Category", "Slow")]
public sealed class UndoTests : WriteBench
{
    [Fact]
    public void A_removal_that_is_undone_twice_on_copies_makes_one_contact()
    {
        FpxContact contact = NewContact();
        Session.Run($"{contact} | Remove-FpxContact -Confirm:$false").Succeeded();
        var (one, other) = (Journal[0], Journal[0]);
        Session.Run($"Undo-FpxChange -InputObject {one}").Succeeded();
        ErrorRecord error = ErrorRecordAssert.NonTerminating(Session.Run($"Undo-FpxChange -InputObject {other}"), "Conflict", ErrorCategory.ResourceExists);
        Assert.Contains("was undone already", error.ErrorDetails.Message);
        Assert.Single(Contacts(contact), found => found.Name == contact.Name);
        Assert.NotNull(one.UndoneBy);
    }

    [Fact]
    public void A_removal_is_not_undone_if_somebody_has_created_the_contact_again()
    {
        FpxContact contact = NewContact();
        Session.Run($"{contact} | Remove-FpxContact -Confirm:$false").Succeeded();
        FpxChange removal = Journal[0];
        NewContact();
        ErrorRecordAssert.NonTerminating(Session.Run($"Undo-FpxChange -ChangeId {removal.ChangeId}"), "Conflict", ErrorCategory.ResourceExists);
        Assert.Single(Contacts(contact), found => found.Name == contact.Name);
        Session.Run($"Undo-FpxChange -ChangeId {removal.ChangeId} -Force").Succeeded();
        Assert.Equal(2, Contacts(contact).Count(found => found.Name == contact.Name));
    }

    [Theory]
    [InlineData("$c | ConvertTo-Json -Depth 6 | ConvertFrom-Json")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($c, 4))")]
    [InlineData("$c | Select-Object *")]
    public void Copies_of_a_change_bind_to_Undo_and_Resolve(string copy)
    {
        FpxContact contact = NewContact();
        Session["c"] = Journal[0];
        SessionResult result = Script($"{copy} | Resolve-FpxChange; {copy} | Undo-FpxChange -PassThru -Confirm:$false").Succeeded();
        Assert.Equal([FpxChangeKind.ContactNew, FpxChangeKind.ContactRemove], result.Values<FpxChange>().Select(change => change.Kind));
        Assert.DoesNotContain(Contacts(contact), found => found.ContactId == contact.ContactId);
    }

    [Fact]
    public void A_run_is_undone_by_its_id()
    {
        string before = Service.Export();
        using (new EnvironmentVariables(("FASTTRACKFPX_RUN", $"{Guid.NewGuid()}")))
            Session.Run($"{new object[] { Row(Tenant, "Ada"), Row(Tenant, "Bob") }} | New-FpxContact").Succeeded();
        Guid run = Journal[0].RunId!.Value;
        NewContact("Cleo");
        Assert.Equal(2, Session.Run($"Get-FpxChange -RunId {run}").Succeeded().Output.Count);
        Assert.NotEqual(run, Journal[0].RunId);
        Assert.Equal("FPX", Journal[0].Service);
        Session.Run($"Undo-FpxChange -RunId {run} -Confirm:$false").Succeeded();
        Session.Run($"{Journal.First(change => change.Kind == FpxChangeKind.ContactNew && change.UndoneBy is null)} | Undo-FpxChange").Succeeded();
        Assert.Equal(before, Service.Export());
        ErrorRecordAssert.NonTerminating(Session.Run($"Undo-FpxChange -RunId {Guid.NewGuid()}"), "NotFound", ErrorCategory.ObjectNotFound);
    }

    [Fact]
    public void Damaged_lines_of_the_journal_are_one_warning()
    {
        NewContact();
        string file = Directory.GetFiles(Environment.GetEnvironmentVariable(TestJournal.Variable)!, "*.jsonl").OrderBy(name => name, StringComparer.Ordinal).Last();
        int known = Session.Run("Get-FpxChange").Warnings.Count;
        File.AppendAllText(file, "damaged\ndamaged\n");
        SessionResult result = Session.Run("Get-FpxChange");
        Assert.True(known <= 1);
        Assert.Contains("lines of the journal", Assert.Single(result.Warnings));
        Assert.NotEmpty(result.Output);
    }

    [Fact]
    public void One_run_has_one_id_and_the_next_another()
    {
        string name = Session.Run($"Get-FpxTenant {Tenant}").Succeeded().Values<FpxTenant>().Single().Name!;

        // Finding a tenant by its name goes on after a wait, on another thread.
        Session.Run($"{new[] { Row(Tenant, "Ada", ("TenantId", name)), Row(Tenant, "Bob"), Row(Tenant, "Eve", ("TenantId", name)) }} | New-FpxContact").Succeeded();
        Session.Run($"New-FpxNote {name} text -NoteCategory '1'").Succeeded();

        Assert.Single(Journal.Skip(1).Take(3).Select(change => change.RunId).Distinct());
        Assert.NotEqual(Journal[1].RunId, Journal[0].RunId);
    }

    private FpxContact[] Contacts(FpxContact of) => [.. Session.Run($"Get-FpxContact {of.TenantId}").Succeeded().Values<FpxContact>()];
}
