namespace FastTrackFpx.AppDirect.Tests.Support;

/// <summary>The single values of JSON and of records, in one spelling, to compare them.</summary>
internal static class Leaves
{
    public static IEnumerable<string> OfJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => OfJson(property.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(OfJson),
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        _ => [json.GetRawText()],
    };

    public static List<string> OfRecord(object? value)
    {
        var leaves = new List<string>();
        Add(leaves, value);
        return leaves;
    }

    /// <summary>The values of the JSON that the record does not hold.</summary>
    public static IReadOnlyList<string> Missing(IEnumerable<string> json, IEnumerable<string> record)
    {
        Dictionary<string, int> held = record.GroupBy(leaf => leaf).ToDictionary(group => group.Key, group => group.Count());
        var missing = new List<string>();
        foreach (string leaf in json)
        {
            string? found = Spellings(leaf).FirstOrDefault(spelling => held.GetValueOrDefault(spelling) > 0);
            if (found is null) missing.Add(leaf);
            else held[found]--;
        }

        return missing;
    }

    // A date may come as seconds, milliseconds or text; a number with a fraction of zero; a truth value as text.
    private static IEnumerable<string> Spellings(string leaf)
    {
        yield return leaf;
        if (leaf.Length == 0) yield return "(none)";
        if (decimal.TryParse(leaf, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number))
        {
            yield return Number(number);
            if (number is > -100_000_000_000 and < 100_000_000_000 && number == decimal.Truncate(number)) yield return Number(number * 1000) + " ms";
            yield return Number(number) + " ms";
        }

        if (DateTimeOffset.TryParse(leaf, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)) yield return Number(date.ToUnixTimeMilliseconds()) + " ms";
        yield return leaf.Trim().ToLowerInvariant();
        yield return leaf == "1" ? "true" : leaf == "0" ? "false" : leaf;
    }

    private static void Add(List<string> leaves, object? value)
    {
        switch (value)
        {
            case null: return;
            case string text: leaves.Add(text); return;
            case bool flag: leaves.Add(flag ? "true" : "false"); return;
            case DateTimeOffset date: leaves.Add(Number(date.ToUnixTimeMilliseconds()) + " ms"); return;
            case decimal or long or int or double: leaves.Add(Number(Convert.ToDecimal(value, CultureInfo.InvariantCulture))); return;
            case PSObject custom when custom.BaseObject is PSCustomObject: foreach (PSPropertyInfo property in custom.Properties) Add(leaves, property.Value); return;
            case PSObject wrapped: Add(leaves, wrapped.BaseObject); return;
            case AppDirectRecord record: foreach (PropertyInfo property in record.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)) Add(leaves, property.GetValue(record)); return;
            case IEnumerable items: foreach (object? item in items) Add(leaves, item); return;
            default: throw new InvalidOperationException(value.GetType().FullName);
        }
    }

    private static string Number(decimal number) => (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
}
