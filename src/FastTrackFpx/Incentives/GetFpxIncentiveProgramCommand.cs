using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;

namespace FastTrackFpx.Incentives;

/// <summary>Gives the incentive programs: <c>GET incentives/Programs</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxIncentiveProgram")]
[OutputType(typeof(FpxIncentiveProgram))]
public sealed class GetFpxIncentiveProgramCommand : LookupCmdlet<FpxIncentiveProgram>
{
    private protected override Task<IReadOnlyList<FpxIncentiveProgram>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.Lookups.GetIncentiveProgramsAsync(Refresh, cancellationToken);
}
