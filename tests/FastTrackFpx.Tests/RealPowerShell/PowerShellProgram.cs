using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.EngineHost;

namespace FastTrackFpx.Tests.RealPowerShell;

/// <summary>A PowerShell that is installed on this machine, run as a process of its own.</summary>
internal sealed class PowerShellProgram
{
    private static readonly Lazy<PowerShellProgram?> LazyCore = new(FindCore);
    private static readonly Lazy<PowerShellProgram?> LazyDesktop = new(FindDesktop);
    private readonly string _file;
    private readonly string[] _first;
    private readonly Lazy<Version?> _pester;

    private PowerShellProgram(string file, params string[] first)
    {
        _file = file;
        _first = first;
        _pester = new(FindPester);
    }

    /// <summary>The PowerShell 7 that was found; null where there is none or FPX_ENGINE asks for the stand-in.</summary>
    public static PowerShellProgram? Core => LazyCore.Value;

    /// <summary>Windows PowerShell 5.1; null elsewhere than on Windows.</summary>
    public static PowerShellProgram? Desktop => LazyDesktop.Value;

    /// <summary>The newest Pester 5 that this PowerShell has, or null.</summary>
    public Version? Pester => _pester.Value;

    /// <summary>Runs a script file to its end and gives what it wrote. The process sees no profile and no terminal.</summary>
    public async Task<ProgramResult> RunFileAsync(string script, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(_file)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (string argument in _first.Concat(["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", script]).Concat(arguments)) start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment) start.Environment[name] = value;

        // Colours would be counted as characters, and a news check would reach for the network.
        start.Environment["NO_COLOR"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new ProgramResult(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    public override string ToString() => _first.Length > 0 ? _first[0] : _file;

    // The one whose engine hosts the other tests: what fails here and passes there is then not another PowerShell's doing.
    private static PowerShellProgram? FindCore()
    {
        EngineChoice engine = new EngineFinder().Find();
        if (!engine.IsReal) return null;
        string program = Path.Combine(engine.Folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh");
        if (File.Exists(program)) return new PowerShellProgram(program);
        string library = Path.Combine(engine.Folder, "pwsh.dll");
        return File.Exists(library) ? new PowerShellProgram("dotnet", library) : null;
    }

    private static PowerShellProgram? FindDesktop()
    {
        if (!OperatingSystem.IsWindows()) return null;
        string path = Path.Combine(Environment.SystemDirectory, "WindowsPowerShell", "v1.0", "powershell.exe");
        return File.Exists(path) ? new PowerShellProgram(path) : null;
    }

    private Version? FindPester()
    {
        var start = new ProcessStartInfo(_file) { RedirectStandardOutput = true, RedirectStandardError = true };
        const string Question = "Get-Module -ListAvailable -Name Pester | ForEach-Object { [string]$_.Version }";
        foreach (string argument in _first.Concat(["-NoProfile", "-NonInteractive", "-Command", Question])) start.ArgumentList.Add(argument);
        start.Environment["NO_COLOR"] = "1";
        using Process process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return lines.Select(line => Version.TryParse(line, out Version? version) ? version : null).Where(version => version >= new Version(5, 0)).Max();
    }
}

/// <summary>How a program ended and what it wrote.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit code {ExitCode}{Environment.NewLine}{Output}{Environment.NewLine}{Error}";
}
