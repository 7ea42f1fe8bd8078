namespace FastTrackFpx.Client.Tests.Faults;

/// <summary>One write: what it returns when all goes well, and how often the service holds it afterwards.</summary>
internal sealed record WriteCell(string Expected, Func<FpxClient, FpxWrites, Task<string>> ActAsync, Func<Task<int>> HeldAsync);

/// <summary>A kind of write: one of each that FPX has.</summary>
internal sealed record WriteShape(string Name, string Method, string Path, Func<FaultBench, Task<WriteCell>> PrepareAsync)
{
    private static readonly CancellationToken End = CancellationToken.None;

    internal static IReadOnlyList<WriteShape> All { get; } =
    [
        new("contact POST", "POST", "tenants/*/contacts", NewContactAsync),
        new("note POST", "POST", "tenants/*/notes", NewNoteAsync),
        new("contact PATCH", "PATCH", "*contacts/*", ChangedContactAsync),
        new("entitlement PATCH", "PATCH", "tenants/*/entitlements", MovedSeatAsync),
        new("referral PATCH", "PATCH", "partnerReferrals/*", ChangedReferralAsync),
        new("contact DELETE", "DELETE", "*contacts/*", RemovedContactAsync),
        new("entitlement PATCH with a new record", "PATCH", "tenants/*/entitlements", AddedSeatsAsync),
        new("referral approval", "PATCH", "partnerReferrals/*", bench => DecidedReferralAsync(bench, ReferralAction.Approve)),
        new("referral decline", "PATCH", "partnerReferrals/*", bench => DecidedReferralAsync(bench, ReferralAction.Deny)),
    ];

    private static Task<WriteCell> NewContactAsync(FaultBench bench)
    {
        string name = bench.Mark;
        ContactChange contact = ContactTemplate.Named(bench.Contact, name);
        return Task.FromResult(new WriteCell(
            name,
            async (_, writes) =>
            {
                FpxContact made = (await writes.NewContactAsync(bench.Tenants[2].TenantId, contact, End)).Value;
                return contact.IsHeldBy(made) ? made.Name! : $"another contact than was sent: {string.Join(", ", contact.Without(made).Describe(made))}";
            },
            () => ContactsAsync(bench, 2, contact => contact.Name == name)));
    }

    private static Task<WriteCell> NewNoteAsync(FaultBench bench)
    {
        string text = bench.Mark;
        return Task.FromResult(new WriteCell(
            text,
            async (_, writes) => (await writes.NewNoteAsync(bench.Tenants[3].TenantId, bench.Category, text, End)).Value.Text!,
            async () => (await bench.Bystander.Notes.List(bench.Tenants[3].TenantId, oldestFirst: false).ToListAsync()).Count(note => note.Text == text)));
    }

    private static async Task<WriteCell> ChangedContactAsync(FaultBench bench)
    {
        string title = bench.Mark;
        FpxContact contact = await AnyContactAsync(bench);
        ContactChange change = ContactTemplate.Change(("Title", title));
        return new WriteCell(
            title,
            async (_, writes) => (await writes.SetContactAsync(contact.ContactId, contact, change, End)).Value.Title!,
            () => ContactsAsync(bench, 5, contact => contact.Title == title));
    }

    private static async Task<WriteCell> RemovedContactAsync(FaultBench bench)
    {
        string name = bench.Mark;
        ContactChange contact = ContactTemplate.Named(bench.Contact, name);
        FpxContact made = (await bench.Bystander.Writing(new WriteContext()).NewContactAsync(bench.Tenants[4].TenantId, contact, End)).Value;
        return new WriteCell(
            "True",
            async (_, writes) => (await writes.RemoveContactAsync(made.ContactId, made, End)).Value.ToString(),
            async () => 1 - await ContactsAsync(bench, 4, contact => contact.Name == name));
    }

    private static async Task<WriteCell> MovedSeatAsync(FaultBench bench)
    {
        (Guid tenant, FpxLookup service) = bench.Seats ??= await FindSeatsAsync(bench);
        EntitlementFacts facts = await bench.Bystander.Writing(new WriteContext()).Entitlements.ReadFactsAsync(tenant, service, End);
        List<FpxEntitlement> bySeats = [.. facts.Current.Where(record => record.L2 is null).OrderByDescending(record => record.EntitlementCount)];
        (FpxEntitlement from, FpxEntitlement to) = (bySeats[0], bySeats[^1]);
        long SeatsIn(IEnumerable<FpxEntitlement> records) => records.Single(record => record.ServiceIntentId == to.ServiceIntentId).EntitlementCount;
        return new WriteCell(
            $"{to.EntitlementCount + 1}",
            async (_, writes) =>
            {
                EntitlementFacts now = await writes.Entitlements.ReadFactsAsync(tenant, service, End);
                EntitlementPlan plan = EntitlementPlanner.FromMove(now, from.L1!, to.L1!, 1);
                return $"{SeatsIn((await writes.SetSeatsAsync(plan, force: false, End)).Value)}";
            },
            async () => (int)(SeatsIn(await bench.Bystander.Entitlements.GetAsync(tenant, [service.Id!], End)) - to.EntitlementCount));
    }

