using FastTrackFpx.Changes;

namespace FastTrackFpx.Entitlements;

/// <summary>What is done to the seats of a service, in words.</summary>
public static class SeatDeeds
{
    /// <summary>A set of records that changes.</summary>
    /// <param name="plan">The plan.</param>
    public static Deed Set(EntitlementPlan plan)
    {
        var what = $"set the seats of {Of(plan)}";
        return new Deed($"{what}: {plan}", $"{what}: {string.Join("; ", plan.Steps.Where(step => step.Kind != EntitlementStepKind.Keep).Select(EntitlementWords.Trace))}");
    }

    /// <summary>The service and the tenant of a plan.</summary>
    /// <param name="plan">The plan.</param>
    public static string Of(EntitlementPlan plan)
    {
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));

        var service = string.IsNullOrEmpty(plan.Facts.ServiceName) ? $"service {plan.Facts.ServiceId}" : plan.Facts.ServiceName;
        return $"{service} of tenant {plan.Facts.TenantId}";
    }
}
