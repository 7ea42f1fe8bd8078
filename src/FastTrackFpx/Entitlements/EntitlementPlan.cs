using static FastTrackFpx.Entitlements.EntitlementRecords;

namespace FastTrackFpx.Entitlements;

internal enum EntitlementStepKind
{
    Keep,
    Update,
    Add,
    Remove,
}

/// <summary>What happens to one record, old to new. A record that is removed has no seats afterwards.</summary>
internal sealed record EntitlementStep(FpxEntitlement? Before, FpxEntitlement After)
{
    private const int LongestText = 40;

    internal EntitlementStepKind Kind => Before is null ? EntitlementStepKind.Add
        : After.EntitlementCount == 0 ? EntitlementStepKind.Remove
        : SayTheSame(Before, After) ? EntitlementStepKind.Keep
        : EntitlementStepKind.Update;

    internal bool Changes => Kind != EntitlementStepKind.Keep;

    internal static EntitlementStep Unchanged(FpxEntitlement record) => new(record, record.Copy());

    internal static EntitlementStep Removal(FpxEntitlement record)
    {
        FpxEntitlement after = record.Copy();
        after.EntitlementCount = 0;
        return new EntitlementStep(record, after);
    }

    /// <summary>Old to new. Owner and notes are redacted unless shown.</summary>
    internal string Describe(bool shown)
    {
        string count = Seats(After.EntitlementCount);
        if (Before is null) return $"{After.L1}: new, {count}{Details(shown)}";
        if (Kind == EntitlementStepKind.Remove) return $"{Before.L1}: {Seats(Before.EntitlementCount)} -> removed";
        string name = SameEntry.Is(Before.L1, After.L1) ? $"{After.L1}" : $"{Before.L1} -> {After.L1}";
        return $"{name}: {(Before.EntitlementCount == After.EntitlementCount ? count : $"{Number(Before.EntitlementCount)} -> {count}")}{Details(shown)}";
    }

    public override string ToString() => Describe(shown: true);

    private string Details(bool shown) => string.Concat(EntitlementField.Details
        .Where(field => !field.Same(Before, After))
        .Select(field => $", {field.Words} {(Before is null ? string.Empty : $"{Text(field.Read(Before), shown)} -> ")}{Text(field.Read(After), shown)}"));

    private static string Text(object? value, bool shown)
    {
        if (value is not string { Length: > 0 } text) return FieldValue.Words(value);
        if (!shown) return PersonalFields.Mask;
        string line = text.Replace("\r", " ").Replace("\n", " ");
        return line.Length <= LongestText ? $"'{line}'" : $"'{line.Substring(0, LongestText - 3)}...'";
    }
}

/// <summary>A change of a service's status records, worked out before anything is sent.</summary>
/// <param name="Facts">What the service holds.</param>
/// <param name="Steps">What happens to each record.</param>
/// <param name="ToSend">The records for the request. Those that stay are sent as well: what becomes of records that are not sent is not documented.</param>
/// <param name="Findings">The rules that the change breaks.</param>
internal sealed record EntitlementPlan(
    EntitlementFacts Facts, IReadOnlyList<EntitlementStep> Steps, IReadOnlyList<FpxEntitlement> ToSend, IReadOnlyList<FpxRuleFinding> Findings)
{
    public IReadOnlyList<FpxEntitlement> Expected { get; } = [.. Steps.Where(step => step.Kind != EntitlementStepKind.Remove).Select(step => step.After)];

    public bool IsAccepted => Findings.All(finding => finding.Severity != FpxRuleSeverity.Refuse);

    public bool ChangesNothing => !Steps.Any(step => step.Changes);

    /// <summary>What changes, old to new, one text for each record that does.</summary>
    public IReadOnlyList<string> Changes => Describe(shown: true);

    /// <summary>What the seats are of.</summary>
    public string Target => $"{Facts.Service} of tenant {Facts.TenantId}";

    public ChangeDescription Description =>
        new($"set the seats of {Target}: {this}", $"set the seats of {Target}: {string.Join("; ", Describe(shown: false))}");

    public void ThrowIfRefused() => Findings.ThrowIfRefused();

    public override string ToString() => ChangesNothing ? "no change" : string.Join("; ", Changes);

    private string[] Describe(bool shown) => [.. Steps.Where(step => step.Changes).Select(step => step.Describe(shown))];
}

/// <summary>What is known of a service of a tenant before a change.</summary>
internal sealed class EntitlementFacts
{
    public Guid TenantId { get; set; }
    public string? TenantName { get; set; }
    public string ServiceId { get; set; } = string.Empty;
    public string? ServiceName { get; set; }
    public string Service => string.IsNullOrEmpty(ServiceName) ? $"service {ServiceId}" : ServiceName!;
    public IReadOnlyList<FpxEntitlement> Current { get; set; } = [];
    /// <summary>All seats of the service, from <c>maxEntitlements</c>; null if the service returns none.</summary>
    public long? SeatTotal { get; set; }
    /// <summary>The first-level statuses. Their number is also how many records one change may hold.</summary>
    public IReadOnlyList<FpxLookup> L1Statuses { get; set; } = [];
    /// <summary>The combinations of statuses that the service accepts. Empty if they are not known; then they are not checked.</summary>
    public IReadOnlyList<FpxStatusCombination> Combinations { get; set; } = [];
    public DateTimeOffset Read { get; set; }

    /// <summary>A record of a status that has none yet.</summary>
    internal FpxEntitlement New(FpxLookup l1) => new() { TenantId = TenantId, ServiceId = ServiceId, ServiceName = ServiceName, L1 = l1 };

    /// <summary>The first-level statuses: a status that a record has and the list no longer has can still be left.</summary>
    internal List<FpxLookup> FirstLevels =>
        [.. L1Statuses, .. Current.Select(record => record.L1).OfType<FpxLookup>().Where(l1 => L1Statuses.All(listed => !SameEntry.Is(listed, l1)))];

    internal List<FpxLookup> SecondLevels(FpxLookup? l1) => Distinct(Below(l1).Select(row => row.L2));

    /// <summary>The third-level statuses below a first and a second level; below any second level if none is named.</summary>
    internal List<FpxLookup> ThirdLevels(FpxLookup? l1, FpxLookup? l2) =>
        Distinct(Below(l1).Where(row => l2 is null || SameEntry.Is(row.L2, l2)).Select(row => row.L3));

    private IEnumerable<FpxStatusCombination> Below(FpxLookup? l1) =>
        Combinations.Where(row => Identifier.Same(row.ServiceId, ServiceId) && SameEntry.Is(row.L1, l1));

    private static List<FpxLookup> Distinct(IEnumerable<FpxLookup?> entries) =>
        [.. entries.OfType<FpxLookup>().GroupBy(entry => entry.Id).Select(group => group.First())];
}
