using FastTrackFpx.Contacts;
using FastTrackFpx.Entitlements;
using FastTrackFpx.Errors;
using FastTrackFpx.Notes;
using FastTrackFpx.Referrals;

namespace FastTrackFpx.Module;

/// <summary>Assembles the module at import, and ends the runspace's connections when it is removed.</summary>
public sealed class FpxModule : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Called by PowerShell at import.</summary>
    public void OnImport()
    {
        RestCmdlet.ToPublic = PublicErrors.From;
        FpxConnection.AllWrites = AllWrites.Of;
    }

    /// <summary>Called by PowerShell when the module is removed.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo) => ConnectionRegistry.DisconnectAll();
}

/// <summary>The writes of all nouns, which can be read back and undone.</summary>
internal static class AllWrites
{
    internal static FpxWrites Of(FpxClient client, WriteContext context) => new(client, context)
    {
        Planners =
            [new ContactChanges(client, context), new EntitlementChanges(client, context), new NoteChanges(client), new ReferralChanges(client, context)],
    };
}
