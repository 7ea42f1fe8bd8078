using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using FastTrackFpx.AppDirect.Records;

namespace FastTrackFpx.AppDirect.Commands;

/// <summary>A cell of a row that its parameter refuses. It changes nothing if it still has what <c>Export-Csv</c> wrote for the present value.</summary>
internal sealed record UnreadCell(PropertyInfo Parameter, string? Text, string Reason)
{
    /// <summary>True for numbers and dates, which Export-Csv writes in the culture of the session.</summary>
    internal bool MayBeExported => Text is not null && (Parameter.PropertyType == typeof(decimal?) || Parameter.PropertyType == typeof(DateTimeOffset?));

    internal bool IsExported(JsonNode? held) => held is JsonValue && Text!.Trim() == (Parameter.PropertyType == typeof(decimal?)
        ? decimal.TryParse(held.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            ? number.ToString(CultureInfo.CurrentCulture)
            : null
        : EpochTime.Read(held.ToString())?.ToString(CultureInfo.CurrentCulture));

    internal static InputException Fault(IReadOnlyCollection<UnreadCell> cells) => new(
        ErrorCode.InvalidInput, string.Join(" ", cells.Select(static cell => cell.Reason)), cells.First().Parameter.Name,
        "Correct the values, or leave them empty if none is needed.");
}
