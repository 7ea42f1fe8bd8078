using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace FastTrackFpx.Rest.Files;

/// <summary>Names one process among all that ever ran: its number alone is used again.</summary>
internal sealed class ProcessMark
{
    /// <summary>The system reports a start time to other processes a little less exactly than to the process itself.</summary>
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(2);

    private static readonly Lazy<ProcessMark> Current = new(Make);

    internal static ProcessMark Own => Current.Value;

    internal static IEqualityComparer<ProcessMark> Comparer { get; } = new SameProcess();

    public int Id { get; set; }

    public DateTimeOffset Started { get; set; }

    /// <summary>
    /// Linux: boot id and start in ticks since boot. The start time itself is computed from the clock there and moves with it when the clock is set.
    /// </summary>
    public string? Birth { get; set; }

    public string Machine { get; set; } = string.Empty;

    /// <summary>Whether the process still runs here. One of another machine counts as ended: nothing here can tell.</summary>
    internal bool IsRunning()
    {
        if (!string.Equals(Machine, Environment.MachineName, StringComparison.OrdinalIgnoreCase)) return false;
        try
        {
            using var process = Process.GetProcessById(Id);
            if (Birth is not null && BirthOf(Id) is { } birth) return birth == Birth;
            return (process.StartTime.ToUniversalTime() - Started.UtcDateTime).Duration() <= StartTolerance;
        }
        catch (ArgumentException)
        {
            return false; // no such process
        }
        catch (InvalidOperationException)
        {
            return false; // it ended just now
        }
        catch (Win32Exception)
        {
            return true; // it runs, as another user
        }
    }

    private static ProcessMark Make()
    {
        using var process = Process.GetCurrentProcess();
        return new ProcessMark { Id = process.Id, Started = process.StartTime.ToUniversalTime(), Birth = BirthOf(process.Id), Machine = Environment.MachineName };
    }

    private static string? BirthOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat");

            // The second field is a name in brackets that may hold blanks; the start is the 22nd.
            var start = stat.Substring(stat.LastIndexOf(')') + 2).Split(' ')[19];
            return $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}/{start}";
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException or IndexOutOfRangeException or ArgumentException)
        {
            return null;
        }
    }

    private sealed class SameProcess : IEqualityComparer<ProcessMark>
    {
        public bool Equals(ProcessMark? x, ProcessMark? y) => x?.Id == y?.Id && x?.Started == y?.Started && x?.Birth == y?.Birth && x?.Machine == y?.Machine;

        public int GetHashCode(ProcessMark mark) => mark.Id;
    }
}
