using System.Management.Automation;
using System.Threading.Tasks;
using FastTrackFpx.Client.Changes;
using FastTrackFpx.Client.Connection;
using FastTrackFpx.Client.Referrals;
using FastTrackFpx.Pipeline;

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
            IsGiven(nameof(ReferralStatus)) ? new Given<FpxLookup?>(status) : null,
            IsGiven(nameof(ServicesSold)) ? new Given<bool?>(ServicesSold) : null,
            IsGiven(nameof(EstimatedValue)) ? new Given<FpxLookup?>(value) : null);
        if (AcceptanceStatus is not null) change.Acceptance = await AcceptanceAsync(run, client, accepted: true).ConfigureAwait(false);
        return change;
    }
}