    /// <summary>A service of a tenant whose seats stand in two statuses, with enough of them to move around.</summary>
    internal static async Task<(Guid Tenant, FpxLookup Service)> FindSeatsAsync(FaultBench bench)
    {
        FpxWrites writes = bench.Bystander.Writing(new WriteContext());
        foreach (FpxTenant tenant in bench.Tenants.Skip(30))
        {
            foreach (FpxMaxEntitlement seats in await bench.Bystander.Entitlements.GetMaxAsync(tenant.TenantId, [], End))
            {
                var service = new FpxLookup { Id = seats.ServiceId };
                EntitlementFacts facts = await writes.Entitlements.ReadFactsAsync(tenant.TenantId, service, End);
                if (facts.Current.Count(record => record.L2 is null && record.EntitlementCount > 1) > 1) return (tenant.TenantId, service);
            }
        }

        throw new InvalidOperationException("The sandbox has no seats to move.");
    }

    /// <summary>Accepting and changing a referral are one call; there are referrals enough to change.</summary>
    private static async Task<WriteCell> ChangedReferralAsync(FaultBench bench)
    {
        IReadOnlyList<FpxReferral> all = await bench.Bystander.Referrals.ReadAllAsync(End);
        FpxReferral current = all.First(referral => referral.Acceptance?.Name == "Accepted" && referral.PartnerReferralId is not null);
        IReadOnlyList<FpxLookup> statuses = [.. await bench.Bystander.Lookups.GetAsync<FpxReferralStatus>(refresh: false, End)];
        FpxLookup next = statuses.First(status => status.Id != current.ReferralStatus?.Id);
        var wanted = new ReferralChange(ReferralAction.Set, current.Copy());
        wanted.Wanted.ReferralStatus = next;
        return new WriteCell(
            next.Id!,
            async (_, writes) => (await writes.SetReferralAsync(current, wanted, End)).Value.ReferralStatus!.Id!,
            async () => (await bench.Bystander.Referrals.ReadAllAsync(End))
                .Count(referral => referral.PartnerReferralId == current.PartnerReferralId && referral.ReferralStatus?.Id == next.Id));
    }

    /// <summary>A seat that moves to a status without a record: the record has no id yet.</summary>
    private static async Task<WriteCell> AddedSeatsAsync(FaultBench bench)
    {
        (Guid tenant, FpxLookup service) = bench.Seats ??= await FindSeatsAsync(bench);
        FpxWrites bystander = bench.Bystander.Writing(new WriteContext());
        EntitlementFacts facts = await bystander.Entitlements.ReadFactsAsync(tenant, service, End);
        FpxEntitlement from = facts.Current.Where(record => record.L2 is null).MaxBy(record => record.EntitlementCount)!;
        if (facts.L1Statuses.All(status => facts.Current.Any(record => record.L1!.Id == status.Id)))
        {
            // Every status has a record: that of the fewest seats makes room.
            FpxEntitlement least = facts.Current.MinBy(record => record.EntitlementCount)!;
            await bystander.SetSeatsAsync(EntitlementPlanner.FromMove(facts, least.L1!, from.L1!, (int)least.EntitlementCount), force: true, End);
            facts = await bystander.Entitlements.ReadFactsAsync(tenant, service, End);
        }

        FpxLookup to = facts.L1Statuses.First(status => facts.Current.All(record => record.L1!.Id != status.Id));
        bool IsHeld(IEnumerable<FpxEntitlement> records) => records.Count(record => record.L1!.Id == to.Id && record.EntitlementCount == 1) == 1;
        return new WriteCell(
            "True",
            async (_, writes) => $"{IsHeld((await writes.SetSeatsAsync(EntitlementPlanner.FromMove(facts, from.L1!, to, 1), force: true, End)).Value)}",
            async () =>
            {
                IReadOnlyList<FpxEntitlement> now = await bench.Bystander.Entitlements.GetAsync(tenant, [service.Id!], End);
                // Twice would be a second record, or seats that nobody has.
                return now.Sum(record => record.EntitlementCount) != facts.Current.Sum(record => record.EntitlementCount) ? -1 : IsHeld(now) ? 1 : 0;
            });
    }

    private static async Task<WriteCell> DecidedReferralAsync(FaultBench bench, ReferralAction action)
    {
        bool isApproval = action == ReferralAction.Approve;
        FpxReferral open = (await bench.Bystander.Referrals.ReadAllAsync(End))
            .First(referral => !ReferralStates.IsAccepted(referral.Acceptance) && !ReferralStates.IsDeclined(referral.Acceptance) && referral.PartnerReferralId is not null);
        FpxLookup decision = (await bench.Bystander.Lookups.GetAsync<FpxReferralAcceptanceStatus>(refresh: false, End))
            .First(status => isApproval ? ReferralStates.IsAccepted(status) : ReferralStates.IsDeclined(status));
        var wanted = new ReferralChange(action, new FpxReferral
        {
            Acceptance = decision,
            DeclineReason = isApproval ? null : (await bench.Bystander.Lookups.GetAsync<FpxReferralDeclineReason>(refresh: false, End))[0],
        });
        return new WriteCell(
            decision.Id!,
            async (_, writes) => (await writes.SetReferralAsync(open, wanted, End)).Value.Acceptance!.Id!,
            async () => (await bench.Bystander.Referrals.ReadAllAsync(End))
                .Count(referral => referral.PartnerReferralId == open.PartnerReferralId && referral.Acceptance?.Id == decision.Id));
    }

    private static async Task<FpxContact> AnyContactAsync(FaultBench bench) =>
        (await bench.Bystander.Contacts.List(bench.Tenants[5].TenantId, new ContactQuery()).ToListAsync())[0];

    private static async Task<int> ContactsAsync(FaultBench bench, int tenant, Func<FpxContact, bool> isMeant) =>
        (await bench.Bystander.Contacts.List(bench.Tenants[tenant].TenantId, new ContactQuery()).ToListAsync()).Count(isMeant);
}
