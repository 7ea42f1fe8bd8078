using static FastTrackFpx.Entitlements.EntitlementRecords;

namespace FastTrackFpx.Entitlements;

/// <summary>The rules on a service's status records, each on its own. Judged on the state after the change.</summary>
internal static class EntitlementRules
{
    /// <summary>No two records of a service share a first-level status.</summary>
    public const string UniqueL1 = nameof(UniqueL1);
    /// <summary>One change holds at most as many records as there are first-level statuses.</summary>
    public const string RecordCount = nameof(RecordCount);
    /// <summary>No record has fewer than zero seats.</summary>
    public const string CountNotNegative = nameof(CountNotNegative);
    /// <summary>All records together have as many seats as the service.</summary>
    public const string SeatTotal = nameof(SeatTotal);
    /// <summary>A record names a first-level status.</summary>
    public const string L1Required = nameof(L1Required);
    /// <summary>Service and statuses are one of the combinations that the service lists.</summary>
    public const string Combination = nameof(Combination);
    /// <summary>A record id is assigned by the service; it cannot be chosen or changed.</summary>
    public const string RecordId = nameof(RecordId);
    /// <summary>A move takes at least one seat and no more than there are.</summary>
    public const string MoveCount = nameof(MoveCount);
    /// <summary>A move goes from a status that has seats to another one.</summary>
    public const string MoveStatus = nameof(MoveStatus);
    /// <summary>Older guides: a target date only while In Progress or Blocked.</summary>
    public const string TargetDateStatus = nameof(TargetDateStatus);
    /// <summary>Older guides: a status that has further levels requires one of them.</summary>
    public const string StatusChain = nameof(StatusChain);

    /// <summary>How many first-level statuses there are if the list was not read.</summary>
    private const int KnownL1Statuses = 5;

    private const string StatusParameter = "Status";

    private static readonly string[] StatusesWithTargetDate = ["In Progress", "Blocked"];

    internal static int RecordLimit(EntitlementFacts facts) => facts.L1Statuses.Count == 0 ? KnownL1Statuses : facts.L1Statuses.Count;

    internal static IEnumerable<FpxRuleFinding> Check(EntitlementFacts facts, IReadOnlyList<EntitlementStep> steps, IReadOnlyList<FpxEntitlement> toSend)
    {
        var after = steps.Where(step => step.Kind != EntitlementStepKind.Remove).Select(step => step.After).ToList();
        var touched = steps.Where(step => step.Changes && step.After.EntitlementCount != 0).ToList();
        foreach (var same in after.Where(record => record.L1 is not null).GroupBy(record => Identifier.Normalize(record.L1!.Id)?.ToUpperInvariant()))
        {
            var message = $"'{same.First().L1}' occurs {same.Count()} times, and a service has one record for each status.";
            if (same.Count() > 1) yield return Refuse(UniqueL1, $"{message} Use one record with {Number(Sum(same))} seats.");
        }

        if (toSend.Count > RecordLimit(facts))
            yield return Refuse(RecordCount, $"The change holds {toSend.Count} records; the maximum is {RecordLimit(facts)}, one for each status.");
        foreach (var record in after.Where(record => record.EntitlementCount < 0))
            yield return Refuse(CountNotNegative, $"'{record.L1}' cannot have {Number(record.EntitlementCount)} seats.");
        if (facts.SeatTotal is { } total && Sum(after) is var sum && sum != total)
        {
            var difference = sum < total ? $"{Number(total - sum)} too few" : $"{Number(sum - total)} too many";
            yield return Refuse(SeatTotal, $"The records add up to {Number(sum)} seats, {difference}: {facts.Service} has {Number(total)}.");
        }

        var ofRecords = touched.Select(step => CheckStatus(facts, step.After)).Concat(touched.Select(CheckTargetDate))
            .Concat(touched.SelectMany(step => CheckChain(facts, step)));
        foreach (var finding in ofRecords.OfType<FpxRuleFinding>()) yield return finding;
    }

    private static decimal Sum(IEnumerable<FpxEntitlement> records) => records.Sum(record => (decimal)record.EntitlementCount);

    internal static FpxRuleFinding NotTheirRecord(FpxEntitlement record, IReadOnlyList<FpxEntitlement> edited)
    {
        var twice = edited.Count(other => other.ServiceIntentId == record.ServiceIntentId) > 1;
        var message = twice
            ? $"The set contains the record {record.ServiceIntentId} twice."
            : $"The service has no record {record.ServiceIntentId} here. Leave the id out to add a record: the service assigns one.";
        return Refuse(RecordId, message, "InputObject");
    }

