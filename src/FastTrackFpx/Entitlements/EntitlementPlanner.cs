using static FastTrackFpx.Entitlements.EntitlementRecords;

namespace FastTrackFpx.Entitlements;

/// <summary>Works out what a change of a service's seats comes to. Reads nothing and sends nothing.</summary>
internal static class EntitlementPlanner
{
    /// <summary>The whole set, by status: a status that is not named goes.</summary>
    /// <param name="facts">How things stand.</param>
    /// <param name="wanted">The set there should be.</param>
    public static EntitlementPlan FromStatuses(EntitlementFacts facts, IReadOnlyList<WantedStatus> wanted)
    {
        Require(facts, wanted);
        var left = facts.Current.ToList();
        var drafts = new List<EntitlementDraft>();
        foreach (var status in wanted)
        {
            var existing = left.Find(record => SameStatus(record.L1, status.L1));
            if (existing is not null)
                left.Remove(existing);
            drafts.Add(new EntitlementDraft(existing, Merge(facts, existing, status)));
        }

        drafts.AddRange(left.Select(Removal));
        return Finish(facts, drafts, []);
    }

    /// <summary>Records that were read and edited: by their id they change a record, without one they add one, with no seats they remove one.</summary>
    /// <param name="facts">How things stand. Records that were not edited stay.</param>
    /// <param name="edited">The edited records.</param>
    public static EntitlementPlan FromRecords(EntitlementFacts facts, IReadOnlyList<FpxEntitlement> edited)
    {
        Require(facts, edited);
        var findings = new List<FpxRuleFinding>();
        var left = facts.Current.ToList();
        var drafts = new List<EntitlementDraft>();
        foreach (var record in edited)
        {
            var existing = HasNoId(record) ? null : left.Find(current => current.ServiceIntentId == record.ServiceIntentId);
            if (existing is not null)
                left.Remove(existing);
            else if (!HasNoId(record))
                findings.Add(EntitlementRules.NotTheirRecord(record, edited));
            drafts.Add(new EntitlementDraft(existing, Copy(record)));
        }

        drafts.AddRange(left.Select(record => new EntitlementDraft(record, Copy(record))));
        return Finish(facts, drafts, findings);
    }

    /// <summary>Seats that go from one status to another.</summary>
    /// <param name="facts">How things stand.</param>
    /// <param name="from">The status they leave.</param>
    /// <param name="to">The status they come to; made when there is none yet.</param>
    /// <param name="count">How many; null for all.</param>
    /// <param name="l2">The second level of the status they come to; null leaves it as it is.</param>
    /// <param name="l3">The third level of the status they come to; null leaves it as it is.</param>
    public static EntitlementPlan FromMove(EntitlementFacts facts, FpxLookup from, FpxLookup to, long? count, FpxLookup? l2 = null, FpxLookup? l3 = null)
    {
        Require(facts, from);

        var source = facts.Current.FirstOrDefault(record => SameStatus(record.L1, from));
        var target = facts.Current.FirstOrDefault(record => SameStatus(record.L1, to));
        var findings = EntitlementRules.CheckMove(facts, from, to, source, count).ToList();
        var drafts = facts.Current.Select(record => new EntitlementDraft(record, Copy(record))).ToList();
        if (findings.Count == 0)
        {
            var moved = count ?? source!.EntitlementCount;
            drafts.Find(draft => draft.Before == source)!.After.EntitlementCount -= moved;
            if (target is null) drafts.Add(new EntitlementDraft(null, New(facts, to, 0)));
            var after = drafts.Find(draft => draft.Before == target)!.After;
            after.EntitlementCount += moved;

            // A third level belongs to its second one: it does not outlive it.
            if (l2 is not null && !SameStatus(after.L2, l2)) (after.L2, after.L3) = (l2, null);
            after.L3 = l3 ?? after.L3;
        }

        return Finish(facts, drafts, findings);
    }

