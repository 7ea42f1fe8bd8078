namespace FastTrackFpx.Entitlements;

/// <summary>Everything that the rules on a service's seats are judged by.</summary>
internal sealed class EntitlementFacts
{
    /// <summary>The tenant that owns the seats.</summary>
    public Guid TenantId { get; set; }

    /// <summary>The tenant's name; null if the session has not read it.</summary>
    public string? TenantName { get; set; }

    /// <summary>The service the seats belong to.</summary>
    public string ServiceId { get; set; } = string.Empty;

    /// <summary>The service's name, for messages.</summary>
    public string? ServiceName { get; set; }

    /// <summary>The records as they stand now.</summary>
    public IReadOnlyList<FpxEntitlement> Current { get; set; } = [];

    /// <summary>All seats of the service, from <c>maxEntitlements</c>; null when the service tells none.</summary>
    public long? SeatTotal { get; set; }

    /// <summary>The first-level statuses. Their number is also how many records one change may hold.</summary>
    public IReadOnlyList<FpxLookup> L1Statuses { get; set; } = [];

    /// <summary>The combinations of statuses that the service accepts. Empty when they are not known: then they are not judged.</summary>
    public IReadOnlyList<FpxStatusCombination> Combinations { get; set; } = [];

    /// <summary>When all this was read.</summary>
    public DateTimeOffset Read { get; set; }
}
