namespace FastTrackFpx.Entitlements;

/// <summary>
/// What status records said when they were read. A record that was edited and comes back as the same object tells by it whether the service has
/// changed it meanwhile; the API itself has no version to compare.
/// </summary>
internal static class EntitlementOrigins
{
    internal static FpxEntitlement Remember(FpxEntitlement record)
    {
        record.AsRead = EntitlementRecords.Copy(record);
        return record;
    }

    /// <summary>What the service changed since the records were read, old to new; empty when it did not, or when it cannot be told.</summary>
    internal static IReadOnlyList<string> ChangedMeanwhile(IEnumerable<FpxEntitlement> edited, IReadOnlyList<FpxEntitlement> current)
    {
        var changes = new List<string>();
        foreach (var record in edited)
        {
            if (record.AsRead is not { } origin || EntitlementRecords.HasNoId(origin))
                continue;
            var now = current.FirstOrDefault(candidate => candidate.ServiceIntentId == origin.ServiceIntentId);
            if (now is null)
                changes.Add(new EntitlementStep(EntitlementStepKind.Remove, origin, null).ToString());
            else if (!EntitlementRecords.SayTheSame(origin, now))
                changes.Add(new EntitlementStep(EntitlementStepKind.Update, origin, now).ToString());
        }

        return changes;
    }
}
