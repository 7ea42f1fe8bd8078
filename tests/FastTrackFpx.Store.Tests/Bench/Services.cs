using System.Runtime.CompilerServices;

namespace FastTrackFpx.Store.Tests.Bench;

/// <summary>The services beside FPX, which the module's manifest loads at import.</summary>
internal static class Services
{
    [ModuleInitializer]
    internal static void Load()
    {
        foreach (System.Type connection in new[] { typeof(AppDirectConnection), typeof(CloudCockpit.CloudCockpitConnection), typeof(LongJump.LongJumpConnection) })
            RuntimeHelpers.RunModuleConstructor(connection.Module.ModuleHandle);
    }
}
