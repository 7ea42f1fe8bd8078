using System.Runtime.CompilerServices;
using FastTrackFpx.EngineHost;

/// <summary>
/// Compiled into every assembly that mentions an engine type: code of that assembly runs only after the engine has been found.
/// </summary>
internal static class LoadEngineFirst
{
#pragma warning disable CA2255 // The one use that module initializers are for: nothing of this assembly may come before it.
    [ModuleInitializer]
    internal static void Load() => Engine.Load();
#pragma warning restore CA2255
}
