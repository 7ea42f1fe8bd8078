using FastTrackFpx.Connection;

namespace FastTrackFpx.Lookups;

/// <summary>Gives the services (workloads): <c>GET services</c>, or with <c>-FrpOnly</c> <c>GET services/frp</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxService")]
[OutputType(typeof(FpxService))]
public sealed class GetFpxServiceCommand : LookupCmdlet<FpxService>
{
    /// <summary>Only services that FastTrack Ready Partners implement.</summary>
    [Parameter]
    public SwitchParameter FrpOnly { get; set; }

    private protected override Task<IReadOnlyList<FpxService>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.Lookups.GetServicesAsync(FrpOnly, Refresh, cancellationToken);
}
