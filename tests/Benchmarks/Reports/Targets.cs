using System;
using System.Collections.Generic;
using System.Linq;
using FastTrackFpx.Benchmarks.Contenders;
using FastTrackFpx.Benchmarks.Works;
using static FastTrackFpx.Benchmarks.Reports.Words;

namespace FastTrackFpx.Benchmarks.Reports;

/// <summary>What was set out to be reached, beside what was measured.</summary>
internal sealed class Targets
{
    private readonly MarkdownTable _table = new("targets", "figure", "target", "measured", "met");

    public static MarkdownTable? Of(Report report)
    {
        var targets = new Targets();
        targets.Read(report);
        targets.AgainstFloor(report.Large);
        targets.Stream(report);
        targets.Statements(report);
        targets.Writes(report);
        targets.Store(report);
        targets.Start(report);
        return targets._table;
    }

    private void Read(Report report)
    {
        if (ReportTables.Find(report.Reads, "entitlements", ContenderKind.Module) is not { } entitlements) return;
        int tenants = ReportTables.TenantsOf(entitlements);
        int expected = 1 + ((tenants + 24) / 25);
        Add($"calls for entitlements of {Number(tenants)} tenants", $"exactly {expected}", Number(entitlements.Calls), entitlements.Calls == expected);
        Samples module = ReportTables.Find(report.Reads, "contacts", ContenderKind.Module)!;
        if (ReportTables.Find(report.Reads, "contacts", ContenderKind.Script) is { } script)
        {
            double ratio = ReportTables.AtLimit(script, 5000, tenants) / ReportTables.AtLimit(module, 5000, tenants);
            Add("at 600 calls a minute, 5,000 tenants, plain script against module", "at least 20 times", Ratio(ratio) + " times", ratio >= 20);
            AtLeast("without the limit, contacts, plain script against module", script.Seconds / module.Seconds, 5);
        }

        if (ReportTables.Find(report.Reads, "contacts", ContenderKind.ParallelScript) is { } parallel)
            AtLeast("without the limit, contacts, parallel script against module", parallel.Seconds / module.Seconds, 2);
        if (report.Large.Count == 0) return;
        Samples large = ReportTables.Find(report.Large, "contacts", ContenderKind.Module)!;
        double growth = large.Seconds / module.Seconds;
        Add(
            $"contacts, growth from {Number(tenants)} to {Number(ReportTables.TenantsOf(large))} tenants", "at most 10.5 times",
            Ratio(growth) + " times", growth <= 10.5);
    }

    private void AgainstFloor(IReadOnlyList<Samples> all)
    {
        foreach (Samples floor in all.Where(samples => samples.Contender == ContenderKind.Floor))
        {
            Samples module = ReportTables.Find(all, floor.Work, ContenderKind.Module)!;
            AtMost($"without the limit, {floor.Work}, module against the C# floor", module.Seconds / floor.Seconds, 1.25);
            AtMost($"{floor.Work}, processor time against the floor", module.CpuSeconds / floor.CpuSeconds, 1.6);
            if (ReportTables.Find(all, floor.Work, ContenderKind.FloorCmdlets) is not { } cmdlets) continue;
            AtMost($"{floor.Work}, module against the floor as cmdlets", module.Seconds / cmdlets.Seconds, 1.25);
            AtMost($"{floor.Work}, processor time against the floor as cmdlets", module.CpuSeconds / cmdlets.CpuSeconds, 1.6);
        }
    }

    private void Stream(Report report)
    {
        if (ReportTables.Find(report.Stream, string.Empty, ContenderKind.Module) is not { } module) return;
        Samples floor = ReportTables.Find(report.Stream, string.Empty, ContenderKind.Floor)!;
        AtMost($"{module.Work}, module against the C# floor", module.Seconds / floor.Seconds, 1.25);
        AtMost($"{module.Work}, peak of the managed heap above idle against the floor", module.PeakMegabytes / floor.PeakMegabytes, 1.1);
        double peak = module.PeakMegabytes;
        Add($"{module.Work}, peak of the managed heap above idle, garbage included", "under 64 MB", $"{Number(peak)} MB", peak < 64);
        Add($"{module.Work}, the same after collections", "under 64 MB", $"{Number(module.LiveMegabytes)} MB", module.LiveMegabytes < 64);
    }

    private void Statements(Report report)
    {
        if (ReportTables.Find(report.Statements, string.Empty, ContenderKind.Module) is not { } module) return;
        double floor = ReportTables.Find(report.Statements, string.Empty, ContenderKind.Floor)!.Seconds;
        AtMost($"{module.Work}, module against the C# floor", module.Seconds / floor, 1.25);
    }

    private void Writes(Report report)
    {
        if (ReportTables.Find(report.LateWrites, string.Empty, ContenderKind.Module) is not { } late) return;
        Add(late.Work, "at most 22 s", Seconds(late.Seconds) + " s", late.Seconds <= 22);
    }

    private void Store(Report report)
    {
        if (report.Store is [var read, var first, var again, var page])
        {
            AtMost($"first sync, against {read.Work}", first.Seconds / read.Seconds, 1.3);
            AtMost($"second sync without changes, against {read.Work}", again.Seconds / read.Seconds, 1.1);
            Add(
                "report from the database", "under 5 s and 3 MB",
                FormattableString.Invariant($"{Seconds(page.Seconds)} s, {report.ReportMegabytes:0.0} MB"),
                page.Seconds < 5 && report.ReportMegabytes < 3);
        }

        if (report.Workers is [var one, var four]) AtLeast("four workers on PostgreSQL against one, 200 ms a call", one.Seconds / four.Seconds, 3);
        if (report.Bulk is not { } bulk) return;
        AtMost($"{Number(bulk.Contacts)} contacts into SQLite, against a bare bulk insert", bulk.First / bulk.Bare, 1.5);
        Add(
            $"{Number(bulk.Contacts)} contacts into SQLite", "at least 40,000 rows a second", Number(bulk.Contacts / bulk.First),
            bulk.Contacts / bulk.First >= 40_000);
        Add(
            $"{Number(bulk.Contacts)} contacts into SQLite, peak of the managed heap above idle", "under 64 MB",
            $"{Number(bulk.Megabytes)} MB", bulk.Megabytes < 64);
    }

    private void Start(Report report)
    {
        if (report.Import is { } import)
        {
            double more = import.Module - import.Empty;
            Add("import against an empty binary module", "at most 30 ms more", $"{Milliseconds(more)} ms more", more <= 30);
        }

        if (report.First is { } first)
        {
            double most = first.ListCall + (2 * first.BatchCall) + 10;
            Add(
                "first contact of all tenants", $"the list, two calls and 10 ms: {Milliseconds(most)} ms", Milliseconds(first.Module) + " ms",
                first.Module <= most);
        }

        if (report.Completion.Count == 0) return;
        double warm = Figures.Percentile(report.Completion.Skip(1), 95);
        Add("Tab with the list kept, 95 of 100", "under 30 ms", Milliseconds(warm) + " ms", warm < 30);
    }

    private void AtMost(string figure, double ratio, double target) =>
        Add(figure, FormattableString.Invariant($"at most {target} times"), Ratio(ratio) + " times", ratio <= target);

    private void AtLeast(string figure, double ratio, int target) => Add(figure, $"at least {target} times", Ratio(ratio) + " times", ratio >= target);

    private void Add(string figure, string target, string measured, bool isMet) => _table.Add(figure, target, measured, isMet ? "yes" : "no");
}
