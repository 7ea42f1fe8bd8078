namespace FastTrackFpx;

/// <summary>
/// A status that seats can have, of one of three levels. From <c>GET entitlements/l1s</c>,
/// <c>GET entitlements/services/{serviceId}/l1s/{l1id}/l2s</c> and <c>.../l2s/{l2id}/l3s</c>.
/// </summary>
[TypeConverter(typeof(FpxLookupConverter))]
public class FpxEntitlementStatus : FpxLookup
{
    /// <summary>1, 2 or 3.</summary>
    public int Level { get; set; }
    /// <summary>What the status means.</summary>
    public string? Description { get; set; }
    /// <summary>The service that a second- or third-level status belongs to.</summary>
    public string? ServiceId { get; set; }
    /// <summary>The first-level status above this one; on level 1 the status itself.</summary>
    public string? L1Id { get; set; }
    /// <summary>The second-level status above this one; on level 2 the status itself.</summary>
    public string? L2Id { get; set; }
}

/// <summary>A combination of service and statuses that the service accepts. From <c>GET entitlements/l1l2l3s</c>, one row for each leaf.</summary>
[TypeConverter(typeof(FpxRecordConverter))]
public class FpxStatusCombination
{
    /// <summary>The service's id.</summary>
    public string? ServiceId { get; set; }
    /// <summary>The service's name.</summary>
    public string? ServiceName { get; set; }
    /// <summary>The first-level status.</summary>
    public FpxLookup? L1 { get; set; }
    /// <summary>The second-level status; null if there is none below the first level.</summary>
    public FpxLookup? L2 { get; set; }
    /// <summary>The third-level status; null if there is none below the second level.</summary>
    public FpxLookup? L3 { get; set; }

    /// <summary>The statuses from first to last.</summary>
    public override string ToString() => string.Join(" / ", new[] { ServiceName, L1?.Name, L2?.Name, L3?.Name }.Where(part => part is not null));
}
