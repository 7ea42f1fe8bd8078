namespace FastTrackFpx.Referrals;

/// <summary>The rules on accepting, declining and changing a referral, each on its own.</summary>
internal static class ReferralRules
{
    public const string DeclineNeedsReason = nameof(DeclineNeedsReason);
    public const string SoldNeedsValue = nameof(SoldNeedsValue);
    public const string ValueNeedsSold = nameof(ValueNeedsSold);
    public const string DeclinedIsFinal = nameof(DeclinedIsFinal);
    public const string AcceptedCannotBeDeclined = nameof(AcceptedCannotBeDeclined);
    public const string SetNeedsAccepted = nameof(SetNeedsAccepted);

    /// <summary>Each rule with the parameter that carries the wrong value, when it is broken, and the message, in which {0} is the referral.</summary>
    private static readonly (string Rule, string Parameter, Func<ReferralChange, FpxLookup?, bool> IsBroken, string Message)[] All =
    [
        (DeclinedIsFinal, "InputObject", (_, state) => ReferralStates.IsDeclined(state), "Referral {0} was declined, which is final: it cannot be changed."),
        (AcceptedCannotBeDeclined, "InputObject", (change, state) => change.IsDecline && ReferralStates.IsAccepted(state),
            "Referral {0} was accepted and cannot be declined any more."),
        (SetNeedsAccepted, "InputObject",
            (change, state) => change.Action == ReferralAction.Set && !ReferralStates.IsAccepted(state) && !ReferralStates.IsDeclined(state),
            "Referral {0} is not accepted yet. Accept it with Approve-FpxReferral."),
        (DeclineNeedsReason, "DeclineReason", (change, _) => change.IsDecline && change.Wanted.DeclineReason is null,
            "A decline requires a reason. Run Get-FpxReferralDeclineReason to list them."),
        (SoldNeedsValue, "EstimatedValue", (change, _) => !change.IsDecline && change.Wanted is { ValueAddedServicesSold: true, ServicesEstimatedValue: null },
            "Services that were sold require an estimated value. Run Get-FpxReferralServiceValue to list the ranges."),
        (ValueNeedsSold, "EstimatedValue",
            (change, _) => !change.IsDecline && change.Wanted is { ValueAddedServicesSold: not true, ServicesEstimatedValue: not null },
            "An estimated value requires services that were sold: set -ServicesSold $true, or leave the value out."),
    ];

    public static IReadOnlyList<FpxRuleFinding> Check(ReferralChange change, FpxReferral current) =>
    [
        .. from rule in All
           where rule.IsBroken(change, current.Acceptance)
           select new FpxRuleFinding(rule.Rule, FpxRuleSeverity.Refuse, rule.Parameter, string.Format(CultureInfo.InvariantCulture, rule.Message, current)),
    ];
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
