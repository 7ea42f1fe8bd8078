using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Changes;

namespace FastTrackFpx.Referrals;

internal enum ReferralAction
{
    Approve,

    /// <summary>It is declined, for good.</summary>
    Deny,

    Set,
}

/// <summary>A change of a referral: the five fields of <c>PATCH partnerReferrals/{partnerReferralId}</c>, all of which are sent.</summary>
internal sealed class ReferralChange
{
    public ReferralAction Action { get; set; }

    /// <summary>The acceptance status to send: accepted or declined.</summary>
    public FpxLookup? Acceptance { get; set; }

    public FpxLookup? DeclineReason { get; set; }

    public FpxLookup? ReferralStatus { get; set; }

    /// <summary>Whether value-added services were sold; null when that is not known.</summary>
    public bool? ServicesSold { get; set; }

    /// <summary>What those services are worth, as a range.</summary>
    public FpxLookup? EstimatedValue { get; set; }

    /// <summary>
    /// The change of an accepted referral, from what was given and what it holds: fields that were not given keep their values, and a
    /// value that no longer fits "not sold" goes with it.
    /// </summary>
    public static ReferralChange ForAccepted(FpxReferral current, Optional<FpxLookup?>? status, Optional<bool?>? sold, Optional<FpxLookup?>? value)
    {
        var change = new ReferralChange
        {
            Action = ReferralAction.Set,
            Acceptance = current.Acceptance,
            ReferralStatus = status is null ? current.ReferralStatus : status.Value,
            ServicesSold = sold is null ? current.ValueAddedServicesSold : sold.Value,
            EstimatedValue = value is null ? current.ServicesEstimatedValue : value.Value,
        };
        if (change.ServicesSold != true && value is null)
            change.EstimatedValue = null;
        return change;
    }

    /// <summary>Refuses an edit of a property that cannot be written this way. An edit that matches the action is not one.</summary>
    /// <exception cref="InputException">One was edited.</exception>
    internal static void RequireReadOnlyUnedited(FpxReferral edited, FpxReferral now, ReferralAction action)
    {
        string? name = edited.ReferralId != now.ReferralId ? nameof(now.ReferralId)
            : edited.PartnerReferralNumber != now.PartnerReferralNumber ? nameof(now.PartnerReferralNumber)
            : edited.Created != now.Created ? nameof(now.Created)
            : edited.TenantId != now.TenantId ? nameof(now.TenantId)
            : !Normalized.SameText(edited.TenantName, now.TenantName) ? nameof(now.TenantName)
            : !Normalized.SameText(edited.TenantDomain, now.TenantDomain) ? nameof(now.TenantDomain)
            : !LookupResolver.AreUnedited(edited.Workloads, now.Workloads) ? nameof(now.Workloads)
            : edited.Claimed != now.Claimed ? nameof(now.Claimed)
            : null;
        if (name is not null)
            throw new InputException(ErrorCode.InvalidInput, $"{name} of a referral cannot be changed.", "InputObject", "Read the referral again, and edit other properties.");
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
    public static ReferralChange Of(FpxReferral referral)
    {
        return new ReferralChange
        {
            Action = ReferralAction.Set,
            Acceptance = referral.Acceptance,
            DeclineReason = referral.DeclineReason,
            ReferralStatus = referral.ReferralStatus,
            ServicesSold = referral.ValueAddedServicesSold,
            EstimatedValue = referral.ServicesEstimatedValue,
        };
    }

    public FpxReferral AppliedTo(FpxReferral current)
    {
        FpxReferral after = current.Copy();
        (after.Acceptance, after.DeclineReason, after.ReferralStatus) = (Acceptance, DeclineReason, ReferralStatus);
        (after.ValueAddedServicesSold, after.ServicesEstimatedValue) = (ServicesSold, EstimatedValue);
        return after;
    }

    /// <summary>Whether a referral holds all five fields as they are here.</summary>
    public bool IsHeldBy(FpxReferral referral)
    {
        return ReferralWords.Same(Acceptance, referral.Acceptance)
            && ReferralWords.Same(DeclineReason, referral.DeclineReason)
            && ReferralWords.Same(ReferralStatus, referral.ReferralStatus)
            && ServicesSold == referral.ValueAddedServicesSold
            && ReferralWords.Same(EstimatedValue, referral.ServicesEstimatedValue);
    }

    /// <summary>What changes, old to new, one text for each field that does.</summary>
    public IReadOnlyList<string> Describe(FpxReferral? current) => ReferralWords.Describe(this, current);
}

/// <summary>A change of a referral in words.</summary>
internal static class ReferralWords
{
    internal static bool Same(FpxLookup? one, FpxLookup? other) => SameEntry.Is(one, other);

    internal static IReadOnlyList<string> Describe(ReferralChange change, FpxReferral? current)
    {
        var parts = new List<string>();
        Part("decline reason", current?.DeclineReason, change.DeclineReason, Same(current?.DeclineReason, change.DeclineReason));
        Part("status", current?.ReferralStatus, change.ReferralStatus, Same(current?.ReferralStatus, change.ReferralStatus));
        Part("services sold", YesNo(current?.ValueAddedServicesSold), YesNo(change.ServicesSold), current?.ValueAddedServicesSold == change.ServicesSold);
        Part("their value", current?.ServicesEstimatedValue, change.EstimatedValue, Same(current?.ServicesEstimatedValue, change.EstimatedValue));
        return parts;

        void Part(string what, object? old, object? now, bool same)
        {
            if (!same)
                parts.Add(old is null ? $"{what} {now ?? "none"}" : $"{what} {old} -> {now ?? "none"}");
        }
    }

    private static string? YesNo(bool? value) => value switch { true => "yes", false => "no", _ => null };
}
