using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

namespace FastTrackFpx.Benchmarks.Service;

/// <summary>The service in a process of its own, so that its work is not counted as anybody else's; and the way to see what it has seen.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _control;

    private SandboxProcess(Process process, string folder, ServiceAddress address)
    {
        _process = process;
        Folder = folder;
        Address = address;
        _control = ServiceHttp.Open(address);
        _control.DefaultRequestHeaders.Add("X-Sandbox-Secret", File.ReadAllText(Path.Combine(address.Folder, "secrets", "control")));
    }

    /// <summary>The folder of its certificates, which tells clients where it is.</summary>
    public string Folder { get; }

    public ServiceAddress Address { get; }

    /// <summary>Starts a sandbox without a limit of calls, with data in memory.</summary>
    /// <param name="options">What sizes it has, as its command line takes them.</param>
    public static async Task<SandboxProcess> StartAsync(params string[] options)
    {
        string folder = Directory.CreateTempSubdirectory("fpx-benchmark-").FullName;
        string assembly = typeof(SandboxProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "SandboxAssembly").Value!;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
            [assembly, "--state", folder, "--services", "fpx", "--port", "0", "--in-memory", "--requests-per-minute", "0", .. options];
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["FASTTRACKFPX_SANDBOX"] = Path.Combine(folder, "discovery.json");
        Process process = Process.Start(start)!;
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        // It prints the line to connect with once it listens.
        if (await process.StandardOutput.ReadLineAsync() is null) throw new InvalidOperationException($"The sandbox did not start: {errors}");
        return new SandboxProcess(process, folder, ServiceAddress.Read(Path.Combine(folder, "discovery.json")));
    }

    /// <summary>Forgets the calls it has seen.</summary>
    public async Task ForgetCallsAsync() => (await _control.DeleteAsync("sandbox/log")).EnsureSuccessStatusCode();

    /// <summary>The calls it has seen.</summary>
    public async Task<SeenCalls> CallsAsync()
    {
        using JsonDocument log = await GetAsync("sandbox/log");
        List<JsonElement> calls = [.. log.RootElement.GetProperty("calls").EnumerateArray()];
        return new SeenCalls(calls.Count, calls.Count(call => call.GetProperty("status").GetInt32() is < 200 or > 299));
    }

    /// <summary>Lets each answer be late, as one from far away is.</summary>
    public async Task DelayAnswersAsync(TimeSpan? delay)
    {
        HttpResponseMessage answer = delay is null
            ? await _control.DeleteAsync("sandbox/faults")
            : await _control.PutAsync("sandbox/faults", new StringContent(Plan(delay.Value), Encoding.UTF8, "application/json"));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A document of the API, for setting up.</summary>
    public async Task<JsonDocument> GetAsync(string path) => JsonDocument.Parse(await _control.GetStringAsync(path));

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static string Plan(TimeSpan delay) =>
        """{ "seed": 1, "rules": [ { "name": "far", "percent": 100, "faults": [ { "kind": "delay", "moment": "headers", "seconds": """
        + delay.TotalSeconds.ToString(CultureInfo.InvariantCulture) + " } ] } ] }";
}

/// <summary>What the service has counted: calls are what the API bounds.</summary>
/// <param name="Count">How many.</param>
/// <param name="Failed">How many it did not answer with success.</param>
internal readonly record struct SeenCalls(int Count, int Failed);
