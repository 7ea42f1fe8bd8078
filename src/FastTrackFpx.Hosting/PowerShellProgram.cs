using System.Diagnostics;

namespace FastTrackFpx.Hosting;

/// <summary>
/// Starts a PowerShell in a process of its own: the one that .config/dotnet-tools.json pins, or Windows PowerShell 5.1. A PowerShell on the PATH is never used.
/// </summary>
public sealed class PowerShellProgram
{
    private readonly string _file;
    private readonly string[] _first;

    private PowerShellProgram(string file, params string[] first) => (_file, _first) = (file, first);

    /// <summary>PowerShell 7, in the pinned version.</summary>
    public static PowerShellProgram Core { get; } = new(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        Path.Combine(BuildSetting.Get("PowerShellToolFolder"), OperatingSystem.IsWindows() ? "win" : "unix", "pwsh.dll"));

    /// <summary>Windows PowerShell 5.1; null on other systems than Windows.</summary>
    public static PowerShellProgram? Desktop { get; } = OperatingSystem.IsWindows()
        ? new(Path.Combine(Environment.SystemDirectory, "WindowsPowerShell", "v1.0", "powershell.exe"))
        : null;

    public static string PesterManifest => BuildSetting.Get("PesterManifest");

    /// <summary>A process of this PowerShell with redirected output. It reads no profile, and asks nothing.</summary>
    /// <param name="arguments">What follows <c>-NoProfile -NonInteractive</c>.</param>
    public ProcessStartInfo StartInfo(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(_file, [.. _first, "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Colour codes would count as text, and a check for news would use the network.
        start.Environment["NO_COLOR"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment.Remove("PSModulePath");
        return start;
    }

    public async Task<ProgramResult> RunFileAsync(
        string script, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = StartInfo(["-File", script, .. arguments]);
        start.WorkingDirectory = Path.GetTempPath();
        foreach ((string name, string value) in environment) start.Environment[name] = value;
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
}

public sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit code {ExitCode}{Environment.NewLine}{Output}{Environment.NewLine}{Error}";
}
