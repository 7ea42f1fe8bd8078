namespace FastTrackFpx.Referrals;

internal enum ReferralAction
{
    Approve,

    Deny,

    Set,
}

/// <summary>A change of a referral: the five fields of <c>PATCH partnerReferrals/{partnerReferralId}</c>, all of which are sent.</summary>
internal sealed class ReferralChange
{
    public ReferralAction Action { get; set; }

    public bool IsDecline => Action == ReferralAction.Deny;

    public FpxLookup? Acceptance { get; set; }

    public FpxLookup? DeclineReason { get; set; }

    public FpxLookup? ReferralStatus { get; set; }

    public bool? ServicesSold { get; set; }

    /// <summary>What those services are worth, as a range.</summary>
    public FpxLookup? EstimatedValue { get; set; }

    /// <summary>The change of an accepted referral: what was not given keeps its value, and an estimated value goes with "not sold".</summary>
    public static ReferralChange ForAccepted(FpxReferral current, Optional<FpxLookup?>? status, Optional<bool?>? sold, Optional<FpxLookup?>? value)
    {
        ReferralChange change = Of(current);
        change.DeclineReason = null;
        if (status is not null) change.ReferralStatus = status.Value;
        if (sold is not null) change.ServicesSold = sold.Value;
        if (value is not null) change.EstimatedValue = value.Value;
        else if (change.ServicesSold != true) change.EstimatedValue = null;
        return change;
    }

    /// <summary>Refuses an edit of a property that cannot be written this way. An edit that matches the action is not one.</summary>
    internal static void RequireReadOnlyUnedited(FpxReferral edited, FpxReferral now, ReferralAction action)
    {
        RecordCopy.RequireUnedited(
            edited,
            now,
            "referral",
            [nameof(now.ReferralId), nameof(now.PartnerReferralNumber), nameof(now.Created), nameof(now.TenantId), nameof(now.TenantName),
                nameof(now.TenantDomain), nameof(now.Workloads), nameof(now.Claimed)]);
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

    /// <summary>What a referral holds, as a change that would make it so.</summary>
    public static ReferralChange Of(FpxReferral referral) => new()
    {
        Action = ReferralAction.Set,
        Acceptance = referral.Acceptance,
        DeclineReason = referral.DeclineReason,
        ReferralStatus = referral.ReferralStatus,
        ServicesSold = referral.ValueAddedServicesSold,
        EstimatedValue = referral.ServicesEstimatedValue,
    };

    public FpxReferral AppliedTo(FpxReferral current)
    {
        FpxReferral after = current.Copy();
        (after.Acceptance, after.DeclineReason, after.ReferralStatus) = (Acceptance, DeclineReason, ReferralStatus);
        (after.ValueAddedServicesSold, after.ServicesEstimatedValue) = (ServicesSold, EstimatedValue);
        return after;
    }

    public bool IsHeldBy(FpxReferral referral) => SameEntry.Is(Acceptance, referral.Acceptance) && Describe(referral).Count == 0;

    /// <summary>What changes, old to new, one text for each field that does. The acceptance is left to the verb of the sentence.</summary>
    public IReadOnlyList<string> Describe(FpxReferral? current)
    {
        (string Name, object? Old, object? Now)[] fields =
        [
            ("decline reason", current?.DeclineReason, DeclineReason),
            ("status", current?.ReferralStatus, ReferralStatus),
            ("services sold", current?.ValueAddedServicesSold, ServicesSold),
            ("their value", current?.ServicesEstimatedValue, EstimatedValue),
        ];
        return
        [
            .. fields.Where(field => !FieldValue.Same(field.Old, field.Now))
                .Select(field => $"{field.Name} {(field.Old is null ? string.Empty : $"{FieldValue.Words(field.Old)} -> ")}{FieldValue.Words(field.Now)}"),
        ];
    }
}

/// <summary>A value that was passed explicitly, null included.</summary>
internal sealed record Optional<T>(T Value);
