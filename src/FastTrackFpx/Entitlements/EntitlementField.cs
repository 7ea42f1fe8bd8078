namespace FastTrackFpx.Entitlements;

/// <summary>What a status record has beside its seats.</summary>
internal static class EntitlementField
{
    internal static readonly RecordField<FpxEntitlement> L1 = new(nameof(FpxEntitlement.L1), "status");
    internal static readonly RecordField<FpxEntitlement> L2 = new(nameof(FpxEntitlement.L2), "second level");
    internal static readonly RecordField<FpxEntitlement> L3 = new(nameof(FpxEntitlement.L3), "third level");
    internal static readonly RecordField<FpxEntitlement> TargetDate = new(nameof(FpxEntitlement.TargetDate), "target date");
    internal static readonly RecordField<FpxEntitlement> Owner = new(nameof(FpxEntitlement.Owner), "owner");
    internal static readonly RecordField<FpxEntitlement> NextActionDate = new(nameof(FpxEntitlement.NextActionDate), "next action");
    internal static readonly RecordField<FpxEntitlement> Notes = new(nameof(FpxEntitlement.Notes), "notes");

    /// <summary>What a record may have beside its first level and its seats.</summary>
    internal static readonly IReadOnlyList<RecordField<FpxEntitlement>> Details = [L2, L3, TargetDate, Owner, NextActionDate, Notes];

    internal static readonly IReadOnlyList<RecordField<FpxEntitlement>> All = [L1, .. Details];
}
