using static FastTrackFpx.Entitlements.EntitlementRecords;

namespace FastTrackFpx.Entitlements;

/// <summary>Works out what a change of a service's seats comes to. Reads nothing and sends nothing.</summary>
internal static class EntitlementPlanner
{
    /// <summary>The whole set, by status: a status that is not named is removed.</summary>
    public static EntitlementPlan FromStatuses(EntitlementFacts facts, IEnumerable<FpxEntitlement> wanted)
    {
        var steps = Steps(facts, wanted, (current, status) => SameEntry.Is(current.L1, status.L1), EntitlementStep.Removal);
        foreach (var step in steps) step.After.ServiceIntentId = step.Before?.ServiceIntentId;
        return Finish(facts, steps, []);
    }

    /// <summary>Records that were read and edited: by their id they change a record, without one they add one, with no seats they remove one.</summary>
    public static EntitlementPlan FromRecords(EntitlementFacts facts, IReadOnlyList<FpxEntitlement> edited)
    {
        var steps = Steps(facts, edited, (current, record) => !HasNoId(record) && current.ServiceIntentId == record.ServiceIntentId, EntitlementStep.Unchanged);
        var unknown = steps.Where(step => step.Before is null && !HasNoId(step.After));
        return Finish(facts, steps, [.. unknown.Select(step => EntitlementRules.NotTheirRecord(step.After, edited))]);
    }

    /// <summary>Seats that go from one status to another, which is added if needed. A null count moves all; a null level leaves the level as it is.</summary>
    public static EntitlementPlan FromMove(EntitlementFacts facts, FpxLookup from, FpxLookup to, long? count, FpxLookup? l2 = null, FpxLookup? l3 = null)
    {
        var steps = facts.Current.Select(EntitlementStep.Unchanged).ToList();
        var source = steps.Find(step => SameEntry.Is(step.Before!.L1, from));
        if (EntitlementRules.CheckMove(facts, from, to, source?.Before, count) is { } wrong) return Finish(facts, steps, [wrong]);
        var target = steps.Find(step => SameEntry.Is(step.Before!.L1, to));
        if (target is null) steps.Add(target = new EntitlementStep(null, facts.New(to)));
        var moved = count ?? source!.After.EntitlementCount;
        source!.After.EntitlementCount -= moved;
        target.After.EntitlementCount += moved;
        // A third level belongs to its second one: it does not outlive it.
        if (l2 is not null && !SameEntry.Is(target.After.L2, l2)) (target.After.L2, target.After.L3) = (l2, null);
        target.After.L3 = l3 ?? target.After.L3;
        return Finish(facts, steps, []);
    }

    /// <summary>A step for each record that is wanted, and one for each present record that is none of them.</summary>
    private static List<EntitlementStep> Steps(
        EntitlementFacts facts, IEnumerable<FpxEntitlement> wanted, Func<FpxEntitlement, FpxEntitlement, bool> isOf, Func<FpxEntitlement, EntitlementStep> rest)
    {
        var left = facts.Current.ToList();
        var steps = new List<EntitlementStep>();
        foreach (var record in wanted)
        {
            var existing = left.Find(current => isOf(current, record));
            if (existing is not null) left.Remove(existing);
            steps.Add(new EntitlementStep(existing, record.Copy()));
        }

        steps.AddRange(left.Select(rest));
        return steps;
    }

    private static EntitlementPlan Finish(EntitlementFacts facts, List<EntitlementStep> steps, List<FpxRuleFinding> findings)
    {
        // The service takes no null for notes: an empty text clears them.
        foreach (var step in steps.Where(step => step.After.Notes is null && !string.IsNullOrEmpty(step.Before?.Notes))) step.After.Notes = string.Empty;
        // A record that is neither there nor wanted is no change, whatever else it has.
        steps.RemoveAll(step => step.Before is null && step.After.EntitlementCount == 0 && HasNoId(step.After));
        var toSend = ToSend(facts, steps);
        findings.AddRange(EntitlementRules.Check(facts, steps, toSend));
        return new EntitlementPlan(facts, steps, toSend, findings);
    }

    /// <summary>Everything, so that it does not matter what becomes of records that are not sent; if that is too much, only what changes.</summary>
    private static List<FpxEntitlement> ToSend(EntitlementFacts facts, List<EntitlementStep> steps)
    {
        var changed = steps.Where(step => step.Changes).ToList();
        if (changed.Count == 0) return [];
        return (steps.Count <= EntitlementRules.RecordLimit(facts) ? steps : changed).Select(step => step.After).ToList();
    }
}
