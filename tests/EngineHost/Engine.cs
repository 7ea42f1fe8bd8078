using System;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;

namespace FastTrackFpx.EngineHost;

/// <summary>
/// Loads the engine that was found, once per process, before anything mentions a type of it.
/// </summary>
public static class Engine
{
    private static readonly Lazy<EngineChoice> Choice = new(LoadOnce, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>The engine that runs in this process.</summary>
    public static EngineChoice Current => Choice.Value;

    /// <summary>Finds and loads the engine; calls after the first do nothing.</summary>
    public static void Load() => _ = Choice.Value;

    private static EngineChoice LoadOnce()
    {
        EngineChoice choice = new EngineFinder().Find();
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            string file = Path.Combine(choice.Folder, name.Name + ".dll");
            return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
        };
        Assembly engine = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(choice.Folder, "System.Management.Automation.dll"));
        if (choice.IsReal)
            Prepare(engine, choice.Folder);
        return choice;
    }

    private static void Prepare(Assembly engine, string folder)
    {
        // Nothing goes over the network, and the format files of a module under test may always be read.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        Environment.SetEnvironmentVariable("POWERSHELL_UPDATECHECK", "Off");
        Environment.SetEnvironmentVariable("PSExecutionPolicyPreference", "Bypass");
        engine.GetType("System.Management.Automation.PowerShellAssemblyLoadContextInitializer", throwOnError: true)!
            .GetMethod("SetPowerShellAssemblyLoadContext", [typeof(string)])!
            .Invoke(null, [folder]);
    }
}
