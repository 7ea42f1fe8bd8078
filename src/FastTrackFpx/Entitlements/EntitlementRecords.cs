using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Changes;

namespace FastTrackFpx.Entitlements;

internal static class EntitlementRecords
{
    /// <summary>The service may cut fractions of a second off a date; a difference that small is none.</summary>
    private static readonly TimeSpan DateTolerance = TimeSpan.FromSeconds(1);

    internal static bool HasNoId(FpxEntitlement record) => record.ServiceIntentId is null || record.ServiceIntentId == Guid.Empty;

    /// <summary>Whether two records hold the same, whatever their ids are.</summary>
    internal static bool SayTheSame(FpxEntitlement one, FpxEntitlement other, bool exactly = true) =>
        one.EntitlementCount == other.EntitlementCount
        && SameStatus(one.L1, other.L1) && SameStatus(one.L2, other.L2) && SameStatus(one.L3, other.L3)
        && (exactly
            ? SameDate(one.TargetDate, other.TargetDate) && SameDate(one.NextActionDate, other.NextActionDate) && SameText(one.Owner, other.Owner) && SameText(one.Notes, other.Notes)
            : Normalized.SameDate(one.TargetDate, other.TargetDate) && Normalized.SameDate(one.NextActionDate, other.NextActionDate)
                && Normalized.SameText(one.Owner, other.Owner) && Normalized.SameText(one.Notes, other.Notes));

    /// <summary>Whether two sets hold the same records, in any order.</summary>
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

    /// <summary>The service turns a missing text into an empty one, or the other way round.</summary>
    internal static bool SameText(string? one, string? other) => string.Equals(one ?? string.Empty, other ?? string.Empty, StringComparison.Ordinal);

    internal static bool SameDate(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other is null ? one is null && other is null : (one.Value - other.Value).Duration() < DateTolerance;
}

/// <summary>
/// What status records held when they were read. It shows for an edited record that is piped back whether the service has
/// changed it meanwhile; the API itself has no version to compare.
/// </summary>
internal static class EntitlementOrigins
{
    internal static FpxEntitlement Remember(FpxEntitlement record)
    {
        record.AsRead = record.Copy();
        return record;
    }

    /// <summary>What the service changed since the records were read, old to new; empty if it did not, or if that is not known.</summary>
    internal static IReadOnlyList<string> ChangedMeanwhile(IEnumerable<FpxEntitlement> edited, IReadOnlyList<FpxEntitlement> current)
    {
        var changes = new List<string>();
        foreach (var record in edited)
        {
            if (record.AsRead is not { } origin || EntitlementRecords.HasNoId(origin))
                continue;
            var now = current.FirstOrDefault(candidate => candidate.ServiceIntentId == origin.ServiceIntentId);
            if (now is null)
                changes.Add(EntitlementStep.Removal(origin).ToString());
            else if (!EntitlementRecords.SayTheSame(origin, now))
                changes.Add(new EntitlementStep(origin, now).ToString());
        }

        return changes;
    }
}
