using System.Globalization;
using FastTrackFpx.Changes;
using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Changes;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Entitlements;

/// <summary>Turns a table of statuses as a user wrote it into wanted records.</summary>
internal static class StatusTable
{
    private const string Parameter = "Status";

    /// <summary>The wanted records.</summary>
    /// <exception cref="InputException">An unknown name, or a value that is none.</exception>
    public static IReadOnlyList<WantedStatus> Read(IEnumerable<KeyValuePair<string, object?>> table, EntitlementFacts facts, bool idsPass = false)
    {
        return table.Select(row => ReadRow(row.Key, row.Value, facts, idsPass)).ToList();
    }

    /// <summary>A first-level status by its name or id.</summary>
    /// <exception cref="InputException">There is no such status.</exception>
    public static FpxLookup FindL1(string text, EntitlementFacts facts, string parameterName, bool idsPass = false) => LookupNames.Find(FirstLevels(facts), text, parameterName, idsPass);

    /// <summary>The first-level statuses: a status that a record has and the list no longer has can still be left.</summary>
    internal static List<FpxLookup> FirstLevels(EntitlementFacts facts)
    {
        var present = facts.Current.Select(record => record.L1).OfType<FpxLookup>();
        return [.. facts.L1Statuses, .. present.Where(l1 => facts.L1Statuses.All(listed => !SameEntry.Is(listed, l1)))];
    }

    private static WantedStatus ReadRow(string name, object? value, EntitlementFacts facts, bool idsPass)
    {
        var status = new WantedStatus { L1 = FindL1(name, facts, Parameter, idsPass) };
        if (value is not IEnumerable<KeyValuePair<string, object?>> details)
        {
            status.Count = Count(value, name);
            return status;
        }

        var isCounted = false;
        foreach (var detail in details)
        {
            if (Is(detail.Key, "Count"))
            {
                status.Count = Count(detail.Value, name);
                isCounted = true;
            }
            else
            {
                ReadDetail(status, detail.Key, detail.Value, facts, idsPass);
            }
        }

        if (!isCounted)
            status.Count = facts.Current.FirstOrDefault(record => SameEntry.Is(record.L1, status.L1))?.EntitlementCount ?? throw Wrong($"'{name}' requires a Count: there is no record of it yet.");
        return status;
    }

    private static void ReadDetail(WantedStatus status, string key, object? value, EntitlementFacts facts, bool idsPass)
    {
        var present = facts.Current.FirstOrDefault(record => SameEntry.Is(record.L1, status.L1));
        switch (key.Trim().ToUpperInvariant())
        {
            case "L2":
                status.L2 = new(Detail(value, present?.L2, SecondLevels(facts, status.L1), "L2", idsPass));
                break;
            case "L3":
                status.L3 = new(Detail(value, present?.L3, ThirdLevels(facts, status.L1, status.L2?.Value), "L3", idsPass));
                break;
            case "TARGETDATE":
                status.TargetDate = new(Date(value, present?.TargetDate, key));
                break;
            case "NEXTACTIONDATE":
                status.NextActionDate = new(Date(value, present?.NextActionDate, key));
                break;
            case "OWNER":
                status.Owner = new(Text(value, key));
                break;
            case "NOTES":
                status.Notes = new(Text(value, key));
                break;
            default:
                throw Wrong($"A status has no '{key}'. It has Count, L2, L3, TargetDate, Owner, NextActionDate, Notes.");
        }
    }

    /// <summary>The second-level statuses of a service below a first level.</summary>
    internal static List<FpxLookup> SecondLevels(EntitlementFacts facts, FpxLookup? l1) => Distinct(Below(facts, l1).Select(row => row.L2));

    /// <summary>The third-level statuses below a first and a second level; below any second level if none is named.</summary>
    internal static List<FpxLookup> ThirdLevels(EntitlementFacts facts, FpxLookup? l1, FpxLookup? l2) =>
        Distinct(Below(facts, l1).Where(row => l2 is null || SameEntry.Is(row.L2, l2)).Select(row => row.L3));

    /// <summary>A second or third level as an object, an id or a name; null for none.</summary>
    internal static FpxLookup? Level(object? value, FpxLookup? present, List<FpxLookup> list, string level, bool idsPass)
    {
        if (CellValue.Bare(value) is not { } given) return null;
        // If the lists are not known, an id will do.
        return LookupResolver.Resolve(RecordCopy.Lookup(given, level), present, list, level, idsPass || list.Count == 0);
    }

    /// <summary>The same for a detail of a status table, which is the value of one parameter.</summary>
    private static FpxLookup? Detail(object? value, FpxLookup? present, List<FpxLookup> list, string level, bool idsPass)
    {
        try
        {
            return Level(value, present, list, level, idsPass);
        }
        catch (InputException unknown)
        {
            throw new InputException(unknown.ErrorCode, $"-{Parameter}: {unknown.Message.TrimStart('-')}", Parameter, unknown.RecommendedAction);
        }
    }

    private static IEnumerable<FpxStatusCombination> Below(EntitlementFacts facts, FpxLookup? l1) =>
        facts.Combinations.Where(row => Identifier.Same(row.ServiceId, facts.ServiceId) && SameEntry.Is(row.L1, l1));

    private static List<FpxLookup> Distinct(IEnumerable<FpxLookup?> entries) => [.. entries.OfType<FpxLookup>().GroupBy(entry => entry.Id).Select(group => group.First())];

    private static long Count(object? value, string name) =>
        ParameterText.TryWholeNumber(value, out var count) ? count : throw Wrong($"'{name}' requires a whole number of seats, not '{value}'.");

    private static DateTimeOffset? Date(object? value, DateTimeOffset? present, string key) =>
        CellValue.Bare(value) is null ? null
        : CellValue.TryDay(value, present, out var day) ? day
        : throw Wrong($"{key} is not a date: '{value}'. Write it as 2027-03-31.");

    private static string? Text(object? value, string key) =>
        CellValue.Bare(value) is { } given && !FpxValue.IsPlain(given) ? throw Wrong($"{key} is not text: '{value}'.")
        : Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? CellValue.WellFormed(text, key)
        : null;

    private static bool Is(string key, string name) => string.Equals(key.Trim(), name, StringComparison.OrdinalIgnoreCase);

    private static InputException Wrong(string message) =>
        new(ErrorCode.InvalidInput, message, Parameter, "Write it as @{ 'In Progress' = 50; 'Completed' = @{ Count = 150; Owner = 'Ada' } }.");
}

/// <summary>One status of a whole set, as the user passes it. A detail that was not passed keeps its present value.</summary>
internal sealed class WantedStatus
{
    public FpxLookup L1 { get; set; } = null!;

    /// <summary>The seats in this status; zero removes it.</summary>
    public long Count { get; set; }

    public Optional<FpxLookup?>? L2 { get; set; }

    public Optional<FpxLookup?>? L3 { get; set; }

    public Optional<DateTimeOffset?>? TargetDate { get; set; }

    public Optional<string?>? Owner { get; set; }

    public Optional<DateTimeOffset?>? NextActionDate { get; set; }

    public Optional<string?>? Notes { get; set; }

    /// <summary>A status with all details of a record, for restoring a set.</summary>
    public static WantedStatus From(FpxEntitlement record) => new()
    {
        L1 = record.L1 ?? new FpxLookup(),
        Count = record.EntitlementCount,
        L2 = new(record.L2),
        L3 = new(record.L3),
        TargetDate = new(record.TargetDate),
        Owner = new(record.Owner),
        NextActionDate = new(record.NextActionDate),
        Notes = new(record.Notes),
    };
}
