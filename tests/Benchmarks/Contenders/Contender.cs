using System;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using FastTrackFpx.Benchmarks.Service;
using FastTrackFpx.Hosting;

namespace FastTrackFpx.Benchmarks.Contenders;

/// <summary>A way to do the work, in a process of its own that lives for many rounds.</summary>
internal sealed class Contender : IAsyncDisposable
{
    private readonly Process _process;

    private Contender(ContenderKind kind, Process process)
    {
        Kind = kind;
        _process = process;
    }

    public ContenderKind Kind { get; }

    /// <summary>Starts a contender and waits until it is connected.</summary>
    public static async Task<Contender> StartAsync(ContenderKind kind, ServiceAddress address)
    {
        ProcessStartInfo start;
        if (kind is not (ContenderKind.Script or ContenderKind.ParallelScript))
        {
            string discovery = Path.Combine(address.Folder, "discovery.json");
            start = new ProcessStartInfo(Environment.ProcessPath!, ["contender", kind.ToString(), discovery])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            start.Environment["FASTTRACKFPX_JOURNAL"] = Path.Combine(address.Folder, "journal");
        }
        else
        {
            string script = Path.Combine(AppContext.BaseDirectory, "Scripts", "Serve.ps1");
            start = PowerShellProgram.Core.StartInfo("-File", script, "-BaseUri", address.BaseUri, "-CertificatePath", address.CertificatePath);
            start.RedirectStandardError = false;
            if (kind == ContenderKind.ParallelScript) start.ArgumentList.Add("-Parallel");
        }

        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["FASTTRACKFPX_SANDBOX"] = Path.Combine(address.Folder, "discovery.json");
        var contender = new Contender(kind, Process.Start(start)!);
        string? ready = await contender._process.StandardOutput.ReadLineAsync();
        return ready is not null ? contender : throw new InvalidOperationException($"{kind} did not start.");
    }

    /// <summary>Has work done.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<WorkAnswer> DoAsync(WorkRequest request)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, Wire.Options));
        await _process.StandardInput.FlushAsync();
        string line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{Kind} has ended.");
        WorkAnswer answer = JsonSerializer.Deserialize<WorkAnswer>(line, Wire.Options)!;
        return answer.Error is null ? answer : throw new InvalidOperationException($"{Kind}, {request.Work}: {answer.Error}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

/// <summary>Who competes.</summary>
internal enum ContenderKind
{
    /// <summary>This module.</summary>
    Module,

    /// <summary>HttpClient and System.Text.Json in C#: the same calls, the same number under way.</summary>
    Floor,

    /// <summary>The same code in cmdlets that do nothing else.</summary>
    FloorCmdlets,

    /// <summary>The plain script, tenant by tenant.</summary>
    Script,

    /// <summary>The same with ForEach-Object -Parallel.</summary>
    ParallelScript,
}
