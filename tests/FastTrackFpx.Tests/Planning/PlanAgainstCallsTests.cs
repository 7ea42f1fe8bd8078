namespace FastTrackFpx.Tests.Planning;

/// <summary>Plans laid beside the calls that the sandbox saw: exactly those where a plan says exact, and never more than it says.</summary>
[Trait("Category", "Slow")]
public sealed class PlanAgainstCallsTests : WriteBench
{
    private const int Tenants = 26;
    private const int ContactsPerTenant = 430;

    protected override void Adjust(SandboxOptions options) =>
        (options.Tenants, options.ContactsPerTenant, options.RequestsPerMinute) = (Tenants, ContactsPerTenant, 0);

    [Fact]
    public void Reads_that_need_no_tenant()
    {
        Check("Tenant", [], () => Session.Run("Get-FpxTenant"));
        Check("Usage", [], () => Session.Run("Get-FpxUsage"));
        Check("IncentiveStatement", [], () => Session.Run("Get-FpxIncentiveStatement"));
        Check("Referral", [], () => Session.Run("Get-FpxReferral"), ("ReferralCount", (long)Session.Run("Get-FpxReferral").Succeeded().Output.Count));
    }

    [Fact]
    public void Reads_of_many_tenants()
    {
        PSObject?[] all = [.. Session.Run("Get-FpxTenant").Succeeded().Output];
        Assert.Equal(Tenants, all.Length);
        Check("TenantById", all[..7], () => Session.Run($"{all[..7]} | Get-FpxTenant"));
        Check("TenantAssignment", all[..7], () => Session.Run($"{all[..7]} | Get-FpxTenantAssignment"));
        Check("Entitlement", all, () => Session.Run($"{all} | Get-FpxEntitlement"));
        Check("Entitlement", all[..7], () => Session.Run($"{all[..7]} | Get-FpxEntitlement -Service '1'"), ("Filtered", true));
        PSObject?[] shortLists = [.. all.Where(tenant => Session.Run($"{tenant} | Get-FpxNote").Succeeded().Output.Count is > 0 and <= 25).Take(7)];
        Check("Note", shortLists, () => Session.Run($"{shortLists} | Get-FpxNote"), ("NotesPerTenant", 25L));
        Check("MaxEntitlement", all, () => Session.Run($"{all} | Get-FpxMaxEntitlement"));
    }

    [Fact]
    public void Contacts_of_many_pages()
    {
        PSObject?[] all = [.. Session.Run("Get-FpxTenant").Succeeded().Output];

        // A whole group and a tenant that is left alone.
        Check("Contact", all, () => Session.Run($"{all} | Get-FpxContact"), ("ContactsPerTenant", (long)ContactsPerTenant));
        PSObject?[] customers = [.. Session.Run($"{all[..3]} | Get-FpxContact -ContactType '1'").Succeeded().Output];
        long[] pages = [.. customers.GroupBy(contact => Of(contact, "TenantId")).Select(tenant => (tenant.LongCount() + 99) / 100).Distinct()];
        Check("Contact", all[..3], () => Session.Run($"{all[..3]} | Get-FpxContact -ContactType '1'"), ("ContactsPerTenant", 100 * pages.Single()), ("Filtered", true));
    }

    [Fact]
    public void Services_found_out_one_by_one()
    {
        PSObject?[] few = [.. Session.Run("Get-FpxTenant -First 4").Succeeded().Output];
        long most = Session.Run($"{few} | Get-FpxMaxEntitlement").Succeeded().Output.GroupBy(seat => Of(seat, "TenantId")).Max(tenant => tenant.LongCount());
        Check("Entitlement", few, () => Session.Run($"{few} | Get-FpxEntitlement -ResolveService"), ("ResolveService", true), ("ServicesPerTenant", most));
    }

    [Fact]
    public void Moves_of_seats()
    {
        IReadOnlyList<FpxEntitlement> seats = Seats(2);
        (string? Name, object? Value)[] move = [("TenantId", seats[0].TenantId), ("Service", seats[0].ServiceId), ("From", seats[0].L1!.Name), ("To", seats[1].L1!.Name), ("Count", 1L)];
        CheckAnew("EntitlementSet", [new(seats[0])], session => session.Run("Move-FpxEntitlementSeat", move));
        CheckAnew("EntitlementSet", [new(seats[0])], session => session.Run("Move-FpxEntitlementSeat", [.. move, ("SkipValidation", true)]), ("SkipValidation", true));
    }

    [Fact]
    public void Contacts_that_are_created_changed_and_removed()
    {
        FpxTenant[] tenants = [.. Session.Run("Get-FpxTenant -First 3").Succeeded().Values<FpxTenant>()];
        PSObject[] rows = [.. tenants.SelectMany(tenant => new[] { Row(tenant.TenantId, "Ada"), Row(tenant.TenantId, "Bob") })];
        CheckAnew("ContactNew", rows, session => session.Run($"{rows} | New-FpxContact"));
        PSObject?[] contacts = [.. tenants.SelectMany(tenant => Session.Run($"Get-FpxContact -TenantId {tenant.TenantId} -First 2").Succeeded().Output)];
        CheckAnew("ContactSet", contacts, session => session.Run($"{contacts} | Set-FpxContact -Title Director"), ("ContactsPerTenant", ContactsPerTenant + 2L));
        CheckAnew("ContactRemove", contacts, session => session.Run($"{contacts} | Remove-FpxContact -Confirm:$false"), ("ContactsPerTenant", ContactsPerTenant + 2L));
    }

    [Fact]
    public void Notes_and_changes_of_referrals()
    {
        PSObject?[] tenants = [.. Session.Run("Get-FpxTenant -First 3").Succeeded().Output];
        CheckAnew("NoteNew", tenants, session => session.Run($"{tenants} | New-FpxNote -Text Called. -NoteCategory '1'"));
        PSObject?[] accepted = [.. Session.Run("Get-FpxReferral").Succeeded().Output.Where(item => ((FpxReferral)item!.BaseObject).Acceptance?.Name == "Accepted").Take(3)];
        string status = Session.Run("Get-FpxReferralStatus").Succeeded().Values<FpxReferralStatus>()[1].Name!;
        CheckAnew("ReferralSet", [], session => session.Run($"{accepted} | Set-FpxReferral -ReferralStatus {status}"), ("ReferralCount", (long)accepted.Length));
    }

    /// <summary>In a session that has no list yet.</summary>
    private void CheckAnew(string job, PSObject?[] input, Func<PowerShellSession, SessionResult> work, params (string? Name, object? Value)[] further)
    {
        PowerShellSession session = Open();
        Connect(session);
        Check(session, job, input, () => work(session), further);
    }

    private void Check(string job, PSObject?[] tenants, Func<SessionResult> work, params (string? Name, object? Value)[] further) => Check(Session, job, tenants, work, further);

    /// <summary>As many calls are made as the plan says where it says exact, and no more than it says where it says at most.</summary>
    private void Check(PowerShellSession session, string job, PSObject?[] input, Func<SessionResult> work, (string? Name, object? Value)[] further)
    {
        PSObject plan = session.Pipe(input.Length == 0 ? null : input, "Measure-FpxPlan", [("Job", job), .. further]).Succeeded().Output.Single()!;
        long planned = (long)Of(plan, "Calls")!;
        int before = Service.Log.Count();
        work().Succeeded();
        int made = Service.Log.Count() - before;
        if ((bool)Of(plan, "IsExact")!) Assert.Equal((job, planned), (job, made));
        else Assert.InRange(made, 1, planned);
    }
}
