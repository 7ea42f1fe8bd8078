using System.ComponentModel;
using System.Diagnostics;

namespace FastTrackFpx.Rest.Files;

/// <summary>Names one process among all that ever ran: its number alone is used again.</summary>
internal sealed record ProcessMark
{
    /// <summary>The system reports a start time to other processes a little less exactly than to the process itself.</summary>
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(2);

    private static readonly Lazy<ProcessMark> Current = new(Make);

    internal static ProcessMark Own => Current.Value;

    public int Id { get; set; }

    public DateTimeOffset Started { get; set; }

    /// <summary>Linux: boot id and start in ticks since boot. The start time itself moves when the clock is set.</summary>
    public string? Birth { get; set; }

    public string Machine { get; set; } = string.Empty;

    /// <summary>The mark as one text, whose parts are separated by slashes.</summary>
    internal string ToText() => FormattableString.Invariant($"{Machine}/{Id}/{Started.UtcTicks}/{Birth?.Replace('/', ' ')}");

    /// <summary>The mark that a text begins with; null if it begins with none.</summary>
    internal static ProcessMark? FromText(string text) => text.Split('/') is [var machine, var id, var started, var birth, ..]
        ? new ProcessMark
        {
            Machine = machine,
            Id = int.Parse(id, CultureInfo.InvariantCulture),
            Started = new DateTimeOffset(long.Parse(started, CultureInfo.InvariantCulture), TimeSpan.Zero),
            Birth = birth.Length == 0 ? null : birth.Replace(' ', '/'),
        }
        : null;

    internal bool IsOfThisMachine => string.Equals(Machine, Environment.MachineName, StringComparison.OrdinalIgnoreCase);

    /// <summary>True if the process still runs. One of another machine counts as ended.</summary>
    internal bool IsRunning() => IsOfThisMachine && IsRunning(Id, process =>
        Birth is not null && BirthOf(Id) is { } birth ? birth == Birth
            : (process.StartTime.ToUniversalTime() - Started.UtcDateTime).Duration() <= StartTolerance);

    internal static bool IsRunning(int id) => IsRunning(id, static process => !process.HasExited);

    private static bool IsRunning(int id, Func<Process, bool> isSame)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return isSame(process);
        }
        catch (Exception ended) when (ended is ArgumentException or InvalidOperationException)
        {
            return false;
        }
        catch (Win32Exception)
        {
            return true; // It runs as another user.
        }
    }

    private static ProcessMark Make()
    {
        using var process = Process.GetCurrentProcess();
        return new() { Id = process.Id, Started = process.StartTime.ToUniversalTime(), Birth = BirthOf(process.Id), Machine = Environment.MachineName };
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
}
