namespace FastTrackFpx.Tests.Packaging;

/// <summary>Where the build has put the module and where the reference assemblies of its platforms are.</summary>
internal static class StagedModule
{
    public static string RepositoryRoot { get; } = Path.GetFullPath(Metadata("RepositoryRoot"));
    public static string Folder { get; } = Path.Combine(RepositoryRoot, "out", "FastTrackFpx");
    public static string CoreFolder { get; } = Path.Combine(Folder, "lib", "net8.0");
    public static string CoreCmdlets { get; } = Path.Combine(Folder, "cmdlets", "Core");

    /// <summary>The cmdlet assemblies of PowerShell 7: one for each service.</summary>
    public static IReadOnlyList<string> CmdletAssemblies { get; } =
        [.. Libraries(CoreCmdlets).Where(path => Path.GetFileName(path) != "FastTrackFpx.Loader.dll")];

    public static string DesktopCmdlets { get; } = Path.Combine(Folder, "cmdlets", "Desktop");
    public static string DesktopFolder { get; } = Path.Combine(Folder, "lib", "netstandard2.0");

    /// <summary>What a Windows PowerShell 5.1 on .NET Framework 4.7.2 has of its own.</summary>
    public static IEnumerable<string> DesktopPlatformFiles()
    {
        string references = Path.Combine(Metadata("DesktopReferences"), "build", ".NETFramework", "v4.7.2");
        return Libraries(references).Concat(Libraries(Path.Combine(references, "Facades"))).Append(PowerShellStandard());
    }

    public static IEnumerable<string> CorePlatformFiles() => Libraries(CoreReferences()).Append(PowerShellStandard());

    public static IEnumerable<string> Libraries(string folder) => Directory.EnumerateFiles(folder, "*.dll").OrderBy(path => path, StringComparer.Ordinal);

    private static string PowerShellStandard() => Path.Combine(Metadata("PowerShellStandard"), "lib", "netstandard2.0", "System.Management.Automation.dll");

    // The SDK gets the targeting pack for the client's net8.0 build from its own packs folder or from the package cache; the oldest patch promises least.
    private static string CoreReferences()
    {
        string[] homes =
        [Path.Combine(Metadata("TargetingPacks"), "Microsoft.NETCore.App.Ref"), Path.Combine(Metadata("PackageCache"), "microsoft.netcore.app.ref")];
        return homes
            .Where(Directory.Exists)
            .SelectMany(home => Directory.EnumerateDirectories(home, "8.0.*"))
            .Select(version => Path.Combine(version, "ref", "net8.0"))
            .OrderBy(path => path, StringComparer.Ordinal)
            .FirstOrDefault(Directory.Exists)
            ?? throw new DirectoryNotFoundException("The .NET 8 targeting pack that the client was built with is not in: " + string.Join(", ", homes));
    }

    private static string Metadata(string key) =>
        typeof(StagedModule).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
