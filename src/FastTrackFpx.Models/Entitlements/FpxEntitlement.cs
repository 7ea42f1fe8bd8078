namespace FastTrackFpx;

/// <summary>
/// Seats of one service of one tenant in one status. From <c>GET tenants/{tenantId}/services/entitlements</c> and its
/// relatives; written by <c>PATCH tenants/{tenantId}/services/{serviceId}/entitlements</c>.
/// </summary>
[TypeConverter(typeof(FpxRecordConverter))]
public class FpxEntitlement : ISeats
{
    /// <summary>The tenant that owns the seats.</summary>
    public Guid TenantId { get; set; }
    /// <summary>The tenant's name; null until this session has read it.</summary>
    public string? TenantName { get; set; }
    /// <summary>The service the seats belong to; null if the response does not show it and it was not resolved.</summary>
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
    /// <summary>The number of seats in this status. Zero in a change removes the record.</summary>
    public long EntitlementCount { get; set; }
    /// <summary>When the status is meant to be reached.</summary>
    public DateTimeOffset? TargetDate { get; set; }
    /// <summary>Who looks after the status.</summary>
    public string? Owner { get; set; }
    /// <summary>When the next step is due.</summary>
    public DateTimeOffset? NextActionDate { get; set; }
    /// <summary>Free text.</summary>
    public string? Notes { get; set; }
    /// <summary>The record as it was read, where it was read; it shows whether the service has changed the record since.</summary>
    internal FpxEntitlement? AsRead { get; set; }

    /// <summary>A copy of what the service holds of the record.</summary>
    internal FpxEntitlement Copy()
    {
        var copy = (FpxEntitlement)MemberwiseClone();
        (copy.TenantName, copy.AsRead) = (null, null);
        return copy;
    }

    /// <summary>Status and seats.</summary>
    public override string ToString() => $"{L1}: {EntitlementCount}";
}

internal interface ISeats
{
    Guid TenantId { get; set; }

    string? TenantName { get; set; }

    string? ServiceId { get; set; }

    string? ServiceName { get; set; }
}
