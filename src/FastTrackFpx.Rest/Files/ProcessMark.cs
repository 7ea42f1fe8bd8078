using System.ComponentModel;
using System.Diagnostics;

namespace FastTrackFpx.Rest.Files;

/// <summary>Names one process among all that ever ran: its number alone comes round again.</summary>
internal sealed class ProcessMark
{
    /// <summary>The system tells a start time to other processes a little less exactly than to the process itself.</summary>
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(2);

    private static readonly Lazy<ProcessMark> Current = new(Make);

    internal static ProcessMark Own => Current.Value;

    public int Id { get; set; }

    public DateTimeOffset Started { get; set; }

    public string Machine { get; set; } = string.Empty;

    /// <summary>Whether the process still runs here. One of another machine counts as gone: nothing here can tell.</summary>
    internal bool IsRunning()
    {
        if (!string.Equals(Machine, Environment.MachineName, StringComparison.OrdinalIgnoreCase))
            return false;
        try
        {
            using var process = Process.GetProcessById(Id);
            return (process.StartTime.ToUniversalTime() - Started.UtcDateTime).Duration() <= StartTolerance;
        }
        catch (ArgumentException)
        {
            return false; // no such process
        }
        catch (InvalidOperationException)
        {
            return false; // it ended while we looked
        }
        catch (Win32Exception)
        {
            return true; // it is there, and another user's
        }
    }

    private static ProcessMark Make()
    {
        using var process = Process.GetCurrentProcess();
        return new ProcessMark { Id = process.Id, Started = process.StartTime.ToUniversalTime(), Machine = Environment.MachineName };
    }
}
