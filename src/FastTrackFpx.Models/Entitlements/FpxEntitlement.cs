using System.ComponentModel;

namespace FastTrackFpx;

/// <summary>
/// Seats of one service of one tenant that stand in one status. From <c>GET tenants/{tenantId}/services/entitlements</c> and its
/// relatives; written by <c>PATCH tenants/{tenantId}/services/{serviceId}/entitlements</c>.
/// </summary>
[TypeConverter(typeof(FpxRecordConverter))]
public class FpxEntitlement
{
    /// <summary>The tenant that owns the seats.</summary>
    public Guid TenantId { get; set; }

    /// <summary>The tenant's name; null until this session has read it.</summary>
    public string? TenantName { get; set; }

    /// <summary>The service the seats belong to; null where the service's answer does not tell and nobody asked to resolve it.</summary>
    public string? ServiceId { get; set; }

    /// <summary>The service's name, where its id is known.</summary>
    public string? ServiceName { get; set; }

    /// <summary>The status record's id. Null or all zeros on a record that is to be added.</summary>
    public Guid? ServiceIntentId { get; set; }

    /// <summary>The first-level status, unique among the records of a service.</summary>
    public FpxLookup? L1 { get; set; }

    /// <summary>The second-level status, if any.</summary>
    public FpxLookup? L2 { get; set; }

    /// <summary>The third-level status (the engineering reason), if any.</summary>
    public FpxLookup? L3 { get; set; }

    /// <summary>How many seats stand in this status. Zero in a change removes the record.</summary>
    public long EntitlementCount { get; set; }

    /// <summary>When the status is meant to be reached.</summary>
    public DateTimeOffset? TargetDate { get; set; }

    /// <summary>Who looks after the status.</summary>
    public string? Owner { get; set; }

    /// <summary>When the next step is due.</summary>
    public DateTimeOffset? NextActionDate { get; set; }

    /// <summary>Free text.</summary>
    public string? Notes { get; set; }

    /// <summary>The record as it was read, where it was read; what is edited since tells whether the service has changed it meanwhile.</summary>
    internal FpxEntitlement? AsRead { get; set; }

    /// <summary>Status and seats.</summary>
    public override string ToString() => $"{L1}: {EntitlementCount}";
}
