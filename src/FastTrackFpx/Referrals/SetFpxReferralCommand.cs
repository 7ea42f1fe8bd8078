namespace FastTrackFpx.Referrals;

/// <summary>Changes what is known of an accepted referral: <c>PATCH partnerReferrals/{partnerReferralId}</c>.</summary>
[Cmdlet(VerbsCommon.Set, "FpxReferral", SupportsShouldProcess = true, DefaultParameterSetName = ByObject), OutputType(typeof(FpxReferral))]
public sealed class SetFpxReferralCommand : AcceptedReferralCmdlet
{
    private protected override ReferralAction Action => ReferralAction.Set;

    private protected override async Task<FpxReferral> WantedAsync(CmdletRun run, FpxClient client, FpxReferral current)
    {
        FpxReferral wanted = await AcceptedAsync(run, client, current).ConfigureAwait(false);
        if (AcceptanceStatus is not null) wanted.Acceptance = await AcceptanceAsync(run, client, accepted: true).ConfigureAwait(false);
        return wanted;
    }
}
