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
}
