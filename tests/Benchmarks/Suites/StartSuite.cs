using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FastTrackFpx.Benchmarks.Contenders;
using FastTrackFpx.Benchmarks.Reports;
using FastTrackFpx.Benchmarks.Service;
using FastTrackFpx.Hosting;

namespace FastTrackFpx.Benchmarks.Suites;

/// <summary>What a user waits for before anything is read: import, connection, Tab.</summary>
internal sealed class StartSuite(Settings settings, Report report) : Suite(settings, report)
{
    private const int Processes = 15;

    public override string Name => "start";

    public override async Task RunAsync()
    {
        await using SandboxProcess service = await SandboxProcess.StartAsync("--tenants", "50");
        Report.Import = await ImportAsync(service);
        await using Contender module = await Contender.StartAsync(ContenderKind.Module, service.Address);
        Report.CompletionAlone = (await module.DoAsync(new WorkRequest("completionAlone"))).Times;
        Report.Completion = (await module.DoAsync(new WorkRequest("completion"))).Times;
    }

    private async Task<ImportResult> ImportAsync(SandboxProcess service)
    {
        string script = Path.Combine(Repository.Root, ".build", "measure", "Measure-Import.ps1");
        const string Print = "ForEach-Object { '{0}|{1}|{2}|{3}' -f $_.Import, $_.Connect, $_.FirstRead, $_.SecondRead }";
        string? module = Path.GetDirectoryName(Repository.StagedModule);
        string command = string.Create(CultureInfo.InvariantCulture, $"& '{script}' -ModulePath '{module}' -Count {Processes} | {Print}");
        ProcessStartInfo start = PowerShellProgram.Core.StartInfo("-Command", command);
        start.Environment["FASTTRACKFPX_SANDBOX"] = Path.Combine(service.Folder, "discovery.json");
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        List<double[]> rows = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Numbers)];
        Report.Tell($"import: {output.Trim().ReplaceLineEndings("; ")}");
        return new ImportResult(rows[0][0], rows[1][0], rows[1][1], rows[1][2], rows[1][3]);
    }

    private static double[] Numbers(string line) =>
        [.. line.Trim().Split('|').Select(text => double.TryParse(text, CultureInfo.InvariantCulture, out double number) ? number : 0)];
}

/// <summary>Milliseconds, medians of fresh processes.</summary>
internal sealed record ImportResult(double Empty, double Module, double Connect, double FirstRead, double SecondRead);
