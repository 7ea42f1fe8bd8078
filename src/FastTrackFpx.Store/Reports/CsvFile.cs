using System.Globalization;
using System.Text;

namespace FastTrackFpx.Store.Reports;

/// <summary>Writes a table of the report as CSV.</summary>
internal static class CsvFile
{
    internal static string Write(ReportTable table)
    {
        var text = new StringBuilder();
        WriteLine(text, table.Columns);
        foreach (object?[] row in table.Rows) WriteLine(text, row);
        return text.ToString();
    }

    private static void WriteLine(StringBuilder text, IEnumerable<object?> values) => text.AppendJoin(',', values.Select(Cell)).Append("\r\n");

    private static string Cell(object? value)
    {
        string text = value switch
        {
            null => string.Empty,
            DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            // A spreadsheet would run a text that begins like a formula.
            string { Length: > 0 } each when each[0] is '=' or '+' or '-' or '@' or '\t' or '\r' => "'" + each,
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? string.Empty,
        };
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
