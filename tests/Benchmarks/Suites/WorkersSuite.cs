using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using FastTrackFpx.Benchmarks.Contenders;
using FastTrackFpx.Benchmarks.Reports;
using FastTrackFpx.Benchmarks.Service;
using FastTrackFpx.Benchmarks.Works;

namespace FastTrackFpx.Benchmarks.Suites;

/// <summary>A first sync into PostgreSQL by one worker and by four that share the database, against a service that takes its time.</summary>
internal sealed class WorkersSuite(Settings settings, Report report) : Suite(settings, report)
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(200);

    public override string Name => "workers";

    public override async Task RunAsync()
    {
        // Another process, because the server's databases are created with the store's own library.
        var start = new ProcessStartInfo("dotnet", [Inner, "postgres"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process server = Process.Start(start)!;
        try
        {
            if (await DatabaseAsync() is not { } warm)
            {
                Report.LeaveOut("workers: PostgreSQL is not installed");
                return;
            }

            string tenants = Settings.LargeTenants.ToString(CultureInfo.InvariantCulture);
            await WithAsync(["--tenants", tenants], [.. Enumerable.Repeat(ContenderKind.Module, 4)], async (service, workers, _) =>
            {
                foreach (Contender worker in workers) await worker.DoAsync(new WorkRequest("storeShare", Path: warm));
                await service.DelayAnswersAsync(Delay);
                Report.Workers = [await MeasureAsync("one worker", service, [workers[0]]), await MeasureAsync("four workers", service, workers)];
            });
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
        }

        async Task<string?> DatabaseAsync()
        {
            await server.StandardInput.WriteLineAsync();
            await server.StandardInput.FlushAsync();
            return await server.StandardOutput.ReadLineAsync();
        }

        async Task<Samples> MeasureAsync(string work, SandboxProcess service, IReadOnlyList<Contender> workers)
        {
            var samples = new Samples($"{Number(Settings.LargeTenants)} tenants, {work}", ContenderKind.Module);
            var request = new WorkRequest("storeShare", Path: await DatabaseAsync());
            await service.ForgetCallsAsync();
            long began = Stopwatch.GetTimestamp();
            WorkAnswer[] answers = await Task.WhenAll(workers.Select(worker => worker.DoAsync(request)));
            var all = new WorkAnswer { Seconds = Stopwatch.GetElapsedTime(began).TotalSeconds, CpuSeconds = answers.Sum(answer => answer.CpuSeconds) };
            samples.Add(all, (await service.CallsAsync()).Count);
            Report.Tell($"{samples.Work}: {samples.Seconds:0.0} s, cpu {samples.CpuSeconds:0.0} s, {samples.Calls:N0} calls");
            return samples;
        }
    }
}
