using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Connection;
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
