using System.Collections;
using System.Collections.Specialized;

namespace FastTrackFpx.Entitlements;

/// <summary>Reads a table with the seats of each first-level status, or with a table of its details.</summary>
internal static class StatusTable
{
    private const string Parameter = "Status";

    /// <summary>The records of a table. Details that are left out keep their present values.</summary>
    internal static IReadOnlyList<FpxEntitlement> Read(IDictionary table, EntitlementFacts facts, bool idsPass) =>
        [.. table.Cast<DictionaryEntry>().Select(row => ReadRow(TextOf(row.Key), ParameterText.Unwrap(row.Value), facts, idsPass))];

    internal static FpxLookup FindL1(string text, EntitlementFacts facts, string parameterName, bool idsPass = false) =>
        LookupNames.Find(facts.FirstLevels, text, parameterName, idsPass);

    /// <summary>A second or third level as an object, an id or a name; null for none.</summary>
    internal static FpxLookup? Level(object? value, FpxLookup? present, List<FpxLookup> list, string level, bool idsPass)
    {
        if (CellValue.Bare(value) is not { } given) return null;
        // If the lists are not known, an id will do.
        return LookupResolver.Resolve(RecordCopy.Lookup(given, level), present, list, level, idsPass || list.Count == 0);
    }

    private static FpxEntitlement ReadRow(string name, object? value, EntitlementFacts facts, bool idsPass)
    {
        var l1 = FindL1(name, facts, Parameter, idsPass);
        var present = facts.Current.FirstOrDefault(record => SameEntry.Is(record.L1, l1));
        var record = present?.Copy() ?? facts.New(l1);
        var details = (value as IDictionary ?? new Hashtable { ["Count"] = value }).Cast<DictionaryEntry>()
            .ToLookup(detail => TextOf(detail.Key).Trim(), detail => ParameterText.Unwrap(detail.Value), StringComparer.OrdinalIgnoreCase);
        var fields = EntitlementField.Details.Select(field => field.Name).Prepend("Count").ToList();
        if (details.FirstOrDefault(detail => !fields.Contains(detail.Key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw Wrong($"A status has no '{unknown.Key}'. It has {string.Join(", ", fields)}.");
        if (!details.Contains("Count") && present is null) throw Wrong($"'{name}' requires a Count: there is no record of it yet.");
        foreach (var count in details["Count"]) record.EntitlementCount = Count(count, name);
        foreach (var field in EntitlementField.Details)
        {
            foreach (var detail in details[field.Name]) field.Write(record, Value(field, detail, record, present, facts, idsPass));

            // A third level belongs to its second one: it does not outlive it.
            if (field == EntitlementField.L2 && !field.Same(record, present)) record.L3 = null;
        }

        return record;
    }

    private static object? Value(
        RecordField<FpxEntitlement> field, object? value, FpxEntitlement record, FpxEntitlement? present, EntitlementFacts facts, bool idsPass)
    {
        if (field.IsDate) return Date(value, field.Read(present) as DateTimeOffset?, field.Name);
        if (!field.IsEntry) return Text(value, field.Name);
        var list = field == EntitlementField.L2 ? facts.SecondLevels(record.L1) : facts.ThirdLevels(record.L1, record.L2);
        try
        {
            return Level(value, field.Read(present) as FpxLookup, list, field.Name, idsPass);
        }
        catch (InputException unknown)
        {
            // The whole table is the value of one parameter.
            throw new InputException(unknown.ErrorCode, $"-{Parameter}: {unknown.Message.TrimStart('-')}", Parameter, unknown.RecommendedAction);
        }
    }

    private static string TextOf(object key) => ParameterText.Unwrap(key) is FpxLookup { Id: { } id } ? id : key.ToString() ?? string.Empty;

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
