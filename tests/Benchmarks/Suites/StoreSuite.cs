using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using FastTrackFpx.Benchmarks.Contenders;
using FastTrackFpx.Benchmarks.Reports;
using FastTrackFpx.Benchmarks.Service;
using FastTrackFpx.Benchmarks.Works;

namespace FastTrackFpx.Benchmarks.Suites;

/// <summary>A database of all data of FPX but notes, beside reading the same records to nothing; a report of it; and contacts by the million.</summary>
internal sealed class StoreSuite(Settings settings, Report report) : Suite(settings, report)
{
    public override string Name => "store";

    public override async Task RunAsync()
    {
        await WithAsync(
            ["--tenants", Settings.LargeTenants.ToString(CultureInfo.InvariantCulture)],
            [ContenderKind.Module],
            (service, contenders, _) => MeasureAsync(service, contenders[0]));
        Report.Bulk = await BulkAsync();
    }

    private async Task MeasureAsync(SandboxProcess service, Contender module)
    {
        string tenants = Number(Settings.LargeTenants), folder = service.Folder;
        var read = new Samples($"{tenants} tenants read to nothing", ContenderKind.Module);
        var first = new Samples("first sync", ContenderKind.Module);
        var again = new Samples("second sync, no changes", ContenderKind.Module);
        var page = new Samples("report", ContenderKind.Module);
        // Whatever is compiled or made up once.
        for (int round = 0; round < 2; round++)
        {
            string warm = Path.Combine(folder, $"warm{round}.db");
            WorkRequest[] requests = [new("storeRead"), new("storeSync", Path: warm), new("storeSync", Path: warm)];
            foreach (WorkRequest request in requests) await module.DoAsync(request);
            Delete(warm);
        }

        for (int round = 0; round < Settings.Rounds; round++)
        {
            string database = Path.Combine(folder, $"round{round}.db");
            await MeasureAsync(read, new WorkRequest("storeRead"));
            await MeasureAsync(first, new WorkRequest("storeSync", Path: database));
            await MeasureAsync(read, new WorkRequest("storeRead"));
            await MeasureAsync(again, new WorkRequest("storeSync", Path: database));
            await MeasureAsync(page, new WorkRequest("storeReport", Path: database));
            Delete(database);
        }

        Report.Store = [read, first, again, page];
        Report.ReportMegabytes = new FileInfo(Path.Combine(folder, "round0.db.html")).Length / 1e6;

        // The system would write it to the disk during the next round.
        static void Delete(string database)
        {
            foreach (string file in new[] { database, database + "-wal", database + "-shm" }) File.Delete(file);
        }

        async Task MeasureAsync(Samples samples, WorkRequest request)
        {
            await service.ForgetCallsAsync();
            WorkAnswer answer = await module.DoAsync(request);
            SeenCalls seen = await service.CallsAsync();
            if (seen.Failed > 0) throw new InvalidOperationException($"{samples.Work}: {seen.Failed} calls failed.");
            samples.Add(answer, seen.Count);
            Report.Tell($"{samples.Work}: {answer.Seconds:0.00} s, cpu {answer.CpuSeconds:0.00} s, {seen.Count:N0} calls");
        }
    }

    // Another process, which runs the store without PowerShell and without a service.
    private async Task<BulkResult> BulkAsync()
    {
        string[] arguments = [Inner, "bulk", Settings.Streamed.ToString(CultureInfo.InvariantCulture)];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        string line = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException("The bulk insert failed.");
        return JsonSerializer.Deserialize<BulkResult>(line, Wire.Options)!;
    }
}

/// <summary>
/// Contacts written to SQLite: seconds of a bare bulk insert, of a sync, of a sync without changes, and megabytes of the managed heap above idle.
/// </summary>
internal sealed record BulkResult(int Contacts, double Bare, double First, double Again, double Megabytes);
