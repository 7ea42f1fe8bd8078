namespace FastTrackFpx.Entitlements;

/// <summary>The details of a status record besides its first level and its seats.</summary>
[Flags]
internal enum EntitlementDetails
{
    /// <summary>No detail.</summary>
    None = 0,

    /// <summary>The second-level status.</summary>
    L2 = 1,

    /// <summary>The third-level status.</summary>
    L3 = 2,

    /// <summary>When the status is meant to be reached.</summary>
    TargetDate = 4,

    /// <summary>Who looks after the status.</summary>
    Owner = 8,

    /// <summary>When the next step is due.</summary>
    NextActionDate = 16,

    /// <summary>Free text.</summary>
    Notes = 32,

    /// <summary>Every detail.</summary>
    All = L2 | L3 | TargetDate | Owner | NextActionDate | Notes,
}

/// <summary>One status of a full set, as the user wants it. A detail that is not given keeps its present value.</summary>
internal sealed class WantedStatus
{
    /// <summary>The first-level status.</summary>
    public FpxLookup L1 { get; set; } = null!;

    /// <summary>The seats in this status; zero removes it.</summary>
    public long Count { get; set; }

    /// <summary>Which of the details below were given; one that was given as null is cleared.</summary>
    public EntitlementDetails Given { get; set; }

    /// <summary>The second-level status.</summary>
    public FpxLookup? L2 { get; set; }

    /// <summary>The third-level status.</summary>
    public FpxLookup? L3 { get; set; }

    /// <summary>When the status is meant to be reached.</summary>
    public DateTimeOffset? TargetDate { get; set; }

    /// <summary>Who looks after the status.</summary>
    public string? Owner { get; set; }

    /// <summary>When the next step is due.</summary>
    public DateTimeOffset? NextActionDate { get; set; }

    /// <summary>Free text.</summary>
    public string? Notes { get; set; }

    /// <summary>A status with all details of a record, for putting a set back as it was.</summary>
    /// <param name="record">The record to take them from.</param>
    public static WantedStatus From(FpxEntitlement record)
    {
        return new WantedStatus
        {
            L1 = record.L1 ?? new FpxLookup(),
            Count = record.EntitlementCount,
            Given = EntitlementDetails.All,
            L2 = record.L2,
            L3 = record.L3,
            TargetDate = record.TargetDate,
            Owner = record.Owner,
            NextActionDate = record.NextActionDate,
            Notes = record.Notes,
        };
    }
}
