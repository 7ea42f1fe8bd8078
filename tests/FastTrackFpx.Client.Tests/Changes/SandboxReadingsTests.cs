namespace FastTrackFpx.Client.Tests.Changes;

/// <summary>Every write succeeds by every reading the sandbox can take.</summary>
[Trait("Category", "Slow")]
public class SandboxReadingsTests
{
    [Theory]
    [InlineData("F3=new", "F4=old", "F56=required")]
    [InlineData("F3=old", "F4=new", "F56=lenient")]
    [InlineData("F3=new", "F37=uuid", "F80=200")]
    [InlineData("F38=uuid", "F39=uuid", "F81=201")]
    [InlineData("F38=integer", "F39=integer", "F55=lenient")]
    public async Task A_contact_is_made_changed_and_removed(params string[] readings)
    {
        await using var sandbox = await StartAsync(readings);
        var client = sandbox.Connect();
        var tenantId = (await client.Tenants.List().ToListAsync())[0].TenantId;
        var writes = client.Writing(new WriteContext());
        var fields = await ContactTemplate.ResolveAsync(
            client,
            [
                new("Name", "Ada"), new("Email", "ada@example.com"), new("Title", "Manager"), new("SurveyEligible", true), new("TimeZone", await FirstZone(client)),
                new("CountryRegion", (await client.Lookups.GetAsync<FpxCountryRegion>(false, CancellationToken.None))[0].Name),
                new("SurveyLanguage", (await client.Lookups.GetAsync<FpxSurveyLanguage>(false, CancellationToken.None))[0].Name),
                new("ContactType", (await client.Lookups.GetAsync<FpxContactType>(false, CancellationToken.None))[0].Name), new("Service", new[] { "Exchange Online; SharePoint Online" }),
            ]);

        var made = (await writes.NewContactAsync(tenantId, fields, CancellationToken.None)).Value;
        Assert.True(fields.IsHeldBy(made));
        var title = new ContactChange();
        title.Set(ContactField.Find("Title")!, null);
        var changed = (await writes.SetContactAsync(made.ContactId, made, title, CancellationToken.None)).Value;
        Assert.Null(changed.Title);
        Assert.Equal(["Title"], ContactChange.Between(made, changed).Given.Select(field => field.ParameterName));
        await writes.RemoveContactAsync(made.ContactId, changed, CancellationToken.None);
        Assert.Null(await writes.Contacts.FindAsync(tenantId, made.ContactId, null, CancellationToken.None));
    }

    [Theory, InlineData("F50=stay"), InlineData("F50=vanish"), InlineData("F48=sent"), InlineData("F46=array"), InlineData("F36=with")]
    public async Task Seats_move_whatever_becomes_of_records_that_are_not_sent(string reading)
    {
        await using var sandbox = await StartAsync([reading]);
        var client = sandbox.Connect();
        var writes = client.Writing(new WriteContext());
        var facts = await FactsAsync(client, writes);
        var (from, to) = (facts.Current[0].L1!, facts.Current[1].L1!);
        var plan = EntitlementPlanner.FromMove(facts, from, to, 1);
        var after = (await writes.SetSeatsAsync(plan, force: false, CancellationToken.None)).Value;
        Assert.True(plan.IsAccepted);
        Assert.True(EntitlementRecords.SameSet(after, plan.Expected, exactly: true));
        Assert.Equal(facts.Current.Count, after.Count);
        Assert.Equal(facts.SeatTotal, after.Sum(record => record.EntitlementCount));
    }

    [Theory]
    [InlineData("F82=acceptance", "F22=any")]
    [InlineData("F82=aceptance", "F22=any")]
    [InlineData("F82=acceptance", "F22=exact")]
    [InlineData("F82=aceptance", "F22=exact")]
    public async Task A_referral_is_accepted_and_another_declined_in_any_spelling(params string[] readings)
    {
        await using var sandbox = await StartAsync(readings, tenants: 60);
        var client = sandbox.Connect();
        var writes = client.Writing(new WriteContext());
        var open = (await writes.Referrals.ReadAllAsync(CancellationToken.None)).Where(referral => referral.Acceptance is null).Take(2).ToList();
        var statuses = await client.Lookups.GetAsync<FpxReferralAcceptanceStatus>(false, CancellationToken.None);
        var reason = (await client.Lookups.GetAsync<FpxReferralDeclineReason>(false, CancellationToken.None))[0];
        var deny = new ReferralChange(ReferralAction.Deny, new FpxReferral { Acceptance = ReferralStates.Find(statuses, accepted: false), DeclineReason = reason });
        var accept = new ReferralChange(ReferralAction.Approve, new FpxReferral { Acceptance = ReferralStates.Find(statuses, accepted: true) });

        var accepted = await writes.SetReferralAsync(open[0], accept, CancellationToken.None);
        var declined = await writes.SetReferralAsync(open[1], deny, CancellationToken.None);

        Assert.True(ReferralStates.IsAccepted(accepted.Value.Acceptance));
        Assert.True(ReferralStates.IsDeclined(declined.Value.Acceptance));
        Assert.Equal(reason.Id, declined.Value.DeclineReason!.Id);
    }

