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

    internal static IEnumerable<FpxRuleFinding> Check(
        EntitlementFacts facts, IReadOnlyList<EntitlementStep> steps, IReadOnlyList<FpxEntitlement> toSend)
    {
        var after = steps.Where(step => step.Kind != EntitlementStepKind.Remove).Select(step => step.After).ToList();
        var touched = steps.Where(step => step.Changes && step.After.EntitlementCount != 0).ToList();
        return CheckUniqueL1(after)
            .Concat(CheckRecordCount(facts, toSend))
            .Concat(CheckCounts(after))
            .Concat(CheckTotal(facts, after))
            .Concat(touched.SelectMany(step => CheckStatus(facts, step.After)))
            .Concat(touched.SelectMany(CheckTargetDate))
            .Concat(touched.SelectMany(step => CheckChain(facts, step)));
    }

    internal static FpxRuleFinding NotTheirRecord(FpxEntitlement record, IReadOnlyList<FpxEntitlement> edited)
    {
        var twice = edited.Count(other => other.ServiceIntentId == record.ServiceIntentId) > 1;
        return Refuse(RecordId, "InputObject", twice
            ? $"The set contains the record {record.ServiceIntentId} twice."
            : $"The service has no record {record.ServiceIntentId} here. Leave the id out to add a record: the service assigns one.");
    }

    internal static IEnumerable<FpxRuleFinding> CheckMove(EntitlementFacts facts, FpxLookup from, FpxLookup to, FpxEntitlement? source, long? count)
    {
        if (SameEntry.Is(from, to))
            yield return Refuse(MoveStatus, "To", $"The seats are in '{from}' already.");
        else if (source is null || source.EntitlementCount == 0)
            yield return Refuse(MoveStatus, "From", $"No seats of {facts.Service} are in '{from}'. {Present(facts.Current)}");
        else if (count is <= 0)
            yield return Refuse(MoveCount, "Count", $"{count} seats cannot be moved: at least one is needed.");
        else if (count > source.EntitlementCount)
            yield return Refuse(MoveCount, "Count", $"{Seats(count.Value)} cannot be moved: '{from}' has {Number(source.EntitlementCount)}.");
    }

    private static IEnumerable<FpxRuleFinding> CheckUniqueL1(IEnumerable<FpxEntitlement> after) =>
        from record in after
        where record.L1 is not null
        group record by Identifier.Normalize(record.L1!.Id)?.ToUpperInvariant() into same
        where same.Count() > 1
        select Refuse(
            UniqueL1,
            StatusParameter,
            $"'{same.First().L1}' occurs {same.Count()} times, and a service has one record for each status. Use one record with {Number(same.Sum(record => (decimal)record.EntitlementCount))} seats.");

    private static IEnumerable<FpxRuleFinding> CheckRecordCount(EntitlementFacts facts, IReadOnlyList<FpxEntitlement> toSend)
    {
        var limit = RecordLimit(facts);
        if (toSend.Count > limit)
            yield return Refuse(RecordCount, StatusParameter, $"The change holds {toSend.Count} records; the maximum is {limit}, one for each status.");
    }

    private static IEnumerable<FpxRuleFinding> CheckCounts(IEnumerable<FpxEntitlement> after) =>
        from record in after
        where record.EntitlementCount < 0
        select Refuse(CountNotNegative, StatusParameter, $"'{record.L1}' cannot have {Number(record.EntitlementCount)} seats.");

    private static IEnumerable<FpxRuleFinding> CheckTotal(EntitlementFacts facts, IReadOnlyList<FpxEntitlement> after)
    {
        if (facts.SeatTotal is not { } total)
            yield break;
        var sum = after.Sum(record => (decimal)record.EntitlementCount);
        if (sum == total)
            yield break;
        var difference = sum < total ? $"{Number(total - sum)} too few" : $"{Number(sum - total)} too many";
        yield return Refuse(
            SeatTotal, StatusParameter, $"The records add up to {Number(sum)} seats, {difference}: {facts.Service} has {Number(total)}.");
    }

    private static IEnumerable<FpxRuleFinding> CheckStatus(EntitlementFacts facts, FpxEntitlement record)
    {
        if (Identifier.Normalize(record.L1?.Id) is null)
        {
            yield return Refuse(L1Required, StatusParameter, $"A record with {Seats(record.EntitlementCount)} has no status.");
            yield break;
        }

        var own = facts.Combinations.Where(combination => Identifier.Same(combination.ServiceId, facts.ServiceId)).ToList();
        if (own.Count > 0 && !own.Any(combination => Holds(combination, record)))
            yield return Refuse(Combination, StatusParameter, Explain(facts, own, record));
    }

    /// <summary>Levels may be left open from the end: they are documented as nullable.</summary>
    private static bool Holds(FpxStatusCombination combination, FpxEntitlement record) =>
        SameEntry.Is(combination.L1, record.L1)
        && (record.L2 is null ? record.L3 is null : SameEntry.Is(combination.L2, record.L2))
        && (record.L3 is null || SameEntry.Is(combination.L3, record.L3));

    private static string Explain(EntitlementFacts facts, List<FpxStatusCombination> own, FpxEntitlement record)
    {
        var underL1 = own.Where(combination => SameEntry.Is(combination.L1, record.L1)).ToList();
        if (underL1.Count == 0)
            return $"{facts.Service} has no status '{record.L1}'. It has {List(own.Select(combination => combination.L1))}.";
        if (record.L2 is null)
            return $"'{record.L3}' is a third level and requires its second level under '{record.L1}'.";
        var underL2 = underL1.Where(combination => SameEntry.Is(combination.L2, record.L2)).ToList();
        return underL2.Count == 0
            ? $"'{record.L2}' is not a second level of '{record.L1}' for {facts.Service}. It has {List(underL1.Select(combination => combination.L2))}."
            : $"'{record.L3}' is not a third level of '{record.L1}' / '{record.L2}' for {facts.Service}. It has {List(underL2.Select(combination => combination.L3))}.";
    }

    private static IEnumerable<FpxRuleFinding> CheckTargetDate(EntitlementStep step)
    {
        var record = step.After;
        var isNews = !EntitlementField.TargetDate.Same(step.Before, record) || !SameEntry.Is(step.Before?.L1, record.L1);
        if (record.TargetDate is not null && isNews && record.L1?.Name is { } name && !StatusesWithTargetDate.Any(status => SameName(status, name)))
            yield return Warn(TargetDateStatus, StatusParameter, $"Older guides allow a target date only with In Progress or Blocked, not with '{name}'.");
    }

    private static IEnumerable<FpxRuleFinding> CheckChain(EntitlementFacts facts, EntitlementStep step)
    {
        var (before, record) = (step.Before, step.After);
        if (before is not null && SameEntry.Is(before.L1, record.L1) && SameEntry.Is(before.L2, record.L2) && SameEntry.Is(before.L3, record.L3))
            yield break;
        var below = facts.Combinations.Where(combination =>
            Identifier.Same(combination.ServiceId, facts.ServiceId) && SameEntry.Is(combination.L1, record.L1)).ToList();
        if (record.L2 is null && record.L3 is null && below.Any(combination => combination.L2 is not null))
            yield return Warn(StatusChain, StatusParameter, $"Older guides require a second level under '{record.L1}': {List(below.Select(row => row.L2))}.");
        var belowL2 = below.Where(combination => SameEntry.Is(combination.L2, record.L2)).ToList();
        if (record.L2 is not null && record.L3 is null && belowL2.Any(combination => combination.L3 is not null))
            yield return Warn(StatusChain, StatusParameter, $"Older guides require a third level under '{record.L2}': {List(belowL2.Select(row => row.L3))}.");
    }

    private static bool SameName(string one, string other) => string.Equals(one, other.Trim(), System.StringComparison.OrdinalIgnoreCase);

    private static string Present(IReadOnlyList<FpxEntitlement> current) =>
        current.Count == 0 ? "It has no records." : $"There are {string.Join(", ", current.Select(record => $"'{record.L1}' with {Number(record.EntitlementCount)}"))}.";

    private static string List(IEnumerable<FpxLookup?> statuses)
    {
        var names = statuses.Where(status => status is not null).Select(status => $"'{status}'").Distinct().ToList();
        return names.Count == 0 ? "none" : string.Join(", ", names);
    }

    private static FpxRuleFinding Refuse(string rule, string parameter, string message) =>
        new(rule, FpxRuleSeverity.Refuse, parameter, message) { MayBeAccepted = rule is SeatTotal or RecordCount or Combination };

    private static FpxRuleFinding Warn(string rule, string parameter, string message) => new(rule, FpxRuleSeverity.Warn, parameter, message);
}
