using FastTrackFpx.Rest.Changes;

namespace FastTrackFpx.Entitlements;

/// <summary>What a write does to the seats of a service, for prompts and logs.</summary>
internal static class SeatChangeText
{
    internal static ChangeDescription Set(EntitlementPlan plan)
    {
        var what = $"set the seats of {Of(plan)}";
        return new ChangeDescription($"{what}: {plan}", $"{what}: {string.Join("; ", plan.Steps.Where(step => step.Kind != EntitlementStepKind.Keep).Select(EntitlementWords.Redact))}");
    }

    /// <summary>The service and the tenant of a plan.</summary>
    internal static string Of(EntitlementPlan plan) => $"{Service(plan.Facts)} of tenant {plan.Facts.TenantId}";

    internal static string Service(EntitlementFacts facts) => string.IsNullOrEmpty(facts.ServiceName) ? $"service {facts.ServiceId}" : facts.ServiceName!;
}
