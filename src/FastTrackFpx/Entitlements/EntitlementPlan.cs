using FastTrackFpx.Rules;

namespace FastTrackFpx.Entitlements;

internal enum EntitlementStepKind
{
    Keep,
    Update,
    Add,
    Remove,
}

/// <summary>What happens to one record, old to new. A record that is removed has no seats afterwards.</summary>
internal sealed class EntitlementStep(FpxEntitlement? before, FpxEntitlement after)
{
    /// <summary>Null for a new record.</summary>
    internal FpxEntitlement? Before { get; } = before;

    internal FpxEntitlement After { get; } = after;

    internal EntitlementStepKind Kind => Before is null ? EntitlementStepKind.Add
        : After.EntitlementCount == 0 ? EntitlementStepKind.Remove
        : EntitlementRecords.SayTheSame(Before, After) ? EntitlementStepKind.Keep
        : EntitlementStepKind.Update;

    internal bool Changes => Kind != EntitlementStepKind.Keep;

    internal static EntitlementStep Removal(FpxEntitlement record)
    {
        FpxEntitlement after = record.Copy();
        after.EntitlementCount = 0;
        return new EntitlementStep(record, after);
    }

    public override string ToString() => EntitlementWords.Describe(this);
}

/// <summary>A change of a service's status records, worked out before anything is sent.</summary>
internal sealed class EntitlementPlan(
    EntitlementFacts facts, IReadOnlyList<EntitlementStep> steps, IReadOnlyList<FpxEntitlement> toSend, IReadOnlyList<FpxRuleFinding> findings)
{
    public EntitlementFacts Facts { get; } = facts;

    public IReadOnlyList<EntitlementStep> Steps { get; } = steps;

    /// <summary>The array for <c>PATCH tenants/{tenantId}/services/{serviceId}/entitlements</c>: a record with zero seats is removed, one without id is added.</summary>
    /// <remarks>
    /// Records that stay are sent as well, as far as the limit allows: whether the service keeps or drops what is not sent is not
    /// documented, and so it does not matter.
    /// </remarks>
    public IReadOnlyList<FpxEntitlement> ToSend { get; } = toSend;

    public IReadOnlyList<FpxEntitlement> Expected { get; } = [.. steps.Where(step => step.Kind != EntitlementStepKind.Remove).Select(step => step.After)];

    public IReadOnlyList<FpxRuleFinding> Findings { get; } = findings;

    public bool IsAccepted => Findings.All(finding => finding.Severity != FpxRuleSeverity.Refuse);

    public bool ChangesNothing => !Steps.Any(step => step.Changes);

    /// <summary>What changes, old to new, one text for each record that does.</summary>
    public IReadOnlyList<string> Changes => [.. Steps.Where(step => step.Changes).Select(step => step.ToString())];

    /// <exception cref="RuleException">A documented rule is broken.</exception>
    public void ThrowIfRefused() => Findings.ThrowIfRefused();

    public override string ToString() => ChangesNothing ? "no change" : string.Join("; ", Changes);
}

/// <summary>Everything that the rules on a service's seats are checked against.</summary>
internal sealed class EntitlementFacts
{
    public Guid TenantId { get; set; }

    /// <summary>The tenant's name; null if the session has not read it.</summary>
    public string? TenantName { get; set; }

    public string ServiceId { get; set; } = string.Empty;

    public string? ServiceName { get; set; }

    /// <summary>The present records.</summary>
    public IReadOnlyList<FpxEntitlement> Current { get; set; } = [];

    /// <summary>All seats of the service, from <c>maxEntitlements</c>; null if the service returns none.</summary>
    public long? SeatTotal { get; set; }

    /// <summary>The first-level statuses. Their number is also how many records one change may hold.</summary>
    public IReadOnlyList<FpxLookup> L1Statuses { get; set; } = [];

    /// <summary>The combinations of statuses that the service accepts. Empty if they are not known; then they are not checked.</summary>
    public IReadOnlyList<FpxStatusCombination> Combinations { get; set; } = [];

    public DateTimeOffset Read { get; set; }
}
