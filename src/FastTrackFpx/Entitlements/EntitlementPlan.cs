using FastTrackFpx.Rules;

namespace FastTrackFpx.Entitlements;

/// <summary>What happens to one record.</summary>
internal enum EntitlementStepKind
{
    /// <summary>It stays as it is.</summary>
    Keep,

    /// <summary>It changes.</summary>
    Update,

    /// <summary>It is new.</summary>
    Add,

    /// <summary>It goes.</summary>
    Remove,
}

/// <summary>What happens to one record, old to new.</summary>
internal sealed class EntitlementStep
{
    internal EntitlementStep(EntitlementStepKind kind, FpxEntitlement? before, FpxEntitlement? after)
    {
        Kind = kind;
        Before = before;
        After = after;
    }

    /// <summary>What happens.</summary>
    public EntitlementStepKind Kind { get; }

    /// <summary>The record now; null for a new one.</summary>
    public FpxEntitlement? Before { get; }

    /// <summary>The record afterwards; null for one that goes.</summary>
    public FpxEntitlement? After { get; }

    /// <summary>Old to new in plain words.</summary>
    public override string ToString() => EntitlementWords.Describe(this);
}

/// <summary>A change of a service's status records, worked out before anything is sent.</summary>
internal sealed class EntitlementPlan
{
    internal EntitlementPlan(
        EntitlementFacts facts,
        IReadOnlyList<EntitlementStep> steps,
        IReadOnlyList<FpxEntitlement> toSend,
        IReadOnlyList<FpxRuleFinding> findings)
    {
        Facts = facts;
        Steps = steps;
        ToSend = toSend;
        Findings = findings;
        Expected = steps.Where(step => step.After is not null).Select(step => step.After!).ToList();
    }

    /// <summary>What the plan was made from.</summary>
    public EntitlementFacts Facts { get; }

    /// <summary>One step for each record there is or will be.</summary>
    public IReadOnlyList<EntitlementStep> Steps { get; }

    /// <summary>The array for <c>PATCH tenants/{tenantId}/services/{serviceId}/entitlements</c>: a record with zero seats goes, one without id is new.</summary>
    /// <remarks>
    /// Records that stay are sent as well, as far as the limit allows: whether the service keeps or drops what is not sent is not
    /// documented, and so it does not matter.
    /// </remarks>
    public IReadOnlyList<FpxEntitlement> ToSend { get; }

    /// <summary>The records that there should be afterwards.</summary>
    public IReadOnlyList<FpxEntitlement> Expected { get; }

    /// <summary>The rules that the change breaks.</summary>
    public IReadOnlyList<FpxRuleFinding> Findings { get; }

    /// <summary>Whether no documented rule is broken.</summary>
    public bool IsAccepted => Findings.All(finding => finding.Severity != FpxRuleSeverity.Refuse);

    /// <summary>Whether everything stands as wanted already.</summary>
    public bool ChangesNothing => Steps.All(step => step.Kind == EntitlementStepKind.Keep);

    /// <summary>What changes, old to new, one text for each record that does.</summary>
    public IReadOnlyList<string> Changes =>
        Steps.Where(step => step.Kind != EntitlementStepKind.Keep).Select(step => step.ToString()).ToList();

    /// <summary>Stops a change that breaks a documented rule.</summary>
    /// <exception cref="RuleException">One is broken.</exception>
    public void ThrowIfRefused() => Findings.ThrowIfRefused();

    /// <summary>All changes in one line.</summary>
    public override string ToString() => ChangesNothing ? "no change" : string.Join("; ", Changes);
}
