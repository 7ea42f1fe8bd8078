namespace FastTrackFpx.Client.Tests.Changes;

/// <summary>Plans a change and carries it out, as a cmdlet does between which it asks.</summary>
internal static class SentChanges
{
    internal static async Task<WriteResult<FpxContact>> NewContactAsync(this FpxWrites writes, Guid tenantId, ContactChange contact, CancellationToken end) =>
        await writes.Runner.RunAsync(await writes.Contacts.PlanNewAsync(tenantId, contact, end), end);

    internal static async Task<WriteResult<FpxContact>> SetContactAsync(this FpxWrites writes, Guid contactId, FpxContact? before, ContactChange contact, CancellationToken end) =>
        await writes.Runner.RunAsync(await writes.Contacts.PlanSetAsync(contactId, before, contact, end), end);

    internal static Task<WriteResult<bool>> RemoveContactAsync(this FpxWrites writes, Guid contactId, FpxContact? before, CancellationToken end) =>
        writes.Runner.RunAsync(writes.Contacts.PlanRemove(contactId, before), end);

    internal static Task<WriteResult<FpxNote>> NewNoteAsync(this FpxWrites writes, Guid tenantId, FpxLookup category, string text, CancellationToken end) =>
        writes.Runner.RunAsync(writes.Notes.PlanNew(tenantId, category, text), end);

    internal static Task<WriteResult<IReadOnlyList<FpxEntitlement>>> SetSeatsAsync(this FpxWrites writes, EntitlementPlan plan, bool force, CancellationToken end) =>
        writes.Runner.RunAsync(writes.Entitlements.PlanSet(plan, force), end);

    internal static Task<WriteResult<FpxReferral>> SetReferralAsync(this FpxWrites writes, FpxReferral current, ReferralChange wanted, CancellationToken end) =>
        writes.Runner.RunAsync(writes.Referrals.PlanSet(current, wanted), end);
}
