namespace FastTrackFpx.Referrals;

/// <summary>Declines a referral with a reason, for good: <c>PATCH partnerReferrals/{partnerReferralId}</c>.</summary>
[Cmdlet(VerbsLifecycle.Deny, "FpxReferral", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByObject)]
[OutputType(typeof(FpxReferral))]
public sealed class DenyFpxReferralCommand : ReferralCmdlet
{
    /// <summary>The reason: name, id, or the object that <c>Get-FpxReferralDeclineReason</c> returns.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("DeclineReasonId"), LookupTransformation("DeclineReasonId")]
    [ArgumentCompleter(typeof(LookupCompleter<FpxReferralDeclineReason>)), AllowEmptyString]
    public string? DeclineReason { get; set; }

    private protected override ReferralAction Action => ReferralAction.Deny;

    private protected override async Task<FpxReferral> WantedAsync(CmdletRun run, FpxClient client, FpxReferral current)
    {
        FpxReferral wanted = current.Copy();
        (wanted.ReferralStatus, wanted.ValueAddedServicesSold, wanted.ServicesEstimatedValue) = (null, null, null);
        wanted.Acceptance = await AcceptanceAsync(run, client, accepted: false).ConfigureAwait(false);
        wanted.DeclineReason = await EntryAsync<FpxReferralDeclineReason>(run, client, DeclineReason, nameof(DeclineReason)).ConfigureAwait(false);
        return wanted;
    }
}
