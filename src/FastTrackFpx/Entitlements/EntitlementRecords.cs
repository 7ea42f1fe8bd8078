namespace FastTrackFpx.Entitlements;

internal static class EntitlementRecords
{
    internal static string Seats(long count) => count == 1 ? "1 seat" : Number(count) + " seats";

    /// <summary>A whole number with thousands separators; decimal, because a sum of counts may pass the longest count.</summary>
    internal static string Number(decimal count) => count.ToString("N0", CultureInfo.InvariantCulture);

    internal static bool HasNoId(FpxEntitlement record) => record.ServiceIntentId is null || record.ServiceIntentId == Guid.Empty;

    /// <summary>Whether two records hold the same, whatever their ids are.</summary>
    internal static bool SayTheSame(FpxEntitlement one, FpxEntitlement other, bool exactly = true) =>
        one.EntitlementCount == other.EntitlementCount && EntitlementField.All.All(field => field.Same(one, other, exactly));

    /// <summary>Whether two sets hold the same records, in any order.</summary>
    internal static bool SameSet(IReadOnlyCollection<FpxEntitlement> one, IReadOnlyCollection<FpxEntitlement> other, bool exactly)
    {
        var left = one.Where(record => record.EntitlementCount != 0).ToList();
        return other.Where(record => record.EntitlementCount != 0).All(record => left.Remove(left.Find(candidate => SayTheSame(candidate, record, exactly)
            && (HasNoId(candidate) || HasNoId(record) || candidate.ServiceIntentId == record.ServiceIntentId))!)) && left.Count == 0;
    }
}
