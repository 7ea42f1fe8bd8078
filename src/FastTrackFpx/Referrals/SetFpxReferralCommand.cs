using FastTrackFpx.Changes;
using FastTrackFpx.Connection;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Rest.Changes;

namespace FastTrackFpx.Referrals;

/// <summary>
/// Changes what is known of an accepted referral: <c>PATCH partnerReferrals/{partnerReferralId}</c>. Fields that are not given keep their values.
/// </summary>
[Cmdlet(VerbsCommon.Set, "FpxReferral", SupportsShouldProcess = true, DefaultParameterSetName = ByObject)]
[OutputType(typeof(FpxReferral))]
public sealed class SetFpxReferralCommand : AcceptedReferralCmdlet
{
    private protected override async Task<object> WishAsync(CmdletRun run, FpxClient client, FpxReferral current)
    {
        FpxLookup? status = await StatusAsync(run, client).ConfigureAwait(false);
        FpxLookup? value = await ValueAsync(run, client).ConfigureAwait(false);
        ReferralChange change = ReferralChange.ForAccepted(
            current,
            IsGiven(nameof(ReferralStatus)) ? new Optional<FpxLookup?>(status) : null,
            IsGiven(nameof(ServicesSold)) ? new Optional<bool?>(ServicesSold) : null,
            IsGiven(nameof(EstimatedValue)) ? new Optional<FpxLookup?>(value) : null);
        if (AcceptanceStatus is not null) change.Acceptance = await AcceptanceAsync(run, client, accepted: true).ConfigureAwait(false);
        return change;
    }
}
