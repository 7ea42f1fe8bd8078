namespace FastTrackFpx.Connection;

/// <summary>Ends the runspace's connections when the module is removed.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <summary>Called by PowerShell when the module is removed.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo) => ConnectionRegistry.EndAll();
}
