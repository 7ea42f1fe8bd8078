namespace FastTrackFpx;

/// <summary>A person assigned to a tenant. From <c>GET tenants/{tenantId}/assignments</c>.</summary>
[TypeConverter(typeof(FpxRecordConverter))]
public class FpxTenantAssignment
{
    /// <summary>The tenant the person is assigned to.</summary>
    public Guid TenantId { get; set; }
    /// <summary>The tenant's name; null until this session has read it.</summary>
    public string? TenantName { get; set; }
    /// <summary>The assignment's name, which is the role: the key of the service's map.</summary>
    public string? Assignment { get; set; }
    /// <summary>The person's id.</summary>
    public string? Id { get; set; }
    /// <summary>The person's name.</summary>
    public string? Name { get; set; }
    /// <summary>The person's mail address.</summary>
    public string? Email { get; set; }
    /// <summary>Whether this is the main person of the assignment.</summary>
    public bool? IsPrimary { get; set; }
    /// <summary>The services the person is the main one for.</summary>
    public FpxList<FpxLookup>? PrimaryServices { get; set; }
    /// <summary>Further services the person looks after.</summary>
    public FpxList<FpxLookup>? AdditionalServices { get; set; }

    /// <summary>The role and the person.</summary>
    public override string ToString() => $"{Assignment}: {Name ?? Email ?? Id}";
}