    [Fact]
    public async Task A_write_that_arrives_late_is_waited_for_and_not_sent_again()
    {
        await using var sandbox = await StartAsync([]);
        var client = sandbox.Connect();
        var tenantId = (await client.Tenants.List().ToListAsync())[0].TenantId;
        var category = (await client.Lookups.GetAsync<FpxNoteCategory>(false, CancellationToken.None))[0];
        sandbox.Service.SetFaults("""{"rules":[{"method":"POST","times":1,"faults":[{"kind":"late","seconds":0.5}]}]}""");
        var note = (await client.Writing(new WriteContext()).NewNoteAsync(tenantId, category, "late", CancellationToken.None)).Value;
        Assert.Equal("late", note.Text);
        Assert.Single(sandbox.Service.Log.Entries, entry => entry.Method == "POST");
    }

    [Fact]
    public async Task Seats_that_changed_since_they_were_read_are_noticed()
    {
        await using var sandbox = await StartAsync([]);
        var client = sandbox.Connect();
        var writes = client.Writing(new WriteContext());
        var facts = await FactsAsync(client, writes);
        var mine = (await client.Entitlements.GetAsync(facts.TenantId, [facts.ServiceId], CancellationToken.None)).ToList();
        var plan = EntitlementPlanner.FromMove(facts, mine[0].L1!, mine[1].L1!, 1);
        await writes.SetSeatsAsync(plan, force: false, CancellationToken.None);
        var now = await writes.Entitlements.ReadFactsAsync(facts.TenantId, new FpxLookup { Id = facts.ServiceId }, CancellationToken.None);

        mine[0].Owner = "Ada";
        var conflict = Assert.Throws<RestException>(() => EntitlementChanges.RequireUnchanged(now, mine));

        Assert.Equal(FpxErrorCode.Conflict, conflict.ErrorCode);
        Assert.Contains($"{mine[0].L1}: {mine[0].EntitlementCount} -> {mine[0].EntitlementCount - 1}", conflict.Message);
        facts.Read = DateTimeOffset.UtcNow.AddMinutes(-1);
        plan = EntitlementPlanner.FromMove(facts, mine[0].L1!, mine[1].L1!, 1);
        var stale = await Assert.ThrowsAsync<RestException>(() => writes.SetSeatsAsync(plan, force: false, CancellationToken.None));
        Assert.Equal(FpxErrorCode.Conflict, stale.ErrorCode);
    }

    private static async Task<EntitlementFacts> FactsAsync(FpxClient client, FpxWrites writes)
    {
        foreach (var tenant in await client.Tenants.List().ToListAsync())
        {
            foreach (var seat in await client.Entitlements.GetMaxAsync(tenant.TenantId, [], CancellationToken.None))
            {
                var facts = await writes.Entitlements.ReadFactsAsync(tenant.TenantId, new FpxLookup { Id = seat.ServiceId, Name = seat.ServiceName }, CancellationToken.None);
                if (facts.Current.Count > 2 && facts.Current.All(record => record.EntitlementCount > 1))
                    return facts;
            }
        }

        throw new InvalidOperationException("No tenant has a service with three statuses.");
    }

    private static async Task<string> FirstZone(FpxClient client) => (await client.Lookups.GetAsync<FpxTimeZone>(false, CancellationToken.None))[0].Name!;

    private static Task<SandboxSession> StartAsync(string[] readings, int tenants = 10) => SandboxSession.StartAsync(options =>
    {
        options.Tenants = tenants;
        foreach (var reading in readings)
            options.Readings[reading.Split('=')[0]] = reading.Split('=')[1];
    });
}
