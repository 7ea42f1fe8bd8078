namespace FastTrackFpx.Content;

// Shapes of responses that differ from the records that are made of them.

/// <summary>The body of <c>GET usage/current</c>.</summary>
internal sealed class UsageBody
{
    public DateTimeOffset? DateLastUpdated { get; set; }
    public List<FpxUsage>? Customers { get; set; }
}

/// <summary>A service or a status of <c>GET entitlements/l1l2l3s</c> with those below it. A service may come wrapped in an element of that name.</summary>
internal sealed class StatusNode
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public StatusNode? Service { get; set; }
    public List<StatusNode?>? L1s { get; set; }
    public List<StatusNode?>? L2s { get; set; }
    public List<StatusNode?>? L3s { get; set; }

    internal IEnumerable<FpxStatusCombination> Leaves() => Service is not null ? Service.Leaves() :
        from l1 in L1s ?? []
        where l1 is not null
        from l2 in OrNone(l1.L2s)
        from l3 in OrNone(l2?.L3s)
        select new FpxStatusCombination { ServiceId = Id, ServiceName = Name, L1 = l1.ToLookup(), L2 = l2?.ToLookup(), L3 = l3?.ToLookup() };

    private FpxLookup ToLookup() => new() { Id = Id, Name = Name, IsRead = true };

    private static IEnumerable<StatusNode?> OrNone(List<StatusNode?>? nodes) => (nodes ?? []).OfType<StatusNode>().DefaultIfEmpty();
}

/// <summary>A statement whose transactions have their fields inside the workload, where the reference draws them.</summary>
internal sealed class NestedStatement
{
    public List<NestedTransaction?>? Transactions { get; set; }
}

/// <summary>A transaction, of which only the fields inside its workload are read.</summary>
internal sealed class NestedTransaction
{
    public FpxIncentiveTransaction? Workload { get; set; }
}
