using System.Text;
using FastTrackFpx.Rest.Files;

namespace FastTrackFpx.Store.Reports;

/// <summary>Writes the files of a report.</summary>
internal static class ReportFiles
{
    /// <summary>Writes the page, and on request a CSV file for each table beside it. Returns the paths.</summary>
    internal static IReadOnlyList<string> Write(ReportData data, ReportOrder order, DateTimeOffset now)
    {
        var files = new List<string> { Write(order.File, new ReportPage(data, order.Title, now).Write(), new UTF8Encoding(false)) };
        if (!order.WithCsv) return files;
        string stem = Path.Combine(Path.GetDirectoryName(order.File)!, Path.GetFileNameWithoutExtension(order.File));
        // Excel takes a file without this mark for one in the machine's own code page.
        files.AddRange(data.All.Select(table => Write($"{stem}.{table.Name}.csv", CsvFile.Write(table), new UTF8Encoding(true))));
        return files;
    }

    private static string Write(string path, string text, Encoding encoding)
    {
        WholeFile.Write(path, [.. encoding.GetPreamble(), .. encoding.GetBytes(text)], "file");
        return path;
    }
}
