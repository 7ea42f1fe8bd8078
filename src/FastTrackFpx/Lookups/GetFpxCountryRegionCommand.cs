using FastTrackFpx.Connection;

namespace FastTrackFpx.Lookups;

/// <summary>Gives the countries and regions a contact can be in: <c>GET countryRegions</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxCountryRegion")]
[OutputType(typeof(FpxCountryRegion))]
public sealed class GetFpxCountryRegionCommand : LookupCmdlet<FpxCountryRegion>
{
    private protected override Task<IReadOnlyList<FpxCountryRegion>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.Lookups.GetCountryRegionsAsync(Refresh, cancellationToken);
}
