using System.Management.Automation;

namespace FastTrackFpx.Loader;

/// <summary>
/// Runs before the cmdlet assemblies are loaded and tells the runtime where their dependencies are. The author of a cmdlet can therefore use the
/// engine like any other library.
/// </summary>
/// <remarks>PowerShell calls this once per runspace that imports the module, while assemblies are loaded once per process, so imports are counted.</remarks>
public sealed class ModuleLoader : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly object Gate = new();
    private static int _imports;

    // This assembly is in cmdlets/<edition>.
    private static readonly string ModuleFolder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(ModuleLoader).Assembly.Location)!, "..", ".."));

    // Kept after the module is removed: the process cannot unload what it has loaded, and must not load it twice.
    private static readonly DependencyResolver Resolver = new(ModuleFolder);

    /// <summary>Called by PowerShell at import.</summary>
    /// <exception cref="PlatformNotSupportedException">PowerShell 7.0 to 7.3. A manifest can require 5.1 or later, but not "5.1, or 7.4 or later".</exception>
    public void OnImport()
    {
        RequireRuntime(Environment.Version);
        lock (Gate)
        {
            if (_imports++ == 0) Resolver.Subscribe();
        }
    }

    /// <summary>Called by PowerShell when the module is removed.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        lock (Gate)
        {
            if (_imports > 0 && --_imports == 0) Resolver.Unsubscribe();
        }
    }

    private static void RequireRuntime(Version runtime)
    {
        if (runtime.Major is > 4 and < 8)
        {
            throw new PlatformNotSupportedException(
                $"FastTrackFpx requires Windows PowerShell 5.1, or PowerShell 7.4 or later. This PowerShell runs on .NET {runtime.Major}.");
        }
    }
}
