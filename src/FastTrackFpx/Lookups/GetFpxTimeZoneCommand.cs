using FastTrackFpx.Connection;

namespace FastTrackFpx.Lookups;

/// <summary>Gives the time zones a contact can have: <c>GET timeZones</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxTimeZone")]
[OutputType(typeof(FpxTimeZone))]
public sealed class GetFpxTimeZoneCommand : LookupCmdlet<FpxTimeZone>
{
    private protected override Task<IReadOnlyList<FpxTimeZone>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.Lookups.GetTimeZonesAsync(Refresh, cancellationToken);
}
