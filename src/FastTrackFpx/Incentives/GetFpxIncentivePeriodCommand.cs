using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;

namespace FastTrackFpx.Incentives;

/// <summary>Gives the payment periods. <c>-Name</c> takes the months in words or the number, such as 202501: <c>GET incentives/YearPeriods</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxIncentivePeriod")]
[OutputType(typeof(FpxIncentivePeriod))]
public sealed class GetFpxIncentivePeriodCommand : LookupCmdlet<FpxIncentivePeriod>
{
    private protected override Task<IReadOnlyList<FpxIncentivePeriod>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.Lookups.GetIncentivePeriodsAsync(Refresh, cancellationToken);
}
