using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using FastTrackFpx.AppDirect.Records;

namespace FastTrackFpx.AppDirect.Commands;

/// <summary>Collects rows of usage by account, in the order in which the accounts appear.</summary>
internal sealed class UsageRows
{
    private const int MostDecimals = 10;

    private static readonly string[] Required = ["AccountId", "Quantity", "EventDate"];
    private static readonly string[] Texts = ["EventId", "Description", "PricingUnit", "CustomUnit", "Currency"];

    private readonly Dictionary<string, JsonArray> _accounts = new(StringComparer.Ordinal);

    /// <summary>The rows so far, those that cannot be read included.</summary>
    internal int Count { get; private set; }

    /// <summary>An element for each account, as the request has it.</summary>
    internal JsonArray Accounts { get; } = [];

    /// <summary>Adds a row.</summary>
    /// <returns>What is wrong with it; null if it was added.</returns>
    internal InputException? Add(PSObject row)
    {
        Count++;
        var wrong = new List<string>();
        // The service requires an id of the event, be it null.
        var usage = new JsonObject { ["eventId"] = null };
        foreach (string name in Required.Where(name => Cell(row, name) is null)) wrong.Add($"{name} is missing.");
        Set("Quantity", Number);
        Set("UnitPrice", Number);
        Set("EventDate", static cell => FieldWriter.IsoText((DateTimeOffset)new IsoDateAttribute().Transform(null!, cell)));
        foreach (string name in Texts) Set(name, static cell => Convert.ToString(cell, CultureInfo.InvariantCulture)!);
        if (Cell(row, "PricingUnit") is null == Cell(row, "CustomUnit") is null) wrong.Add("Either PricingUnit or CustomUnit is required, and not both.");
        else if (Cell(row, "CustomUnit") is not null && (Cell(row, "UnitPrice") is null || Cell(row, "Currency") is null))
            wrong.Add("CustomUnit requires UnitPrice and Currency.");
        if (wrong.Count > 0)
            return new InputException(ErrorCode.InvalidInput, string.Join(" ", wrong), "InputObject", "Correct the row and send all rows again.");
        string account = Convert.ToString(Cell(row, "AccountId"), CultureInfo.InvariantCulture)!;
        if (!_accounts.TryGetValue(account, out JsonArray? list))
        {
            _accounts.Add(account, list = []);
            Accounts.Add((JsonNode)new JsonObject { ["accountId"] = account, ["usageList"] = list });
        }

        list.Add((JsonNode)usage);
        return null;

        void Set(string name, Func<object, string> read)
        {
            if (Cell(row, name) is not { } cell) return;
            try
            {
                usage[char.ToLowerInvariant(name[0]) + name.Substring(1)] = read(cell);
            }
            catch (Exception unreadable)
                when (unreadable is ArgumentTransformationMetadataException or FormatException or InvalidCastException or OverflowException)
            {
                wrong.Add($"{name}: {unreadable.Message}");
            }
        }
    }

    private static object? Cell(PSObject row, string name)
    {
        object? cell = row.BaseObject is IDictionary table ? table[name] : row.Properties[name]?.Value;
        return ParameterText.IsBlank(cell) ? null : ParameterText.Unwrap(cell);
    }

    private static string Number(object cell)
    {
        decimal number = Convert.ToDecimal(ParameterText.Unwrap(new InvariantNumberAttribute().Transform(null!, cell)), CultureInfo.InvariantCulture);
        if (decimal.Round(number, MostDecimals) != number) throw new FormatException($"'{number}' has more than {MostDecimals} decimals.");
        return number.ToString(CultureInfo.InvariantCulture);
    }
}
