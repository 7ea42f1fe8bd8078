namespace FastTrackFpx.Referrals;

/// <summary>Accepts a referral, which cannot be taken back: <c>PATCH partnerReferrals/{partnerReferralId}</c>.</summary>
[Cmdlet(VerbsLifecycle.Approve, "FpxReferral", SupportsShouldProcess = true, DefaultParameterSetName = ByObject), OutputType(typeof(FpxReferral))]
public sealed class ApproveFpxReferralCommand : AcceptedReferralCmdlet
{
    private protected override ReferralAction Action => ReferralAction.Approve;

    private protected override async Task<FpxReferral> WantedAsync(CmdletRun run, FpxClient client, FpxReferral current)
    {
        FpxReferral wanted = await AcceptedAsync(run, client, current).ConfigureAwait(false);
        if (!ReferralStates.IsAccepted(current.Acceptance) || AcceptanceStatus is not null)
            wanted.Acceptance = await AcceptanceAsync(run, client, accepted: true).ConfigureAwait(false);
        if (ReferralStates.IsAccepted(current.Acceptance) && !new ReferralChange(Action, wanted).IsHeldBy(current))
            throw new InputException(ErrorCode.InvalidInput, $"Referral {current} is accepted already.", ByObject, "Change it with Set-FpxReferral.");
        return wanted;
    }
}
