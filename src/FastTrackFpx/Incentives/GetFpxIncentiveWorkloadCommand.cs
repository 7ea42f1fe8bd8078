using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;

namespace FastTrackFpx.Incentives;

/// <summary>Gives the workloads that incentives are paid for, with their program: <c>GET incentives/Workloads</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxIncentiveWorkload")]
[OutputType(typeof(FpxIncentiveWorkload))]
public sealed class GetFpxIncentiveWorkloadCommand : LookupCmdlet<FpxIncentiveWorkload>
{
    private protected override Task<IReadOnlyList<FpxIncentiveWorkload>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.Lookups.GetIncentiveWorkloadsAsync(Refresh, cancellationToken);
}
