using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FastTrackFpx.Benchmarks.Reports;
using FastTrackFpx.Benchmarks.Suites;

namespace FastTrackFpx.Benchmarks;

/// <summary>The command line: what to measure, how often, and where the figures go.</summary>
internal sealed class BenchmarkCommand(TextWriter paper)
{
    private readonly Option<int> _tenants = Number("--tenants", 1000, "Tenants of the comparison with scripts.");
    private readonly Option<int> _large = Number("--large", 10_000, "Tenants of the large comparison.");
    private readonly Option<int> _rounds = Number("--rounds", 5, "Rounds of the module and the floor.");
    private readonly Option<int> _slowRounds = Number("--slow-rounds", 2, "Rounds of scripts; 0 leaves them out.");
    private readonly Option<int> _streamed = Number("--streamed", 1_000_000, "Contacts that go through one pipeline.");
    private readonly Option<int> _writes = Number("--writes", 1000, "Contacts that are made.");
    private readonly Option<string?> _json = new("--json") { HelpName = "file", Description = "Writes every sample as JSON." };
    private readonly Option<string?> _markdown = new("--markdown")
    {
        HelpName = "file",
        Description = "Writes the tables between their marks in a markdown file, such as docs/performance.md.",
    };

    private readonly Option<string[]> _only = new("--only")
    {
        HelpName = "suite",
        AllowMultipleArgumentsPerToken = true,
        Description = "Measures these suites alone: reads, large, stream, statements, writes, store, workers, latency, start.",
    };

    public async Task<int> RunAsync(string[] arguments)
    {
        var command = new RootCommand("Measures the module beside what a partner would use instead, against a sandbox of its own.");
        foreach (Option option in (Option[])[_tenants, _large, _rounds, _slowRounds, _streamed, _writes, _json, _markdown, _only]) command.Options.Add(option);
        command.SetAction((parsed, _) => MeasureAsync(parsed));
        return await command.Parse(arguments).InvokeAsync();
    }

    private static Option<int> Number(string name, int otherwise, string description) =>
        new(name) { HelpName = "number", DefaultValueFactory = _ => otherwise, Description = description };

    private async Task<int> MeasureAsync(ParseResult parsed)
    {
        var report = new Report(paper);
        var settings = new Settings(
            parsed.GetValue(_tenants), parsed.GetValue(_large), parsed.GetValue(_rounds), parsed.GetValue(_slowRounds), parsed.GetValue(_streamed),
            parsed.GetValue(_writes));
        string[] only = parsed.GetValue(_only) ?? [];
        Suite[] suites = [.. Suites(settings, report).Where(suite => only.Length == 0 || only.Contains(suite.Name, StringComparer.OrdinalIgnoreCase))];
        paper.WriteLine($"{Report.Machine}; load {Report.LoadAverage() ?? "unknown"}");
        int exitCode = 0;
        foreach (Suite suite in suites)
        {
            long began = Stopwatch.GetTimestamp();
            paper.WriteLine($"{suite.Name}:");
            try
            {
                await suite.RunAsync();
            }
            catch (Exception failure)
            {
                // The others' figures are worth having all the same; the exit code says that some are missing.
                report.LeaveOut($"{suite.Name}: {failure}");
                exitCode = 1;
            }

            paper.WriteLine($"{suite.Name}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s; load {Report.LoadAverage() ?? "unknown"}");
        }

        IReadOnlyList<MarkdownTable> tables = report.Tables();
        foreach (MarkdownTable table in tables) paper.WriteLine($"{Environment.NewLine}{table}");
        if (parsed.GetValue(_json) is { } json) await File.WriteAllTextAsync(json, report.ToJson());
        if (parsed.GetValue(_markdown) is { } markdown) MarkedPage.Write(markdown, tables, Report.Machine);
        return exitCode;
    }

    private static IEnumerable<Suite> Suites(Settings settings, Report report) =>
    [
        new ReadSuite(settings, report), new LargeSuite(settings, report), new StreamSuite(settings, report), new StatementSuite(settings, report),
        new WriteSuite(settings, report), new StoreSuite(settings, report), new WorkersSuite(settings, report), new LatencySuite(settings, report),
        new StartSuite(settings, report),
    ];
}
