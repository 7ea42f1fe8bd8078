namespace FastTrackFpx;

/// <summary>Whether a set of entitlement records would be accepted, worked out without a write.</summary>
[TypeConverter(typeof(FpxRecordConverter))]
public class FpxEntitlementCheck
{
    /// <summary>The tenant that owns the seats.</summary>
    public Guid TenantId { get; set; }
    /// <summary>The tenant's name; null until this session has read it.</summary>
    public string? TenantName { get; set; }
    /// <summary>The service the seats belong to.</summary>
    public string? ServiceId { get; set; }
    /// <summary>The service's name.</summary>
    public string? ServiceName { get; set; }
    /// <summary>Whether no documented rule is broken.</summary>
    public bool IsAccepted { get; set; }
    /// <summary>All seats of the service.</summary>
    public long? SeatTotal { get; set; }
    /// <summary>The seats that the records would add up to after the change.</summary>
    public long SeatsAfter { get; set; }
    /// <summary>What would change, one line for each record, old to new.</summary>
    public FpxList<string> Changes { get; set; } = new();
    /// <summary>The rules that would be broken; warnings among them.</summary>
    public FpxList<FpxRuleFinding> Findings { get; set; } = new();

    /// <summary>The verdict in a few words.</summary>
    public override string ToString() => IsAccepted ? "accepted" : Findings.ToString();
}
