using System.Collections.Generic;
using System.Linq;
using FastTrackFpx.Benchmarks.Contenders;
using FastTrackFpx.Benchmarks.Works;
using static FastTrackFpx.Benchmarks.Reports.Words;

namespace FastTrackFpx.Benchmarks.Reports;

/// <summary>The tables of a report.</summary>
internal static class ReportTables
{
    private const int TenantsAtLimit = 5000;

    public static IEnumerable<MarkdownTable> Of(Report report)
    {
        MarkdownTable?[] tables =
        [
            Compared("compared", report.Reads), Limit(report), Compared("large", report.Large), Growth(report),
            Compared("writes", [.. report.Writes, .. report.LateWrites]), Compared("statements", report.Statements),
            Memory(report), Store(report), Bulk(report), Workers(report), Latency(report), Start(report),
        ];
        return tables.OfType<MarkdownTable>();
    }

    /// <summary>The module's seconds for a work; null when it was not measured.</summary>
    public static double? Module(IReadOnlyList<Samples> all, string beginning) => Find(all, beginning, ContenderKind.Module)?.Seconds;

    public static Samples? Find(IReadOnlyList<Samples> all, string beginning, ContenderKind kind) =>
        all.FirstOrDefault(samples => samples.Contender == kind && samples.Work.StartsWith(beginning, System.StringComparison.Ordinal));

    /// <summary>Seconds that a partner's run takes where the limit is kept: whatever is longer, the work or the limit.</summary>
    public static double AtLimit(Samples samples, int tenants, int measured)
    {
        double work = samples.Seconds * tenants / measured;
        double waves = Figures.SecondsAtLimit(Calls(samples.Contender, tenants));
        return System.Math.Max(work, waves);
    }

    private static long Calls(ContenderKind kind, int tenants) => 1 + (kind is ContenderKind.Module or ContenderKind.Floor ? (tenants + 24) / 25 : tenants);

    private static MarkdownTable? Compared(string name, IReadOnlyList<Samples> all)
    {
        if (all.Count == 0) return null;
        var table = new MarkdownTable(name, "work", "by", "records", "calls", "seconds", "spread %", "CPU s", "times the module's");
        foreach (Samples samples in all)
        {
            double module = Module(all, samples.Work)!.Value;
            table.Add(
                samples.Work, Words.Of(samples.Contender), Number(samples.Last.Count), Number(samples.Calls), Seconds(samples.Seconds),
                Number(100 * samples.Spread), Seconds(samples.CpuSeconds), Ratio(samples.Seconds / module));
        }

        return table;
    }

    private static MarkdownTable? Limit(Report report)
    {
        Samples[] contacts = [.. report.Reads.Where(samples => samples.Work.StartsWith("contacts", System.StringComparison.Ordinal))];
        if (contacts.Length == 0) return null;
        int measured = contacts[0].Answers.Count > 0 ? TenantsOf(contacts[0]) : 0;
        Samples module = contacts.First(samples => samples.Contender == ContenderKind.Module);
        var table = new MarkdownTable("limit", $"contacts of {Number(TenantsAtLimit)} tenants at 600 calls a minute", "calls", "time", "times the module's");
        foreach (Samples samples in contacts)
        {
            double seconds = AtLimit(samples, TenantsAtLimit, measured);
            table.Add(
                Words.Of(samples.Contender), Number(Calls(samples.Contender, TenantsAtLimit)), Time(seconds),
                Ratio(seconds / AtLimit(module, TenantsAtLimit, measured)));
        }

        return table;
    }

    /// <summary>The number that a work's title tells.</summary>
    public static int TenantsOf(Samples samples) => int.Parse(
        string.Concat(samples.Work[samples.Work.IndexOf(" of ", System.StringComparison.Ordinal)..].Where(char.IsAsciiDigit)),
        System.Globalization.CultureInfo.InvariantCulture);

    private static MarkdownTable? Growth(Report report)
    {
        if (report.Reads.Count == 0 || report.Large.Count == 0) return null;
        int fewer = TenantsOf(report.Reads[0]), more = TenantsOf(report.Large[0]);
        var table = new MarkdownTable("growth", $"from {Number(fewer)} to {Number(more)} tenants", "calls", "time", "CPU", "floor's time");
        foreach (string work in new[] { "entitlements", "max entitlements", "contacts" })
        {
            Samples small = Find(report.Reads, work, ContenderKind.Module)!, large = Find(report.Large, work, ContenderKind.Module)!;
            table.Add(
                work, Ratio((double)large.Calls / small.Calls), Ratio(large.Seconds / small.Seconds), Ratio(large.CpuSeconds / small.CpuSeconds),
                Ratio(Find(report.Large, work, ContenderKind.Floor)!.Seconds / Find(report.Reads, work, ContenderKind.Floor)!.Seconds));
        }

        return table;
    }

