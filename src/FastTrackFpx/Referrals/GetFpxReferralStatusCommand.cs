using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;

namespace FastTrackFpx.Referrals;

/// <summary>Gives the states of the work on an accepted referral: <c>GET partnerReferrals/referralStatuses</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxReferralStatus")]
[OutputType(typeof(FpxReferralStatus))]
public sealed class GetFpxReferralStatusCommand : LookupCmdlet<FpxReferralStatus>
{
    private protected override Task<IReadOnlyList<FpxReferralStatus>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.Lookups.GetReferralStatusesAsync(Refresh, cancellationToken);
}
