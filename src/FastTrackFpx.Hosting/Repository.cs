using System.IO;

namespace FastTrackFpx.Hosting;

/// <summary>Where this repository is, and the module that its build stages.</summary>
public static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = BuildSetting.Get("RepositoryRoot");

    /// <summary>The staged module's manifest, <c>out/FastTrackFpx/FastTrackFpx.psd1</c>.</summary>
    public static string StagedModule => Path.Combine(Root, "out", "FastTrackFpx", "FastTrackFpx.psd1");
}
