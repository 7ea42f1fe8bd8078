using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;

namespace FastTrackFpx.Referrals;

/// <summary>Gives the reasons a referral can be declined for: <c>GET partnerReferrals/declineReasons</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxReferralDeclineReason")]
[OutputType(typeof(FpxReferralDeclineReason))]
public sealed class GetFpxReferralDeclineReasonCommand : LookupCmdlet<FpxReferralDeclineReason>
{
    private protected override Task<IReadOnlyList<FpxReferralDeclineReason>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.Lookups.GetReferralDeclineReasonsAsync(Refresh, cancellationToken);
}
