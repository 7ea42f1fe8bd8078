namespace FastTrackFpx.Referrals;

/// <summary>The rules on accepting, declining and changing a referral, each on its own.</summary>
internal static class ReferralRules
{
    public const string DeclineNeedsReason = nameof(DeclineNeedsReason);

    /// <summary>A decline has neither status, services sold nor a value.</summary>
    public const string DeclineHasNothingElse = nameof(DeclineHasNothingElse);

    public const string AcceptedHasNoReason = nameof(AcceptedHasNoReason);

    public const string SoldNeedsValue = nameof(SoldNeedsValue);

    public const string ValueNeedsSold = nameof(ValueNeedsSold);

    public const string DeclinedIsFinal = nameof(DeclinedIsFinal);

    public const string AcceptedCannotBeDeclined = nameof(AcceptedCannotBeDeclined);

    /// <summary>Only an accepted referral is changed; one that is open is accepted first.</summary>
    public const string SetNeedsAccepted = nameof(SetNeedsAccepted);

    public static IReadOnlyList<FpxRuleFinding> Check(ReferralChange change, FpxReferral? current)
    {
        var findings = new List<FpxRuleFinding>();
        if (current is not null)
            CheckState(change, current, findings);
        if (change.Action == ReferralAction.Deny)
            CheckDecline(change, findings);
        else
            CheckAccepted(change, findings);
        return findings;
    }

    private static void CheckState(ReferralChange change, FpxReferral current, List<FpxRuleFinding> findings)
    {
        var (accepted, declined) = (ReferralStates.IsAccepted(current.Acceptance), ReferralStates.IsDeclined(current.Acceptance));
        if (declined)
            findings.Add(Refuse(DeclinedIsFinal, "InputObject", $"Referral {current} was declined, which is final: it cannot be changed."));
        else if (accepted && change.Action == ReferralAction.Deny)
            findings.Add(Refuse(AcceptedCannotBeDeclined, "InputObject", $"Referral {current} was accepted and cannot be declined any more."));
        else if (!accepted && change.Action == ReferralAction.Set)
            findings.Add(Refuse(SetNeedsAccepted, "InputObject", $"Referral {current} is not accepted yet. Accept it with Approve-FpxReferral."));
    }

    private static void CheckDecline(ReferralChange change, List<FpxRuleFinding> findings)
    {
        if (change.DeclineReason is null)
            findings.Add(Refuse(DeclineNeedsReason, "DeclineReason", "A decline requires a reason. Run Get-FpxReferralDeclineReason to list them."));
        if (change.ReferralStatus is not null)
            findings.Add(Refuse(DeclineHasNothingElse, "ReferralStatus", "A declined referral has no status."));
        if (change.ServicesSold is not null)
            findings.Add(Refuse(DeclineHasNothingElse, "ServicesSold", "A declined referral has no value for services sold, not even 'no'."));
        if (change.EstimatedValue is not null)
            findings.Add(Refuse(DeclineHasNothingElse, "EstimatedValue", "A declined referral has no value of services."));
    }

    private static void CheckAccepted(ReferralChange change, List<FpxRuleFinding> findings)
    {
        if (change.DeclineReason is not null)
            findings.Add(Refuse(AcceptedHasNoReason, "DeclineReason", "An accepted referral has no decline reason."));
        if (change.ServicesSold == true && change.EstimatedValue is null)
            findings.Add(Refuse(SoldNeedsValue, "EstimatedValue", "Services that were sold require an estimated value. Run Get-FpxReferralServiceValue to list the ranges."));
        if (change.ServicesSold != true && change.EstimatedValue is not null)
            findings.Add(Refuse(ValueNeedsSold, "EstimatedValue", "An estimated value requires services that were sold: set -ServicesSold $true, or leave the value out."));
    }

    private static FpxRuleFinding Refuse(string rule, string parameter, string message) => new(rule, FpxRuleSeverity.Refuse, parameter, message);
}

/// <summary>Which acceptance status means accepted and which declined. Their ids are not documented, so their names decide.</summary>
internal static class ReferralStates
{
    private static readonly string[] AcceptedStems = ["accept", "approve"];
    private static readonly string[] DeclinedStems = ["decline", "reject", "deny", "denied", "not accept"];

    public static bool IsAccepted(FpxLookup? status) => StartsWithOneOf(status, AcceptedStems);

    public static bool IsDeclined(FpxLookup? status) => StartsWithOneOf(status, DeclinedStems);

    /// <summary>The one status of the service's list that means accepted, or declined.</summary>
    public static FpxLookup Find(IEnumerable<FpxLookup> statuses, bool accepted)
    {
        var all = statuses.ToList();
        var found = all.Where(status => accepted ? IsAccepted(status) : IsDeclined(status)).ToList();
        return found.Count == 1
            ? found[0]
            : throw new InputException(
                found.Count == 0 ? ErrorCode.UnknownName : ErrorCode.AmbiguousName,
                $"The service's acceptance statuses ({string.Join(", ", all)}) do not show which one means {(accepted ? "accepted" : "declined")}.",
                "AcceptanceStatus",
                "Specify the status with -AcceptanceStatus. Run Get-FpxReferralAcceptanceStatus to list them.");
    }

    private static bool StartsWithOneOf(FpxLookup? status, string[] stems) =>
        status?.Name?.Trim() is { } name && stems.Any(stem => name.StartsWith(stem, StringComparison.OrdinalIgnoreCase));
}
