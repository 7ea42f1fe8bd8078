using System.Text;

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

    /// <summary>A reader of the old file never sees half of the new one.</summary>
    private static string Write(string path, string text, Encoding encoding)
    {
        string draft = path + ".tmp";
        try
        {
            File.WriteAllText(draft, text, encoding);
            File.Move(draft, path, overwrite: true);
            return path;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RestException(ErrorCode.FileNotWritable, $"The file {path} cannot be written: {failure.Message.TrimEnd('.')}.", "Check that the folder exists and that this user may write there.", failure);
        }
    }
}
