using FastTrackFpx.Connection;
using FastTrackFpx.Pipeline;

namespace FastTrackFpx.Referrals;

/// <summary>Accepts a referral, which cannot be taken back: <c>PATCH partnerReferrals/{partnerReferralId}</c>.</summary>
[Cmdlet(VerbsLifecycle.Approve, "FpxReferral", SupportsShouldProcess = true, DefaultParameterSetName = ByObject)]
[OutputType(typeof(FpxReferral))]
public sealed class ApproveFpxReferralCommand : AcceptedReferralCmdlet
{
    private protected override async Task<object> WishAsync(CmdletRun run, FpxClient client, FpxReferral current) => new ReferralChange
    {
        Action = ReferralAction.Approve,
        Acceptance = await AcceptanceAsync(run, client, accepted: true).ConfigureAwait(false),
        ReferralStatus = IsGiven(nameof(ReferralStatus)) ? await StatusAsync(run, client).ConfigureAwait(false) : null,
        ServicesSold = IsGiven(nameof(ServicesSold)) ? ServicesSold : null,
        EstimatedValue = IsGiven(nameof(EstimatedValue)) ? await ValueAsync(run, client).ConfigureAwait(false) : null,
    };
}
