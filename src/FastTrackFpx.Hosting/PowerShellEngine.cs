using System.Diagnostics;

namespace FastTrackFpx.Hosting;

/// <summary>The PowerShell that runs in this process.</summary>
public static class PowerShellEngine
{
    public static string Version { get; } =
        FileVersionInfo.GetVersionInfo(typeof(PSObject).Assembly.Location).ProductVersion!.Split(' ', '+')[0];

    public static string Name => $"PowerShell {Version}";

    internal static string ModuleFolder { get; } = Path.Combine(Path.GetDirectoryName(typeof(PSObject).Assembly.Location)!, "Modules");
}
