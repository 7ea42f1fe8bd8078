namespace FastTrackFpx.Lookups;

/// <summary>Copies of entries that are kept, for callers who may edit what they get.</summary>
internal static class LookupCopies
{
    internal static FpxLookup? Of(FpxLookup? entry) => entry is null ? null : new FpxLookup { Id = entry.Id, Name = entry.Name };

    internal static FpxIncentiveWorkload Of(FpxIncentiveWorkload workload) => new() { Id = workload.Id, Name = workload.Name, Program = Of(workload.Program) };

    internal static FpxIncentivePeriod Of(FpxIncentivePeriod period) =>
        new() { Id = period.Id, YearPeriod = period.YearPeriod, YearPeriodRange = period.YearPeriodRange };

    internal static FpxEntitlementStatus Of(FpxEntitlementStatus status) => new()
    {
        Id = status.Id,
        Name = status.Name,
        Level = status.Level,
        Description = status.Description,
        ServiceId = status.ServiceId,
        L1Id = status.L1Id,
        L2Id = status.L2Id,
    };

    internal static FpxStatusCombination Of(FpxStatusCombination combination) => new()
    {
        ServiceId = combination.ServiceId,
        ServiceName = combination.ServiceName,
        L1 = Of(combination.L1),
        L2 = Of(combination.L2),
        L3 = Of(combination.L3),
    };
}
