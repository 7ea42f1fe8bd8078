namespace FastTrackFpx.Tests.Faults;

/// <summary>A service of which every fifth call fails in one of seven ways, worked with as if it did not.</summary>
[Trait("Category", "Slow")]
public sealed class RoughServiceTests(ITestOutputHelper output) : FaultBench
{
    private const string OneInFive = """
        {"seed":7,"rules":[
          {"name":"web page","method":"GET","percent":1,"faults":[{"kind":"html"}]},
          {"name":"read","method":"GET","percent":19.2,"faults":[
            {"kind":"status","status":500},{"kind":"status","status":503,"retryAfter":"2"},{"kind":"reset","moment":"before"},
            {"kind":"reset","moment":"headers"},{"kind":"reset","moment":"body"},{"kind":"cutOff"}]},
          {"name":"write","method":"POST","percent":20,"faults":[
            {"kind":"lostAnswer"},{"kind":"lostAnswer","status":502},{"kind":"cutOff"},{"kind":"status","status":429,"retryAfter":"2"}]}
        ]}
        """;

    protected override void Adjust(SandboxOptions options)
    {
        base.Adjust(options);
        options.Tenants = 300;
    }

    [Fact]
    public void Pipelines_of_reads_and_writes_give_what_they_give_on_a_good_day()
    {
        PowerShellSession session = OpenOnClock(("MaxRetryCount", 10));
        FpxTenant[] tenants = [.. session.Run("Get-FpxTenant").Succeeded().Values<FpxTenant>()];
        string category = session.Run("Get-FpxNoteCategory").Succeeded().Values<FpxLookup>()[0].Name!;
        int contacts = session.Run($"{tenants} | Get-FpxContact").Succeeded().Output.Count;
        Service.SetFaults(OneInFive);
        int before = Calls.Count;
        var watch = Stopwatch.StartNew();

        SessionResult basic = session.Run($"{tenants} | Get-FpxTenant -Basic");
        SessionResult people = session.Run($"{tenants} | Get-FpxContact");
        SessionResult notes = session.Run($"{tenants.Take(60)} | New-FpxNote -NoteCategory {category} -Text 'A rough day.'");

        int failed = Service.Log.Entries.Skip(before).Count(entry => entry.Fault is not null);
        output.WriteLine(
            $"Rough service: {Calls.Count - before} calls, {failed} failed ({100.0 * failed / (Calls.Count - before):0} %), all results right, in {watch.Elapsed.TotalSeconds:0.0} s.");
        Assert.Equal(tenants.Select(tenant => (tenant.TenantId, tenant.Name)), basic.Succeeded().Values<FpxTenant>().Select(tenant => (tenant.TenantId, tenant.Name)));
        Assert.Equal(contacts, people.Succeeded().Values<FpxContact>().Select(contact => contact.ContactId).Distinct().Count());
        Assert.Equal(contacts, people.Output.Count);
        Assert.Equal(60, notes.Succeeded().Output.Count);
        Assert.Equal(60, Service.Export().Split("A rough day.").Length - 1);
        Assert.True(failed > 60, $"Only {failed} calls failed.");
    }

    [Fact]
    public void Responses_that_are_lost_leave_each_contact_once_and_what_is_refused_without_proof_is_unknown()
    {
        PowerShellSession session = OpenOnClock();
        Guid tenant = Tenant;
        session.Run($"Get-FpxContact {tenant}").Succeeded();
        Service.SetFaults("""
            {"seed":3,"rules":[{"method":"POST","percent":20,"faults":[{"kind":"lostAnswer"}]},{"method":"POST","percent":10,"faults":[{"kind":"status","status":503}]}]}
            """);

        SessionResult result = session.Run($"{Enumerable.Range(0, 60).Select(number => Row(tenant, $"Person {number}"))} | New-FpxContact");

        Service.SetFaults(null);
        Assert.Equal(60, WriteCalls.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("WriteUnsettled", error.FullyQualifiedErrorId));
        string[] names = [.. result.Values<FpxContact>().Select(contact => contact.Name!)];
        Assert.Equal(60, names.Length + result.Errors.Count);
        Assert.Equal(names.OrderBy(name => int.Parse(name.Split(' ')[1])), names);
        IEnumerable<string> held = session.Run($"Get-FpxContact {tenant}").Succeeded().Values<FpxContact>().Select(contact => contact.Name!).Where(name => name.StartsWith("Person ", StringComparison.Ordinal));
        Assert.Equal(names.Order(StringComparer.Ordinal), held.Order(StringComparer.Ordinal));
        Assert.Equal(result.Errors.Count, Journal.Count(change => change.Outcome == FpxChangeOutcome.Unknown));
        Assert.Equal(names.Length, Journal.Count(change => change.Outcome == FpxChangeOutcome.Done));
    }

    [Theory]
    [InlineData("""{"kind":"lostAnswer"}""", 1)]
    [InlineData("""{"kind":"html"}""", 2)]
    [InlineData("""{"kind":"status","status":503,"retryAfter":"120"}""", 2)]
    public void A_referral_is_accepted_once_whatever_becomes_of_the_answer(string fault, int sendings)
    {
        PowerShellSession session = OpenOnClock();
        FpxReferral open = session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>().First(referral => referral.Acceptance is null);
        Strike(fault, "PATCH", "partnerReferrals/*", "\"times\":1,");
        FpxReferral accepted = session.Run($"{open} | Approve-FpxReferral -ServicesSold:$false -PassThru").Succeeded().Values<FpxReferral>().Single();
        Assert.Equal((open.ReferralId, false), (accepted.ReferralId, accepted.ValueAddedServicesSold));
        Assert.Equal(sendings, Calls.Count(call => call.StartsWith("PATCH", StringComparison.Ordinal)));
        FpxChange noted = session.Run("Get-FpxChange").Succeeded().Values<FpxChange>().First(change => change.BaseUri == Service.BaseUri);
        Assert.Equal((FpxChangeKind.ReferralApprove, FpxChangeOutcome.Done), (noted.Kind, noted.Outcome));
    }
}
