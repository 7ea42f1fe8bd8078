namespace FastTrackFpx.Entitlements;

internal static class EntitlementRecords
{
    internal static bool HasNoId(FpxEntitlement record) => record.ServiceIntentId is null || record.ServiceIntentId == Guid.Empty;

    /// <summary>Whether two records hold the same, whatever their ids are.</summary>
    internal static bool SayTheSame(FpxEntitlement one, FpxEntitlement other, bool exactly = true) =>
        one.EntitlementCount == other.EntitlementCount && EntitlementField.Details.Prepend(EntitlementField.L1).All(field => field.Same(one, other, exactly));

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

    /// <summary>What the service changed since edited records were read, old to new, as far as it is known: the API has no version to compare.</summary>
    internal static IReadOnlyList<string> ChangedMeanwhile(IEnumerable<FpxEntitlement> edited, IReadOnlyList<FpxEntitlement> current)
    {
        var changes = new List<string>();
        foreach (var origin in edited.Select(record => record.AsRead).OfType<FpxEntitlement>().Where(origin => !HasNoId(origin)))
        {
            var now = current.FirstOrDefault(candidate => candidate.ServiceIntentId == origin.ServiceIntentId);
            if (now is null) changes.Add(EntitlementStep.Removal(origin).ToString());
            else if (!SayTheSame(origin, now)) changes.Add(new EntitlementStep(origin, now).ToString());
        }

        return changes;
    }
}
