namespace FastTrackFpx.Tests.Planning;

/// <summary>Plans of writes laid beside the calls that the sandbox saw, each in a session that has no list yet.</summary>
[Trait("Category", "Slow")]
public sealed class PlanOfWritesTests : WriteBench
{
    protected override void Adjust(SandboxOptions options) => (options.ContactsPerTenant, options.RequestsPerMinute) = (130, 0);

    [Fact]
    public void Sets_and_moves_of_seats_take_the_calls_of_their_plan()
    {
        IReadOnlyList<FpxEntitlement> seats = Seats(2);
        PSObject[] tenant = [new(seats[0])];
        CheckMove("EntitlementSet", tenant, seats, []);
        CheckMove("EntitlementSet", tenant, seats, [("SkipValidation", true)]);
    }

    [Fact]
    public void Contacts_made_changed_and_removed_take_the_calls_of_their_plan()
    {
        FpxTenant[] tenants = [.. Session.Run("Get-FpxTenant -First 3").Succeeded().Values<FpxTenant>()];
        PSObject[] rows = [.. tenants.SelectMany(tenant => new[] { Row(tenant.TenantId, "Ada"), Row(tenant.TenantId, "Bob") })];
        Check("ContactNew", rows, session => session.Run($"{rows} | New-FpxContact"));
        PSObject?[] contacts = [.. tenants.SelectMany(tenant => Session.Run($"Get-FpxContact -TenantId {tenant.TenantId} -First 2").Succeeded().Output)];
        Check("ContactSet", contacts, session => session.Run($"{contacts} | Set-FpxContact -Title Director"), ("ContactsPerTenant", 132L));
        Check("ContactRemove", contacts, session => session.Run($"{contacts} | Remove-FpxContact -Confirm:$false"), ("ContactsPerTenant", 132L));
    }

    [Fact]
    public void Notes_and_referrals_take_the_calls_of_their_plan()
    {
        PSObject?[] tenants = [.. Session.Run("Get-FpxTenant -First 3").Succeeded().Output];
        Check("NoteNew", tenants, session => session.Run($"{tenants} | New-FpxNote -Text Called. -NoteCategory '1'"));
        PSObject?[] accepted =
            [.. Session.Run("Get-FpxReferral").Succeeded().Output.Where(item => ((FpxReferral)item!.BaseObject).Acceptance?.Name == "Accepted").Take(3)];
        string status = Session.Run("Get-FpxReferralStatus").Succeeded().Values<FpxReferralStatus>()[1].Name!;
        Check("ReferralSet", [], session => session.Run($"{accepted} | Set-FpxReferral -ReferralStatus {status}"), ("ReferralCount", (long)accepted.Length));
    }

    private void CheckMove(string job, PSObject[] tenant, IReadOnlyList<FpxEntitlement> seats, (string? Name, object? Value)[] rules) => Check(
        job,
        tenant,
        session => session.Run(
            "Move-FpxEntitlementSeat",
            [(null, seats[0].TenantId), (null, seats[0].ServiceId), ("From", seats[0].L1!.Name), ("To", seats[1].L1!.Name), ("Count", 1L), .. rules]),
        rules);

    private void Check(string job, IReadOnlyCollection<PSObject?> tenants, Func<PowerShellSession, SessionResult> work, params (string? Name, object? Value)[] further)
    {
        PowerShellSession session = Open();
        Connect(session);
        PlanCheck.Holds(session, Service, job, tenants, () => work(session), further);
    }
}
