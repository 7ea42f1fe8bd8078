namespace FastTrackFpx.Client.Tests.Changes;

/// <summary>What is said of a write where something is missing or stands at an edge; the usual sentences are held by the cmdlets' tests.</summary>
public sealed class ChangeDescriptionTests
{
    private static readonly Guid Tenant = new("11111111-2222-3333-4444-555555555555");
    private static readonly Guid Id = new("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee");
    private static readonly FpxLookup Category = new() { Id = "1", Name = "General" };

    private static readonly ContactChange Boss = ContactTemplate.Change(("Title", "Boss"));

    [Fact]
    public void A_contact_goes_by_whatever_is_known_of_it()
    {
        Assert.Equal($"Add a contact without a name to tenant {Tenant}: Title 'Boss'.", ContactText.New(Tenant, Boss).Statement);
        Assert.Equal("Remove the contact 'ada@example.com' of Contoso Inc.", ContactText.Remove(Id, new FpxContact { ContactId = Id, Email = "ada@example.com", TenantName = "Contoso Inc." }).Statement);
        Assert.Equal("Remove the contact 'Ada' of Contoso Inc.?", ContactText.Remove(Id, new FpxContact { ContactId = Id, Name = "Ada", TenantName = "Contoso Inc." }).Question);
        Assert.Equal($"Remove the contact '{Id}' of tenant {Tenant}.", ContactText.Remove(Id, new FpxContact { ContactId = Id, TenantId = Tenant }).Statement);
        ChangeDescription set = ContactText.Set(Id, null, Boss);
        ChangeDescription removal = ContactText.Remove(Id, null);
        Assert.Equal($"Change the contact {Id}, of which neither tenant nor present values are known: Title 'Boss'.", set.Statement);
        Assert.Equal($"Change the contact {Id}: Title.", set.LogStatement);
        Assert.Equal($"Remove the contact {Id} for good: its tenant is not known, so its values cannot be read and it cannot be created again?", removal.Question);
    }

    [Fact]
    public async Task A_note_and_a_referral_are_shown_in_whole_sentences()
    {
        await using var sandbox = await Bench.SandboxSession.StartAsync(options => options.Tenants = 0);
        FpxWrites writes = sandbox.Connect().Writing(new WriteContext());
        string Note(string text) => writes.Notes.PlanNew(Tenant, Category, text).Description.Statement;
        ChangeDescription Referral(FpxReferral referral, ReferralAction action) =>
            writes.Referrals.PlanSet(referral, new ReferralChange(action, referral)).Description;
        Assert.Equal($"Write a note of 1 character (General) on tenant {Tenant}: 'x'.", Note("x"));
        string many = Note(new string('a', 56) + "\ud83d\ude00" + new string('b', 1200));
        Assert.StartsWith($"Write a note of 1,257 characters (General) on tenant {Tenant}: 'aaa", many, StringComparison.Ordinal);
        Assert.EndsWith("a...'.", many, StringComparison.Ordinal);
        Assert.DoesNotContain('\ud83d', many);
        var referral = new FpxReferral { ReferralId = 5010, PartnerReferralId = Id, TenantName = "Lakeshore Logistics Inc." };
        Assert.Equal("Accept the referral 5010 ('Lakeshore Logistics Inc.').", Referral(referral, ReferralAction.Approve).Statement);
        Assert.Equal("Decline the referral 5010 for good, without a reason?", Referral(new FpxReferral { ReferralId = 5010, PartnerReferralId = Id }, ReferralAction.Deny).Question);
    }
}
