namespace FastTrackFpx.Client.Tests.Changes;

/// <summary>What is said of a write where something is missing or stands at an edge; the usual sentences are held by the cmdlets' tests.</summary>
public sealed class ChangeDescriptionTests
{
    private static readonly Guid Tenant = new("11111111-2222-3333-4444-555555555555");
    private static readonly Guid Id = new("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee");
    private static readonly FpxLookup Category = new() { Id = "1", Name = "General" };

    [Fact]
    public void A_contact_goes_by_whatever_is_known_of_it()
    {
        Assert.Equal($"Add a contact without a name to tenant {Tenant}: Title 'Boss'.", ContactText.New(Tenant, Title("Boss")).Statement);
        Assert.Equal("Remove the contact 'ada@example.com' of Contoso Inc.", ContactText.Remove(Id, new FpxContact { ContactId = Id, Email = "ada@example.com", TenantName = "Contoso Inc." }).Statement);
        Assert.Equal("Remove the contact 'Ada' of Contoso Inc.?", ContactText.Remove(Id, new FpxContact { ContactId = Id, Name = "Ada", TenantName = "Contoso Inc." }).Question);
        Assert.Equal($"Remove the contact '{Id}' of tenant {Tenant}.", ContactText.Remove(Id, new FpxContact { ContactId = Id, TenantId = Tenant }).Statement);
        ChangeDescription set = ContactText.Set(Id, null, Title("Boss"));
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

    [Fact]
    public void Owner_and_notes_of_seats_are_in_the_question_and_not_in_a_log()
    {
        var record = new FpxEntitlement { TenantId = Tenant, ServiceIntentId = Id, L1 = new FpxLookup { Id = Id.ToString(), Name = "Blocked" }, EntitlementCount = 1, Owner = "Ada" };
        var facts = new EntitlementFacts { TenantId = Tenant, ServiceId = "9", Current = [record] };
        var edited = new FpxEntitlement { TenantId = Tenant, ServiceIntentId = Id, L1 = record.L1, EntitlementCount = 1, Owner = "Grace", Notes = "secret" };
        ChangeDescription deed = EntitlementPlanner.FromRecords(facts, [edited]).Description;
        Assert.Equal($"Set the seats of service 9 of tenant {Tenant}: Blocked: 1 seat, owner 'Ada' -> 'Grace', notes none -> 'secret'.", deed.Statement);
        Assert.Equal($"Set the seats of service 9 of tenant {Tenant}: Blocked: 1 seat, owner *** -> ***, notes none -> ***.", deed.LogStatement);
    }

    [Fact]
    public async Task What_an_unknown_state_means_for_taking_back_is_said()
    {
        await using var sandbox = await Bench.SandboxSession.StartAsync(options => options.Tenants = 0);
        FpxWrites writes = sandbox.Connect().Writing(new WriteContext());
        JournalEntry blind = FpxChanges.Entry(
            FpxChangeKind.ContactSet, "x", null, new FpxChangeState { Contact = new FpxContact { ContactId = Id } }, (FpxChanges.ContactId, FpxChanges.Id(Id)));
        blind.Outcome = ChangeOutcome.Done;
        var refused = await Assert.ThrowsAsync<RestException>(() => writes.PlanUndoAsync(blind, force: false, CancellationToken.None));
        Assert.Equal(FpxErrorCode.CannotBeUndone, refused.ErrorCode);
        Assert.Contains("its tenant was not specified", refused.Message);
        Assert.Contains("-TenantId", refused.RecommendedAction);
    }

    private static ContactChange Title(string title)
    {
        var change = new ContactChange();
        change.Set(ContactField.Find("Title")!, title);
        return change;
    }
}
