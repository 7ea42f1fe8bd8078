namespace FastTrackFpx.Client.Tests.Entitlements;

/// <summary>A tenant with one service, its five statuses and a model of what the service does with a change.</summary>
internal static class SeatWorld
{
    internal const string Service = "14";
    internal static readonly Guid Tenant = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");
    internal static readonly FpxLookup NotStarted = Status(1, "Not Started");
    internal static readonly FpxLookup InProgress = Status(2, "In Progress");
    internal static readonly FpxLookup Blocked = Status(3, "Blocked");
    internal static readonly FpxLookup Completed = Status(4, "Completed");
    internal static readonly FpxLookup Declined = Status(5, "Declined");
    internal static readonly FpxLookup Technical = Status(31, "Technical");
    internal static readonly FpxLookup Network = Status(311, "Network");
    internal static readonly FpxLookup Budget = Status(51, "Budget");
    internal static readonly FpxLookup[] AllL1 = [NotStarted, InProgress, Blocked, Completed, Declined];

    internal static FpxLookup Status(int number, string name) => new() { Id = $"00000000-0000-0000-0000-{number:D12}", Name = name };

    internal static Guid RecordId(FpxLookup l1) => Guid.Parse("1" + l1.Id![1..]);

    internal static FpxEntitlement Record(FpxLookup l1, long count) => new()
    {
        TenantId = Tenant,
        ServiceId = Service,
        ServiceIntentId = RecordId(l1),
        L1 = l1,
        EntitlementCount = count,
    };

    internal static EntitlementFacts Facts(params FpxEntitlement[] current) => FactsWith(current.Sum(record => record.EntitlementCount), current);

    internal static EntitlementFacts FactsWith(long? total, params FpxEntitlement[] current) => new()
    {
        TenantId = Tenant,
        ServiceId = Service,
        ServiceName = "Exchange Online",
        Current = current,
        SeatTotal = total,
        L1Statuses = AllL1,
        Combinations = [Row(NotStarted), Row(InProgress), Row(Blocked, Technical, Network), Row(Completed), Row(Declined, Budget)],
    };

    internal static FpxEntitlement Want(FpxLookup l1, long count, FpxLookup? l2 = null, FpxLookup? l3 = null) => new() { L1 = l1, L2 = l2, L3 = l3, EntitlementCount = count };

    internal static string[] BrokenRules(EntitlementPlan plan) => plan.Findings.Select(finding => finding.RuleId).ToArray();

    /// <summary>What a service makes of a change: by the two readings, what is not sent stays, or it vanishes.</summary>
    internal static List<FpxEntitlement> Apply(IEnumerable<FpxEntitlement> current, IReadOnlyList<FpxEntitlement> sent, bool unsentStay)
    {
        var after = unsentStay ? current.Where(record => sent.All(change => change.ServiceIntentId != record.ServiceIntentId)).ToList() : [];
        after.AddRange(sent.Where(change => change.EntitlementCount != 0));
        return after;
    }

    private static FpxStatusCombination Row(FpxLookup l1, FpxLookup? l2 = null, FpxLookup? l3 = null) =>
        new() { ServiceId = Service, ServiceName = "Exchange Online", L1 = l1, L2 = l2, L3 = l3 };
}
