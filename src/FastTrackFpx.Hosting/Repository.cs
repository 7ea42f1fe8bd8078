using System.Reflection;

namespace FastTrackFpx.Hosting;

/// <summary>Where this repository is, and the module that its build stages.</summary>
public static class Repository
{
    public static string Root { get; } = BuildSetting.Get("RepositoryRoot");

    /// <summary>The staged module's manifest, <c>out/FastTrackFpx/FastTrackFpx.psd1</c>.</summary>
    public static string StagedModule => Path.Combine(Root, "out", "FastTrackFpx", "FastTrackFpx.psd1");
}

/// <summary>What the build of this project wrote into its assembly.</summary>
internal static class BuildSetting
{
    public static string Get(string name) =>
        typeof(BuildSetting).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(setting => setting.Key == name)?.Value
        ?? throw new InvalidOperationException($"The build did not set {name}.");
}
