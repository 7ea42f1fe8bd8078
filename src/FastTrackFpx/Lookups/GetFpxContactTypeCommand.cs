using FastTrackFpx.Connection;

namespace FastTrackFpx.Lookups;

/// <summary>Gives the kinds of contacts: <c>GET contactTypes</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxContactType")]
[OutputType(typeof(FpxContactType))]
public sealed class GetFpxContactTypeCommand : LookupCmdlet<FpxContactType>
{
    private protected override Task<IReadOnlyList<FpxContactType>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.Lookups.GetContactTypesAsync(Refresh, cancellationToken);
}
