namespace FastTrackFpx.Referrals;

internal enum ReferralAction
{
    Approve,
    Deny,
    Set,
}

/// <summary>A referral as it is wanted. <c>PATCH partnerReferrals/{partnerReferralId}</c> takes its acceptance and four more fields; all are sent.</summary>
internal sealed record ReferralChange(ReferralAction Action, FpxReferral Wanted)
{
    private static readonly RecordField<FpxReferral>[] Fields =
    [
        new(nameof(FpxReferral.DeclineReason), "decline reason"),
        new(nameof(FpxReferral.ReferralStatus), "status"),
        new(nameof(FpxReferral.ValueAddedServicesSold), "services sold"),
        new(nameof(FpxReferral.ServicesEstimatedValue), "their value"),
    ];

    private static readonly string[] ReadOnly =
    [
        nameof(FpxReferral.ReferralId), nameof(FpxReferral.PartnerReferralNumber), nameof(FpxReferral.Created), nameof(FpxReferral.TenantId),
        nameof(FpxReferral.TenantName), nameof(FpxReferral.TenantDomain), nameof(FpxReferral.Workloads), nameof(FpxReferral.Claimed),
    ];

    public bool IsDecline => Action == ReferralAction.Deny;

    /// <summary>Refuses an edit of a property that cannot be written this way. An edit that matches the action is not one.</summary>
    internal static void RequireReadOnlyUnedited(FpxReferral edited, FpxReferral now, ReferralAction action)
    {
        RecordCopy.RequireUnedited(edited, now, "referral", ReadOnly);
        var isDecided = !LookupResolver.IsNone(now.Acceptance) && LookupResolver.IsNone(edited.Acceptance);
        var isAcceptanceEdited = !LookupResolver.IsUnedited(edited.Acceptance, now.Acceptance)
            && !(action == ReferralAction.Approve && ReferralStates.IsAccepted(edited.Acceptance))
            && !(action == ReferralAction.Deny && ReferralStates.IsDeclined(edited.Acceptance));
        var isReasonEdited = !LookupResolver.IsUnedited(edited.DeclineReason, now.DeclineReason) && action != ReferralAction.Deny;
        if ((isAcceptanceEdited || isReasonEdited) && !isDecided)
        {
            throw new InputException(
                ErrorCode.InvalidInput,
                "Acceptance and DeclineReason of a referral cannot be edited.",
                "InputObject",
                "Use Approve-FpxReferral or Deny-FpxReferral.");
        }
    }

    public bool IsHeldBy(FpxReferral referral) => SameEntry.Is(Wanted.Acceptance, referral.Acceptance) && !Describe(referral).Any();

    /// <summary>What changes, old to new, one text for each field that does. The acceptance is left to the verb of the sentence.</summary>
    public IEnumerable<string> Describe(FpxReferral? current) => Fields.Where(field => !field.Same(current, Wanted))
        .Select(field => field.Describe(current is null || field.Read(current) is null ? null : current, Wanted));
}
