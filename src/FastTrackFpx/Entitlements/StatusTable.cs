using System.Collections.Specialized;

namespace FastTrackFpx.Entitlements;

internal static class StatusTable
{
    private const string Parameter = "Status";

    /// <summary>The records of a table by status. Details that are left out keep their present values.</summary>
    public static IReadOnlyList<FpxEntitlement> Read(IEnumerable<KeyValuePair<string, object?>> table, EntitlementFacts facts, bool idsPass = false) =>
        table.Select(row => ReadRow(row.Key, row.Value, facts, idsPass)).ToList();

    public static FpxLookup FindL1(string text, EntitlementFacts facts, string parameterName, bool idsPass = false) => LookupNames.Find(FirstLevels(facts), text, parameterName, idsPass);

    /// <summary>The first-level statuses: a status that a record has and the list no longer has can still be left.</summary>
    internal static List<FpxLookup> FirstLevels(EntitlementFacts facts)
    {
        var present = facts.Current.Select(record => record.L1).OfType<FpxLookup>();
        return [.. facts.L1Statuses, .. present.Where(l1 => facts.L1Statuses.All(listed => !SameEntry.Is(listed, l1)))];
    }

    private static FpxEntitlement ReadRow(string name, object? value, EntitlementFacts facts, bool idsPass)
    {
        var l1 = FindL1(name, facts, Parameter, idsPass);
        var present = facts.Current.FirstOrDefault(record => SameEntry.Is(record.L1, l1));
        var record = present?.Copy() ?? facts.New(l1);
        var details = (value as IEnumerable<KeyValuePair<string, object?>> ?? [new("Count", value)]).ToLookup(detail => detail.Key.Trim(), StringComparer.OrdinalIgnoreCase);
        if (details.FirstOrDefault(detail => !Is(detail.Key, "Count") && EntitlementField.Details.All(field => !Is(detail.Key, field.Name))) is { } unknown)
            throw Wrong($"A status has no '{unknown.Key}'. It has Count, {string.Join(", ", EntitlementField.Details.Select(field => field.Name))}.");
        if (!details.Contains("Count") && present is null) throw Wrong($"'{name}' requires a Count: there is no record of it yet.");
        foreach (var count in details["Count"]) record.EntitlementCount = Count(count.Value, name);
        foreach (var field in EntitlementField.Details)
        {
            foreach (var detail in details[field.Name]) field.Write(record, Value(field, detail.Value, record, present, facts, idsPass));

            // A third level belongs to its second one: it does not outlive it.
            if (field == EntitlementField.L2 && !field.Same(record, present)) record.L3 = null;
        }

        return record;
    }

    private static object? Value(
        RecordField<FpxEntitlement> field, object? value, FpxEntitlement record, FpxEntitlement? present, EntitlementFacts facts, bool idsPass) =>
        field.IsDate ? Date(value, field.Read(present) as DateTimeOffset?, field.Name)
        : !field.IsEntry ? Text(value, field.Name)
        : Detail(value, field.Read(present) as FpxLookup, field == EntitlementField.L2 ? SecondLevels(facts, record.L1) : ThirdLevels(facts, record.L1, record.L2), field.Name, idsPass);

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
        CellValue.Bare(value) is { } given && !ParameterText.IsPlain(given) ? throw Wrong($"{key} is not text: '{value}'.")
        : Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? CellValue.WellFormed(text, key)
        : null;

    private static bool Is(string key, string name) => string.Equals(key, name, StringComparison.OrdinalIgnoreCase);

    private static InputException Wrong(string message) =>
        new(ErrorCode.InvalidInput, message, Parameter, "Write it as @{ 'In Progress' = 50; 'Completed' = @{ Count = 150; Owner = 'Ada' } }.");
}

/// <summary>Takes a table of statuses also as text, as a CSV file holds it: <c>In Progress=50; Completed=150</c>.</summary>
internal sealed class StatusTableTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is not string text) return value!;
        string[][] pairs = text.Split(';').Where(part => part.Trim().Length > 0).Select(part => part.Split('=')).ToArray();
        if (pairs.Length == 0 || pairs.Any(pair => pair.Length != 2)) return inputData;
        var table = new OrderedDictionary();
        foreach (string[] pair in pairs) table[pair[0].Trim()] = pair[1].Trim();
        return table;
    }
}
