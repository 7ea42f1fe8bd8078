namespace FastTrackFpx.Tests.Contacts;

public sealed class GetContactTests : SandboxBench
{
    protected override void Adjust(SandboxOptions options) => options.Tenants = 60;

    [Fact]
    public void A_part_of_one_tenants_contacts_comes_with_the_total_and_a_kind_by_name()
    {
        (Guid tenant, object?[] contacts) = TenantWithContacts();
        SessionResult part = Session.Run($"Get-FpxContact -TenantId {tenant} -First 1 -Skip 1 -IncludeTotalCount").Succeeded();
        SessionResult piped = Session.Run($"{tenant} | Get-FpxContact -First 1 -Skip 1").Succeeded();
        Assert.Equal((ulong)contacts.Length, part.Output[0]!.BaseObject);
        Assert.Equal(contacts[1], Of(part.Output[1], "ContactId"));
        Assert.Equal([contacts[1]], All(piped, "ContactId"));
        (Guid same, _) = TenantWithContacts();
        SessionResult result = Session.Run($"Get-FpxContact -TenantId {same} -ContactType customer").Succeeded();
        Assert.All(result.Output, contact => Assert.Equal("Customer", Of(contact, "ContactType")!.ToString()));
        Assert.Equal("?contactTypeId=1", Service.Log.Entries[^1].Query.Split('&')[0]);
    }

    [Fact]
    public void Referrals_and_rows_of_a_csv_file_bind()
    {
        PSObject referral = Session.Run("Get-FpxReferral").Succeeded().Output.First(item => Of(item, "TenantId") is not null)!;
        Session.Run($"{referral} | Get-FpxContact").Succeeded();
        Assert.Contains($"rfaId={Of(referral, "ReferralId")}", Service.Log.Entries[^1].Query);
        (Guid tenant, object?[] contacts) = TenantWithContacts();
        PSObject row = InputRow.Of(("TenantId", tenant.ToString("N")), ("Name", "ignored"), ("ReferralId", string.Empty));
        Assert.Equal(contacts, All(Session.Run($"{row} | Get-FpxContact").Succeeded(), "ContactId"));
    }

    private (Guid Tenant, object?[] Contacts) TenantWithContacts()
    {
        SessionResult all = Session.Run("Get-FpxTenant -First 10 | Get-FpxContact").Succeeded();
        var group = all.Output.GroupBy(contact => (Guid)Of(contact, "TenantId")!).First(contacts => contacts.Count() > 2);
        return (group.Key, [.. group.Select(contact => Of(contact, "ContactId"))]);
    }
}