    private static EntitlementPlan Finish(EntitlementFacts facts, List<EntitlementDraft> drafts, List<FpxRuleFinding> findings)
    {
        // The service takes no null for notes: an empty text clears them.
        foreach (var draft in drafts.Where(draft => draft.After.Notes is null && !string.IsNullOrEmpty(draft.Before?.Notes)))
            draft.After.Notes = string.Empty;

        // A record that is neither there nor wanted is no change, whatever else it says.
        drafts.RemoveAll(draft => draft.Before is null && draft.After.EntitlementCount == 0 && HasNoId(draft.After));
        var steps = drafts.Select(draft => draft.ToStep()).ToList();
        var toSend = ToSend(facts, drafts);
        findings.AddRange(EntitlementRules.Check(facts, drafts, steps, toSend));
        return new EntitlementPlan(facts, steps, toSend, findings);
    }

    /// <summary>
    /// Everything, so that it does not matter what becomes of records that are not sent. Only where the present records are more than
    /// one change may hold are those left out that stay.
    /// </summary>
    private static List<FpxEntitlement> ToSend(EntitlementFacts facts, List<EntitlementDraft> drafts)
    {
        var changed = drafts.Where(draft => draft.Changes).ToList();
        if (changed.Count == 0)
            return [];
        var limit = EntitlementRules.RecordLimit(facts);
        return (drafts.Count <= limit ? drafts : changed).Select(draft => draft.After).ToList();
    }

    private static EntitlementDraft Removal(FpxEntitlement record)
    {
        var after = Copy(record);
        after.EntitlementCount = 0;
        return new EntitlementDraft(record, after);
    }

    private static FpxEntitlement Merge(EntitlementFacts facts, FpxEntitlement? existing, WantedStatus wanted)
    {
        var record = existing is null ? New(facts, wanted.L1, 0) : Copy(existing);
        record.EntitlementCount = wanted.Count;
        if (wanted.Given.HasFlag(EntitlementDetails.L2))
        {
            // A third level belongs to its second one: it does not outlive it.
            if (!SameStatus(record.L2, wanted.L2))
                record.L3 = null;
            record.L2 = wanted.L2;
        }

        if (wanted.Given.HasFlag(EntitlementDetails.L3))
            record.L3 = wanted.L3;
        if (wanted.Given.HasFlag(EntitlementDetails.TargetDate))
            record.TargetDate = wanted.TargetDate;
        if (wanted.Given.HasFlag(EntitlementDetails.Owner))
            record.Owner = wanted.Owner;
        if (wanted.Given.HasFlag(EntitlementDetails.NextActionDate))
            record.NextActionDate = wanted.NextActionDate;
        if (wanted.Given.HasFlag(EntitlementDetails.Notes))
            record.Notes = wanted.Notes;
        return record;
    }

    private static FpxEntitlement New(EntitlementFacts facts, FpxLookup l1, long count) => new()
    {
        TenantId = facts.TenantId,
        ServiceId = facts.ServiceId,
        ServiceName = facts.ServiceName,
        L1 = l1,
        EntitlementCount = count,
    };

    private static void Require(EntitlementFacts facts, object second)
    {
        if (second is null)
            throw new ArgumentNullException(nameof(second));
    }
}

/// <summary>A record before and after; after with zero seats is one that goes.</summary>
internal sealed class EntitlementDraft(FpxEntitlement? before, FpxEntitlement after)
{
    internal FpxEntitlement? Before { get; } = before;

    internal FpxEntitlement After { get; } = after;

    internal bool Changes => Before is null || After.EntitlementCount == 0 || !SayTheSame(Before, After);

    internal EntitlementStep ToStep()
    {
        if (Before is null)
            return new EntitlementStep(EntitlementStepKind.Add, null, After);
        if (After.EntitlementCount == 0)
            return new EntitlementStep(EntitlementStepKind.Remove, Before, null);
        return new EntitlementStep(Changes ? EntitlementStepKind.Update : EntitlementStepKind.Keep, Before, After);
    }
}
