namespace FastTrackFpx;

/// <summary>A customer tenant. From <c>GET partnerTenants</c>, <c>GET partnerTenants/{tenantId}</c> and <c>GET tenants/{tenantId}</c>.</summary>
[TypeConverter(typeof(FpxRecordConverter))]
public class FpxTenant
{
    /// <summary>The customer's Microsoft Entra tenant id.</summary>
    public Guid TenantId { get; set; }
    /// <summary>The customer's name.</summary>
    public string? Name { get; set; }
    /// <summary>Microsoft's whole-number id of the customer (top parent id).</summary>
    public long? Tpid { get; set; }
    /// <summary>The workloads this partner has claimed. Null where the plain tenant record was read, which does not carry them.</summary>
    public FpxList<FpxLookup>? ClaimedWorkloads { get; set; }

    /// <summary>The tenant's name, or its id where it has none.</summary>
    public override string ToString() => Name ?? TenantId.ToString();
}
