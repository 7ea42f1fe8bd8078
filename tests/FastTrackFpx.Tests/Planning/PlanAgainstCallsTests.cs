namespace FastTrackFpx.Tests.Planning;

/// <summary>Plans laid beside the calls that the sandbox saw: exactly those where a plan says exact, and never more than it says.</summary>
[Trait("Category", "Slow")]
public sealed class PlanAgainstCallsTests : SandboxBench
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

    private void Check(string job, PSObject?[] tenants, Func<SessionResult> work, params (string? Name, object? Value)[] further) =>
        PlanCheck.Holds(Session, Service, job, tenants, work, further);
}
