using System.Diagnostics;

namespace FastTrackFpx.Hosting;

/// <summary>The PowerShell that runs in this process.</summary>
public static class PowerShellEngine
{
    /// <summary>Its version, such as <c>7.6.9</c>.</summary>
    public static string Version { get; } =
        FileVersionInfo.GetVersionInfo(typeof(PSObject).Assembly.Location).ProductVersion!.Split(' ', '+')[0];

    /// <summary>Its name and version, for the first line of a report.</summary>
    public static string Name => $"PowerShell {Version}";

    /// <summary>The folder of the modules that come with it.</summary>
    internal static string ModuleFolder { get; } = Path.Combine(Path.GetDirectoryName(typeof(PSObject).Assembly.Location)!, "Modules");
}
