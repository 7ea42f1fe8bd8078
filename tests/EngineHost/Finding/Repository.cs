using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace FastTrackFpx.EngineHost;

/// <summary>Where this repository is, and the module that its build stages.</summary>
public static class Repository
{
    /// <summary>The folder of the solution.</summary>
    /// <exception cref="DirectoryNotFoundException">The program has been moved out of the repository.</exception>
    public static string Root { get; } = FromBuild() ?? Find(AppContext.BaseDirectory) ?? throw new DirectoryNotFoundException($"No FpxPowerShell.sln above {AppContext.BaseDirectory}.");

    /// <summary>The staged module's manifest, <c>out/FastTrackFpx/FastTrackFpx.psd1</c>.</summary>
    public static string StagedModule => Path.Combine(Root, "out", "FastTrackFpx", "FastTrackFpx.psd1");

    internal static string? Find(string from)
    {
        for (DirectoryInfo? folder = new(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FpxPowerShell.sln")))
                return folder.FullName;
        }

        return null;
    }

    private static string? FromBuild() => typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(static m => m.Key == "RepositoryRoot" && m.Value is not null).Select(static m => Find(m.Value!)).FirstOrDefault();
}
