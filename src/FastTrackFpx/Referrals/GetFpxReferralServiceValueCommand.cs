using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;

namespace FastTrackFpx.Referrals;

/// <summary>Gives the ranges of what services sold on a referral are worth: <c>GET partnerReferrals/serviceValues</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxReferralServiceValue")]
[OutputType(typeof(FpxReferralServiceValue))]
public sealed class GetFpxReferralServiceValueCommand : LookupCmdlet<FpxReferralServiceValue>
{
    private protected override Task<IReadOnlyList<FpxReferralServiceValue>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.Lookups.GetReferralServiceValuesAsync(Refresh, cancellationToken);
}
