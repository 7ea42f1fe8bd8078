using System;
using System.IO;
using System.Management.Automation;
using FastTrackFpx.Connection;

namespace FastTrackFpx.Loading;

/// <summary>Stands by to load the client when a cmdlet first needs it. Importing the module does nothing else.</summary>
/// <remarks>
/// PowerShell calls this once for every runspace that imports the module, and the answer serves the whole process, so imports are counted.
/// No type of this assembly may need the client to be loaded itself: Windows PowerShell looks at all types before it calls here.
/// </remarks>
public sealed class ModuleLoader : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>The one assembly that is asked of us.</summary>
    internal const string ClientName = "FastTrackFpx.Client";

    private static readonly object Gate = new();
    private static IClientResolver? _resolver;
    private static int _imports;

    /// <summary>Called by PowerShell at import.</summary>
    public void OnImport()
    {
        RequireRuntime(Environment.Version);
        lock (Gate)
        {
            if (_imports++ > 0) return;

            // Kept over removal and renewed import: the process cannot unload what it has loaded, and must not load it twice.
            _resolver ??= CoreResolver.TryCreate(ModuleFolder) ?? (IClientResolver)new DesktopResolver(ModuleFolder);
            _resolver.Subscribe();
        }
    }

    /// <summary>Called by PowerShell at removal: ends the runspace's connections and stands down.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        ConnectionRegistry.EndAll();
        lock (Gate)
        {
            if (_imports > 0 && --_imports == 0) _resolver?.Unsubscribe();
        }
    }

    // A manifest can ask for 5.1 or later, and not for "5.1, or 7.4 or later". Between them the first call would fail, with a message about System.Runtime.
    private static void RequireRuntime(Version runtime)
    {
        if (runtime.Major is > 4 and < 8)
            throw new PlatformNotSupportedException($"FastTrackFpx runs on Windows PowerShell 5.1 and on PowerShell 7.4 or later. This PowerShell runs on .NET {runtime.Major}.");
    }

    private static string ModuleFolder => Path.GetDirectoryName(typeof(ModuleLoader).Assembly.Location)
        ?? throw new InvalidOperationException("The module was not loaded from a folder.");
}

/// <summary>Finds the client for the runtime.</summary>
internal interface IClientResolver
{
    /// <summary>Starts to answer the runtime's questions.</summary>
    void Subscribe();

    /// <summary>Stops.</summary>
    void Unsubscribe();
}
