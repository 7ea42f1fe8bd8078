using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using FastTrackFpx.Benchmarks.Suites;
using FastTrackFpx.Benchmarks.Works;
using FastTrackFpx.Hosting;

namespace FastTrackFpx.Benchmarks.Reports;

/// <summary>All that was measured.</summary>
internal sealed class Report(TextWriter paper)
{
    private readonly List<string> _leftOut = [];

    public IReadOnlyList<Samples> Reads { get; set; } = [];

    public IReadOnlyList<Samples> Large { get; set; } = [];

    public IReadOnlyList<Samples> Stream { get; set; } = [];

    public IReadOnlyList<Samples> Statements { get; set; } = [];

    public IReadOnlyList<Samples> Writes { get; set; } = [];

    /// <summary>The same where each response is late; the module alone.</summary>
    public IReadOnlyList<Samples> LateWrites { get; set; } = [];
    /// <summary>Reading, a first sync, a second one and a report, in this order.</summary>
    public IReadOnlyList<Samples> Store { get; set; } = [];

    public double ReportMegabytes { get; set; }

    public BulkResult? Bulk { get; set; }

    /// <summary>A first sync into PostgreSQL by one worker and by four.</summary>
    public IReadOnlyList<Samples> Workers { get; set; } = [];

    public List<Samples> Latency { get; } = [];

    public FirstResult? First { get; set; }

    public ImportResult? Import { get; set; }

    /// <summary>Milliseconds of presses of Tab, the first of which reads the list.</summary>
    public IReadOnlyList<double> Completion { get; set; } = [];

    /// <summary>The same without a connection.</summary>
    public IReadOnlyList<double> CompletionAlone { get; set; } = [];

    /// <summary>What the machine is, in few words.</summary>
    public static string Machine
    {
        get
        {
            string system = OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : "Linux";
            string architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
            return $"{Environment.ProcessorCount} cores, {system} {architecture}, .NET {Environment.Version}, {PowerShellEngine.Name}";
        }
    }

    public IEnumerable<Samples> All => [.. Reads, .. Large, .. Stream, .. Statements, .. Writes, .. LateWrites, .. Store, .. Workers, .. Latency];

    /// <summary>Says something while it goes on.</summary>
    public void Tell(string line) => paper.WriteLine("  " + line);

    /// <summary>Notes what is not measured here, and why.</summary>
    public void LeaveOut(string reason)
    {
        if (_leftOut.Contains(reason)) return;
        _leftOut.Add(reason);
        paper.WriteLine("  left out: " + reason);
    }

    /// <summary>The tables that there are figures for.</summary>
    public IReadOnlyList<MarkdownTable> Tables() => [.. ReportTables.Of(this), .. Targets.Of(this) is { IsEmpty: false } targets ? new[] { targets } : []];

    /// <summary>Every sample as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            machine = Machine,
            load = LoadAverage(),
            leftOut = _leftOut,
            works = All.Select(samples => new
            {
                samples.Work,
                contender = samples.Contender.ToString(),
                samples.Calls,
                rounds = samples.Answers.Select(answer => new
                {
                    answer.Seconds,
                    answer.CpuSeconds,
                    answer.Count,
                    answer.Checksum,
                    answer.PeakMegabytes,
                    answer.LiveMegabytes,
                    answer.ProcessMegabytes,
                }),
            }),
            first = First,
            bulk = Bulk,
            import = Import,
            completion = Completion,
            completionAlone = CompletionAlone,
        },
        new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true });

    /// <summary>How busy the machine has been in the last minute; null where it does not say.</summary>
    public static string? LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : null;
}
