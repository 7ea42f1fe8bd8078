using FastTrackFpx.Connection;

namespace FastTrackFpx.Lookups;

/// <summary>Gives the kinds of administrators a contact can be: <c>GET adminTypes</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxAdminType")]
[OutputType(typeof(FpxAdminType))]
public sealed class GetFpxAdminTypeCommand : LookupCmdlet<FpxAdminType>
{
    private protected override Task<IReadOnlyList<FpxAdminType>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.Lookups.GetAdminTypesAsync(Refresh, cancellationToken);
}
