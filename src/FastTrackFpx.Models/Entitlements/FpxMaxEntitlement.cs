namespace FastTrackFpx;

/// <summary>
/// All seats a tenant has of a service. From <c>GET tenants/{tenantId}/services/maxEntitlements</c> and
/// <c>GET partnerTenants/maxEntitlements</c>.
/// </summary>
[TypeConverter(typeof(FpxRecordConverter))]
public class FpxMaxEntitlement : ISeats
{
    /// <summary>The record's own id, if it has one.</summary>
    public string? Id { get; set; }
    /// <summary>The tenant that owns the seats.</summary>
    public Guid TenantId { get; set; }
    /// <summary>The tenant's name; null until this session has read it.</summary>
    public string? TenantName { get; set; }
    /// <summary>The service the seats belong to.</summary>
    public string? ServiceId { get; set; }
    /// <summary>The service's name, where it is known.</summary>
    public string? ServiceName { get; set; }
    /// <summary>The number of seats.</summary>
    public long MaxEntitlementSeatCount { get; set; }

    /// <summary>Service and seats.</summary>
    public override string ToString() => $"{ServiceName ?? ServiceId}: {MaxEntitlementSeatCount}";
}
