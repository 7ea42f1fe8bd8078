using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;

namespace FastTrackFpx.Referrals;

/// <summary>Gives what can become of a referral: accepted or declined: <c>GET partnerReferrals/acceptanceStatuses</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxReferralAcceptanceStatus")]
[OutputType(typeof(FpxReferralAcceptanceStatus))]
public sealed class GetFpxReferralAcceptanceStatusCommand : LookupCmdlet<FpxReferralAcceptanceStatus>
{
    private protected override Task<IReadOnlyList<FpxReferralAcceptanceStatus>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.Lookups.GetReferralAcceptanceStatusesAsync(Refresh, cancellationToken);
}
