namespace FastTrackFpx;

/// <summary>How much a customer uses of what it owns. From <c>GET usage/current</c>.</summary>
[TypeConverter(typeof(FpxRecordConverter))]
public class FpxUsage
{
    /// <summary>The customer's tenant.</summary>
    public Guid TenantId { get; set; }
    /// <summary>The customer's name.</summary>
    public string? CustomerName { get; set; }
    /// <summary>The same as <see cref="CustomerName"/>, under the name that other records of a tenant have.</summary>
    public string? TenantName => CustomerName;
    /// <summary>The customer's main domain.</summary>
    public string? DomainName { get; set; }
    /// <summary>The customer's tag: Unknown, FRP or EDU.</summary>
    public string? Tags { get; set; }
    /// <summary>When the figures were last taken from their source.</summary>
    public DateTimeOffset? DateLastUpdated { get; set; }
    /// <summary>Workloads this partner has claimed.</summary>
    public FpxList<FpxWorkloadUsage>? Workloads { get; set; }
    /// <summary>Workloads that are not claimed.</summary>
    public FpxList<FpxWorkloadUsage>? UnclaimedWorkloads { get; set; }
    /// <summary>Workloads that other partners have claimed; names only.</summary>
    public FpxList<string>? ExcludedWorkloads { get; set; }

    /// <summary>The customer's name or tenant id.</summary>
    public override string ToString() => CustomerName ?? TenantId.ToString();
}

/// <summary>Who has claimed a workload of a customer.</summary>
public enum FpxWorkloadClaim
{
    /// <summary>This partner.</summary>
    Claimed,
    /// <summary>No partner.</summary>
    Unclaimed,
    /// <summary>Another partner, which is why its figures are not shown.</summary>
    Excluded,
}

/// <summary>A customer's usage of one workload. Usages are percentages; counts are seats.</summary>
[TypeConverter(typeof(FpxRecordConverter))]
public class FpxWorkloadUsage
{
    /// <summary>The customer's tenant.</summary>
    public Guid TenantId { get; set; }
    /// <summary>The customer's name.</summary>
    public string? CustomerName { get; set; }
    /// <summary>The same as <see cref="CustomerName"/>, under the name that other records of a tenant have.</summary>
    public string? TenantName => CustomerName;
    /// <summary>The customer's main domain.</summary>
    public string? DomainName { get; set; }
    /// <summary>When the figures were last taken from their source.</summary>
    public DateTimeOffset? DateLastUpdated { get; set; }
    /// <summary>The workload.</summary>
    public string? WorkloadId { get; set; }
    /// <summary>Who has claimed it.</summary>
    public FpxWorkloadClaim Claim { get; set; }
    /// <summary>The partner id that holds the claim.</summary>
    public string? MpnId { get; set; }
    /// <summary>The workload's tag: Unknown or FRP.</summary>
    public string? Tags { get; set; }
    /// <summary>When this partner was tied to the workload.</summary>
    public DateTimeOffset? DateAssociated { get; set; }
    /// <summary>The claim's id.</summary>
    public string? ClaimId { get; set; }
    /// <summary>Usage when it was claimed, in per cent.</summary>
    public double? UsageAtClaim { get; set; }
    /// <summary>Seats in use.</summary>
    public long? ActiveEntitlements { get; set; }
    /// <summary>Seats the customer is entitled to.</summary>
    public long? QualifiedEntitlements { get; set; }
    /// <summary>Usage now, in per cent.</summary>
    public double? Usage { get; set; }
    /// <summary>The high-water mark of the period before.</summary>
    public long? PriorHwm { get; set; }
    /// <summary>The high-water mark now.</summary>
    public long? Hwm { get; set; }
    /// <summary>The high-water mark of the first month with figures.</summary>
    public long? Month1Hwm { get; set; }
    /// <summary>Units that are paid for.</summary>
    public long? CompUnits { get; set; }
    /// <summary>What could still be earned.</summary>
    public long? PotentialEarnings { get; set; }

    /// <summary>Workload and usage.</summary>
    public override string ToString() => $"{WorkloadId}: {Usage}";
}
