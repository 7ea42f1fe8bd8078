namespace FastTrackFpx.Referrals;

/// <summary>
/// Which acceptance status means accepted and which declined. Their ids are documented nowhere, so their names tell: "Accepted",
/// "Accept", "Approved", and "Declined", "Decline", "Rejected".
/// </summary>
internal static class ReferralStates
{
    private static readonly string[] AcceptedStems = ["accept", "approve"];
    private static readonly string[] DeclinedStems = ["decline", "reject", "deny", "denied", "not accept"];

    /// <summary>Whether the status means that the referral was accepted.</summary>
    /// <param name="status">The status; null means that nothing was decided.</param>
    public static bool IsAccepted(FpxLookup? status) => StartsWithOneOf(status, AcceptedStems);

    /// <summary>Whether the status means that the referral was declined.</summary>
    /// <param name="status">The status; null means that nothing was decided.</param>
    public static bool IsDeclined(FpxLookup? status) => StartsWithOneOf(status, DeclinedStems);

    /// <summary>The one status of the service's list that means accepted, or declined.</summary>
    /// <param name="statuses">The list.</param>
    /// <param name="accepted">Which one is wanted.</param>
    /// <exception cref="InputException">The list does not have exactly one; then the user has to name it.</exception>
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
