using System.Globalization;
using FastTrackFpx.Connection;
using FastTrackFpx.Rest.Changes;

namespace FastTrackFpx.Entitlements;

internal static class EntitlementWords
{
    internal static string Describe(EntitlementStep step) => Describe(step, shown: true);

    /// <summary>The same for logs: owner and notes are redacted.</summary>
    internal static string Redact(EntitlementStep step) => Describe(step, shown: false);

    internal static string Seats(long count) => count == 1 ? "1 seat" : Number(count) + " seats";

    /// <summary>A whole number with thousands separators; decimal, because a sum of counts may pass the longest count.</summary>
    internal static string Number(decimal count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Describe(EntitlementStep step, bool shown) => step.Kind switch
    {
        EntitlementStepKind.Add => $"{step.After.L1}: new, {Seats(step.After.EntitlementCount)}{Details(null, step.After, shown)}",
        EntitlementStepKind.Remove => $"{step.Before!.L1}: {Seats(step.Before.EntitlementCount)} -> removed",
        EntitlementStepKind.Update => Update(step.Before!, step.After, shown),
        _ => $"{step.After.L1}: {Seats(step.After.EntitlementCount)}, unchanged",
    };

    private static string Update(FpxEntitlement before, FpxEntitlement after, bool shown)
    {
        var name = EntitlementRecords.SameStatus(before.L1, after.L1) ? $"{after.L1}" : $"{before.L1} -> {after.L1}";
        var seats = before.EntitlementCount == after.EntitlementCount
            ? Seats(after.EntitlementCount)
            : $"{Number(before.EntitlementCount)} -> {Seats(after.EntitlementCount)}";
        return $"{name}: {seats}{Details(before, after, shown)}";
    }

    private static string Details(FpxEntitlement? before, FpxEntitlement after, bool shown)
    {
        var parts = new List<string>();
        Part("second level", Name(before?.L2), Name(after.L2), EntitlementRecords.SameStatus(before?.L2, after.L2));
        Part("third level", Name(before?.L3), Name(after.L3), EntitlementRecords.SameStatus(before?.L3, after.L3));
        Part("target date", Date(before?.TargetDate), Date(after.TargetDate), EntitlementRecords.SameDate(before?.TargetDate, after.TargetDate));
        Part("owner", Text(before?.Owner, shown), Text(after.Owner, shown), EntitlementRecords.SameText(before?.Owner, after.Owner));
        Part(
            "next action",
            Date(before?.NextActionDate),
            Date(after.NextActionDate),
            EntitlementRecords.SameDate(before?.NextActionDate, after.NextActionDate));
        Part("notes", Text(before?.Notes, shown), Text(after.Notes, shown), EntitlementRecords.SameText(before?.Notes, after.Notes));
        return parts.Count == 0 ? string.Empty : ", " + string.Join(", ", parts);

        void Part(string what, string old, string now, bool same)
        {
            if (!same)
                parts.Add(before is null ? $"{what} {now}" : $"{what} {old} -> {now}");
        }
    }

    private static string Name(FpxLookup? status) => status is null ? "none" : status.ToString();

    private static string Date(DateTimeOffset? date) => date is null
        ? "none"
        : date.Value.ToUniversalTime().ToString(date.Value.UtcDateTime.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static string Text(string? text, bool shown)
    {
        const int longest = 40;
        if (string.IsNullOrEmpty(text))
            return "none";
        if (!shown)
            return PersonalData.Mask;
        var line = text!.Replace("\r", " ").Replace("\n", " ");
        return line.Length <= longest ? $"'{line}'" : $"'{line.Substring(0, longest - 3)}...'";
    }
}

/// <summary>What a write does to the seats of a service, for prompts and logs.</summary>
internal static class SeatChangeText
{
    internal static ChangeDescription Set(EntitlementPlan plan)
    {
        var what = $"set the seats of {Of(plan)}";
        return new ChangeDescription($"{what}: {plan}", $"{what}: {string.Join("; ", plan.Steps.Where(step => step.Changes).Select(EntitlementWords.Redact))}");
    }

    internal static string Of(EntitlementPlan plan) => $"{Service(plan.Facts)} of tenant {plan.Facts.TenantId}";

    internal static string Service(EntitlementFacts facts) => string.IsNullOrEmpty(facts.ServiceName) ? $"service {facts.ServiceId}" : facts.ServiceName!;
}