    internal static FpxRuleFinding? CheckMove(EntitlementFacts facts, FpxLookup from, FpxLookup to, FpxEntitlement? source, long? count)
    {
        if (SameEntry.Is(from, to)) return Refuse(MoveStatus, $"The seats are in '{from}' already.", "To");
        if (source is null || source.EntitlementCount == 0)
            return Refuse(MoveStatus, $"No seats of {facts.Service} are in '{from}'. {Present(facts.Current)}", "From");
        if (count is <= 0) return Refuse(MoveCount, $"{count} seats cannot be moved: at least one is needed.", "Count");
        return count > source.EntitlementCount
            ? Refuse(MoveCount, $"{Seats(count.Value)} cannot be moved: '{from}' has {Number(source.EntitlementCount)}.", "Count")
            : null;
    }

    private static FpxRuleFinding? CheckStatus(EntitlementFacts facts, FpxEntitlement record)
    {
        if (Identifier.Normalize(record.L1?.Id) is null) return Refuse(L1Required, $"A record with {Seats(record.EntitlementCount)} has no status.");
        var own = facts.Combinations.Where(combination => Identifier.Same(combination.ServiceId, facts.ServiceId)).ToList();
        return own.Count == 0 || own.Any(combination => Holds(combination, record)) ? null : Refuse(Combination, Explain(facts, own, record));
    }

    /// <summary>Levels may be left open from the end: they are documented as nullable.</summary>
    private static bool Holds(FpxStatusCombination combination, FpxEntitlement record) =>
        SameEntry.Is(combination.L1, record.L1)
        && (record.L2 is null ? record.L3 is null : SameEntry.Is(combination.L2, record.L2))
        && (record.L3 is null || SameEntry.Is(combination.L3, record.L3));

    private static string Explain(EntitlementFacts facts, List<FpxStatusCombination> own, FpxEntitlement record)
    {
        var underL1 = own.Where(combination => SameEntry.Is(combination.L1, record.L1)).ToList();
        if (underL1.Count == 0) return $"{facts.Service} has no status '{record.L1}'. It has {List(own.Select(combination => combination.L1))}.";
        if (record.L2 is null) return $"'{record.L3}' is a third level and requires its second level under '{record.L1}'.";
        var underL2 = underL1.Where(combination => SameEntry.Is(combination.L2, record.L2)).ToList();
        if (underL2.Count == 0)
            return $"'{record.L2}' is not a second level of '{record.L1}' for {facts.Service}. It has {List(underL1.Select(combination => combination.L2))}.";
        var thirdLevels = List(underL2.Select(combination => combination.L3));
        return $"'{record.L3}' is not a third level of '{record.L1}' / '{record.L2}' for {facts.Service}. It has {thirdLevels}.";
    }

    private static FpxRuleFinding? CheckTargetDate(EntitlementStep step)
    {
        var record = step.After;
        var isNews = !EntitlementField.TargetDate.Same(step.Before, record) || !SameEntry.Is(step.Before?.L1, record.L1);
        return record is { TargetDate: not null, L1.Name: { } name } && isNews
            && !StatusesWithTargetDate.Contains(name.Trim(), StringComparer.OrdinalIgnoreCase)
            ? Warn(TargetDateStatus, $"Older guides allow a target date only with In Progress or Blocked, not with '{name}'.")
            : null;
    }

    private static IEnumerable<FpxRuleFinding> CheckChain(EntitlementFacts facts, EntitlementStep step)
    {
        var (before, record) = (step.Before, step.After);
        if (before is not null && SameEntry.Is(before.L1, record.L1) && SameEntry.Is(before.L2, record.L2) && SameEntry.Is(before.L3, record.L3)) yield break;
        var below = facts.SecondLevels(record.L1);
        if (record.L2 is null && record.L3 is null && below.Count > 0)
            yield return Warn(StatusChain, $"Older guides require a second level under '{record.L1}': {List(below)}.");
        var belowL2 = record.L2 is null ? [] : facts.ThirdLevels(record.L1, record.L2);
        if (record.L3 is null && belowL2.Count > 0) yield return Warn(StatusChain, $"Older guides require a third level under '{record.L2}': {List(belowL2)}.");
    }

    private static string Present(IReadOnlyList<FpxEntitlement> current) =>
        current.Count == 0
            ? "It has no records."
            : $"There are {string.Join(", ", current.Select(record => $"'{record.L1}' with {Number(record.EntitlementCount)}"))}.";

    private static string List(IEnumerable<FpxLookup?> statuses)
    {
        var names = statuses.Where(status => status is not null).Select(status => $"'{status}'").Distinct().ToList();
        return names.Count == 0 ? "none" : string.Join(", ", names);
    }

    private static FpxRuleFinding Refuse(string rule, string message, string parameter = StatusParameter) =>
        new(rule, FpxRuleSeverity.Refuse, parameter, message) { MayBeAccepted = rule is SeatTotal or RecordCount or Combination };

    private static FpxRuleFinding Warn(string rule, string message) => new(rule, FpxRuleSeverity.Warn, StatusParameter, message);
}
