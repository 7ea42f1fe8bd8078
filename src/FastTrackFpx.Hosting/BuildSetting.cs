using System;
using System.Linq;
using System.Reflection;

namespace FastTrackFpx.Hosting;

/// <summary>What the build of this project wrote into its assembly.</summary>
internal static class BuildSetting
{
    public static string Get(string name) => typeof(BuildSetting).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(setting => setting.Key == name)?.Value
        ?? throw new InvalidOperationException($"The build did not set {name}.");
}