    private static MarkdownTable? Memory(Report report)
    {
        if (report.Stream.Count == 0) return null;
        var table = new MarkdownTable("stream", "work", "by", "calls", "seconds", "CPU s", "records a second", "managed MB", "of it live MB", "process MB");
        foreach (Samples samples in report.Stream)
        {
            table.Add(
                samples.Work, Words.Of(samples.Contender), Number(samples.Calls), Seconds(samples.Seconds), Seconds(samples.CpuSeconds),
                Number(samples.Last.Count / samples.Seconds), Number(samples.PeakMegabytes), Number(samples.LiveMegabytes),
                Number(samples.ProcessMegabytes));
        }

        return table;
    }

    private static MarkdownTable? Store(Report report)
    {
        if (report.Store.Count == 0) return null;
        var table = new MarkdownTable("store", "work", "calls", "seconds", "spread %", "CPU s", "times reading", "CPU, times reading");
        foreach (Samples samples in report.Store)
        {
            table.Add(
                samples.Work, Number(samples.Calls), Seconds(samples.Seconds), Number(100 * samples.Spread), Seconds(samples.CpuSeconds),
                Ratio(samples.Seconds / report.Store[0].Seconds), Ratio(samples.CpuSeconds / report.Store[0].CpuSeconds));
        }

        return table;
    }

    private static MarkdownTable? Bulk(Report report)
    {
        if (report.Bulk is not { } bulk) return null;
        var table = new MarkdownTable("bulk", $"{Number(bulk.Contacts)} contacts into SQLite", "rows a second", "times the bare insert", "managed MB");
        table.Add("bare bulk insert", Number(bulk.Contacts / bulk.Bare), Ratio(1), string.Empty);
        table.Add("sync", Number(bulk.Contacts / bulk.First), Ratio(bulk.First / bulk.Bare), Number(bulk.Megabytes));
        table.Add("sync without changes", Number(bulk.Contacts / bulk.Again), Ratio(bulk.Again / bulk.Bare), string.Empty);
        return table;
    }

    private static MarkdownTable? Workers(Report report)
    {
        if (report.Workers is not [var one, var four]) return null;
        var table = new MarkdownTable("workers", "first sync into PostgreSQL, 200 ms a call", "calls", "seconds", "CPU s", "times as fast");
        foreach (Samples samples in new[] { one, four })
            table.Add(samples.Work, Number(samples.Calls), Seconds(samples.Seconds), Seconds(samples.CpuSeconds), Ratio(one.Seconds / samples.Seconds));
        return table;
    }

    private static MarkdownTable? Latency(Report report)
    {
        if (report.Latency.Count == 0) return null;
        var table = new MarkdownTable("latency", "work", "calls", "seconds", "calls a minute");
        foreach (Samples samples in report.Latency)
            table.Add(samples.Work, Number(samples.Calls), Seconds(samples.Seconds), Number(samples.Calls / samples.Seconds * 60));
        return table;
    }

    private static MarkdownTable? Start(Report report)
    {
        if (report.Import is null && report.First is null) return null;
        var table = new MarkdownTable("start", "what", "ms");
        if (report.Import is { } import)
        {
            table.Add("import of an empty binary module", Milliseconds(import.Empty));
            table.Add("import of FastTrackFpx", Milliseconds(import.Module));
            table.Add("connection, with the client's first use and TLS", Milliseconds(import.Connect));
            table.Add("first read (50 tenants)", Milliseconds(import.FirstRead));
            table.Add("second read", Milliseconds(import.SecondRead));
        }

        if (report.First is { } first)
        {
            table.Add("first contact of all tenants", Milliseconds(first.Module));
            table.Add("list of all tenants, by the floor", Milliseconds(first.ListCall));
            table.Add("one call for contacts, by the floor", Milliseconds(first.BatchCall));
        }

        if (report.Completion.Count > 0)
        {
            table.Add("Tab, list not read yet", Milliseconds(report.Completion[0]));
            table.Add("Tab, list kept, median", Milliseconds(Figures.Median(report.Completion.Skip(1))));
            table.Add("Tab, list kept, 95 of 100", Milliseconds(Figures.Percentile(report.Completion.Skip(1), 95)));
            table.Add("Tab without a connection, median", Milliseconds(Figures.Median(report.CompletionAlone.Skip(1))));
            table.Add("Tab without a connection, 95 of 100", Milliseconds(Figures.Percentile(report.CompletionAlone.Skip(1), 95)));
        }

        return table;
    }
}
