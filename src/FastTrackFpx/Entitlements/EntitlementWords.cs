namespace FastTrackFpx.Entitlements;

internal static class EntitlementWords
{
    internal static string Seats(long count) => count == 1 ? "1 seat" : Number(count) + " seats";

    /// <summary>A whole number with thousands separators; decimal, because a sum of counts may pass the longest count.</summary>
    internal static string Number(decimal count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>What happens to a record, old to new. Owner and notes are redacted unless shown.</summary>
    internal static string Describe(EntitlementStep step, bool shown) => step.Kind switch
    {
        EntitlementStepKind.Add => $"{step.After.L1}: new, {Seats(step.After.EntitlementCount)}{Details(null, step.After, shown)}",
        EntitlementStepKind.Remove => $"{step.Before!.L1}: {Seats(step.Before.EntitlementCount)} -> removed",
        EntitlementStepKind.Update => Update(step.Before!, step.After, shown),
        _ => $"{step.After.L1}: {Seats(step.After.EntitlementCount)}, unchanged",
    };

    private static string Update(FpxEntitlement before, FpxEntitlement after, bool shown)
    {
        var name = SameEntry.Is(before.L1, after.L1) ? $"{after.L1}" : $"{before.L1} -> {after.L1}";
        var seats = before.EntitlementCount == after.EntitlementCount
            ? Seats(after.EntitlementCount)
            : $"{Number(before.EntitlementCount)} -> {Seats(after.EntitlementCount)}";
        return $"{name}: {seats}{Details(before, after, shown)}";
    }

    private static string Details(FpxEntitlement? before, FpxEntitlement after, bool shown) => string.Concat(EntitlementField.Details
        .Where(field => !field.Same(before, after))
        .Select(field => $", {field.Words} {(before is null ? string.Empty : $"{Text(field.Read(before), shown)} -> ")}{Text(field.Read(after), shown)}"));

    private static string Text(object? value, bool shown) => value switch
    {
        string { Length: > 0 } when !shown => PersonalFields.Mask,
        string { Length: > 0 } text => Quote(text.Replace("\r", " ").Replace("\n", " ")),
        _ => FieldValue.Words(value),
    };

    private static string Quote(string line)
    {
        const int longest = 40;
        return line.Length <= longest ? $"'{line}'" : $"'{line.Substring(0, longest - 3)}...'";
    }
}

internal static class SeatChangeText
{
    internal static ChangeDescription Set(EntitlementPlan plan)
    {
        var what = $"set the seats of {Of(plan)}";
        return new ChangeDescription($"{what}: {plan}", $"{what}: {string.Join("; ", plan.Steps.Where(step => step.Changes).Select(step => EntitlementWords.Describe(step, shown: false)))}");
    }

    internal static string Of(EntitlementPlan plan) => $"{plan.Facts.Service} of tenant {plan.Facts.TenantId}";
}
