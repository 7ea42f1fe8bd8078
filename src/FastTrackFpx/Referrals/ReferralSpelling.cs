namespace FastTrackFpx.Referrals;

/// <summary>
/// How the two fields are written that the reference prints otherwise than everything else: with capitals, and one of them a letter short.
/// </summary>
internal sealed record ReferralSpelling(string AcceptanceStatusId, string DeclineReasonId)
{
    /// <summary>As everything else suggests; sent first.</summary>
    internal static ReferralSpelling Recommended { get; } = new("acceptanceStatusId", "declineReasonId");

    /// <summary>The same with capitals, for a service that is strict about them.</summary>
    internal static ReferralSpelling Capitals { get; } = new("AcceptanceStatusId", "DeclineReasonId");

    /// <summary>As the reference prints them.</summary>
    internal static ReferralSpelling Printed { get; } = new("AceptanceStatusId", "DeclineReasonId");

    /// <summary>
    /// The spelling that a refusal asks for by naming a field as missing; null when it does not. Refusals name fields with capitals whatever is wrong
    /// with them, so that one by a rule is told from it by its words.
    /// </summary>
    internal static ReferralSpelling? AskedForBy(ServiceException refused)
    {
        if (refused.StatusCode != 400)
            return null;
        return Misses(Printed.AcceptanceStatusId) ? Printed
            : Misses(Capitals.AcceptanceStatusId) || Misses(Capitals.DeclineReasonId) ? Capitals
            : null;

        bool Misses(string name) => refused.FieldErrors.Any(field =>
            string.Equals(field.Key.Substring(field.Key.LastIndexOf('.') + 1), name, StringComparison.OrdinalIgnoreCase) && field.Value.Any(SaysMissing));
    }

    private static bool SaysMissing(string message) =>
        message.IndexOf("required", StringComparison.OrdinalIgnoreCase) >= 0 || message.IndexOf("missing", StringComparison.OrdinalIgnoreCase) >= 0;
}

/// <summary>The spelling that the service has accepted, if it was not the recommended one.</summary>
internal sealed class KnownSpelling
{
    internal ReferralSpelling? Value { get; set; }
}
