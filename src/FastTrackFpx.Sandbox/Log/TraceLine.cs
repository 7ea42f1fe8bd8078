using System.Globalization;
using System.Text;

namespace FastTrackFpx.Sandbox;

/// <summary>A logged request as one line of text.</summary>
internal static class TraceLine
{
    public static string Of(LoggedRequest entry)
    {
        var line = new StringBuilder(160);
        line.Append(CultureInfo.InvariantCulture,
            $"{entry.Time.LocalDateTime:HH:mm:ss.fff} {entry.Service} {entry.Method} {entry.Version}/{entry.Path}");
        line.Append(entry.Query);
        line.Append(CultureInfo.InvariantCulture, $" {entry.Status} {entry.Elapsed.TotalMilliseconds:0.0} ms");
        if (entry.Fault is not null) line.Append(" fault: ").Append(entry.Fault);
        // A caller must not be able to write lines of its own into the trace.
        for (int i = 0; i < line.Length; i++)
        {
            if (char.IsControl(line[i])) line[i] = '?';
        }

        return line.ToString();
    }
}
