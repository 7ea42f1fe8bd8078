using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Changes;

namespace FastTrackFpx.Entitlements;

/// <summary>Copies and comparisons of status records.</summary>
internal static class EntitlementRecords
{
    /// <summary>The service may cut fractions of a second off a date; a difference that small is none.</summary>
    private static readonly TimeSpan DateTolerance = TimeSpan.FromSeconds(1);

    internal static bool HasNoId(FpxEntitlement record) => record.ServiceIntentId is null || record.ServiceIntentId == Guid.Empty;

    internal static FpxEntitlement Copy(FpxEntitlement record) => new()
    {
        TenantId = record.TenantId,
        ServiceId = record.ServiceId,
        ServiceName = record.ServiceName,
        ServiceIntentId = record.ServiceIntentId,
        L1 = record.L1,
        L2 = record.L2,
        L3 = record.L3,
        EntitlementCount = record.EntitlementCount,
        TargetDate = record.TargetDate,
        Owner = record.Owner,
        NextActionDate = record.NextActionDate,
        Notes = record.Notes,
    };

    /// <summary>Whether two records hold the same, whatever their ids are.</summary>
    /// <param name="one">A record.</param>
    /// <param name="other">Another one.</param>
    /// <param name="exactly">False if texts and dates may differ as a service may store them.</param>
    internal static bool SayTheSame(FpxEntitlement one, FpxEntitlement other, bool exactly = true) =>
        one.EntitlementCount == other.EntitlementCount
        && SameStatus(one.L1, other.L1) && SameStatus(one.L2, other.L2) && SameStatus(one.L3, other.L3)
        && (exactly
            ? SameDate(one.TargetDate, other.TargetDate) && SameDate(one.NextActionDate, other.NextActionDate) && SameText(one.Owner, other.Owner) && SameText(one.Notes, other.Notes)
            : Normalized.SameDate(one.TargetDate, other.TargetDate) && Normalized.SameDate(one.NextActionDate, other.NextActionDate)
                && Normalized.SameText(one.Owner, other.Owner) && Normalized.SameText(one.Notes, other.Notes));

    /// <summary>Whether two sets hold the same records, in any order.</summary>
    /// <param name="one">A set.</param>
    /// <param name="other">Another one; its records without an id match by what they hold alone.</param>
    /// <param name="exactly">False if texts and dates may differ as a service may store them.</param>
    internal static bool SameSet(IReadOnlyCollection<FpxEntitlement> one, IReadOnlyCollection<FpxEntitlement> other, bool exactly)
    {
        var left = one.Where(record => record.EntitlementCount != 0).ToList();
        foreach (var record in other.Where(record => record.EntitlementCount != 0))
        {
            var match = left.FindIndex(candidate => SayTheSame(candidate, record, exactly)
                && (HasNoId(candidate) || HasNoId(record) || candidate.ServiceIntentId == record.ServiceIntentId));
            if (match < 0) return false;
            left.RemoveAt(match);
        }

        return left.Count == 0;
    }

    internal static bool SameStatus(FpxLookup? one, FpxLookup? other) => SameEntry.Is(one, other);

    /// <summary>The service turns a missing text into an empty one, or the other way round: both say nothing.</summary>
    internal static bool SameText(string? one, string? other) => string.Equals(one ?? string.Empty, other ?? string.Empty, StringComparison.Ordinal);

    internal static bool SameDate(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other is null ? one is null && other is null : (one.Value - other.Value).Duration() < DateTolerance;
}
