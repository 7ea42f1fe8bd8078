using System;
using System.Linq;

namespace FastTrackFpx.Client.Referrals;

/// <summary>
/// How the two fields are written that the reference prints otherwise than everything else: with capitals, and one of them a letter short.
/// </summary>
internal sealed class ReferralSpelling
{
    private ReferralSpelling(string acceptanceStatusId, string declineReasonId)
    {
        AcceptanceStatusId = acceptanceStatusId;
        DeclineReasonId = declineReasonId;
    }

    /// <summary>As everything else suggests; sent first.</summary>
    internal static ReferralSpelling Recommended { get; } = new("acceptanceStatusId", "declineReasonId");

    /// <summary>The same with capitals, for a service that is strict about them.</summary>
    internal static ReferralSpelling Capitals { get; } = new("AcceptanceStatusId", "DeclineReasonId");

    /// <summary>As the reference prints them.</summary>
    internal static ReferralSpelling Printed { get; } = new("AceptanceStatusId", "DeclineReasonId");

    internal string AcceptanceStatusId { get; }

    internal string DeclineReasonId { get; }

    /// <summary>The spelling that a refusal asks for by naming a field; null when it names none of these fields.</summary>
    internal static ReferralSpelling? AskedForBy(FpxServiceException refused)
    {
        if (refused.StatusCode != 400)
            return null;
        return Names(Printed.AcceptanceStatusId) ? Printed
            : Names(Capitals.AcceptanceStatusId) || Names(Capitals.DeclineReasonId) ? Capitals
            : null;

        bool Names(string name) => refused.FieldErrors.Keys.Any(field =>
            string.Equals(field.Substring(field.LastIndexOf('.') + 1), name, StringComparison.OrdinalIgnoreCase));
    }
}
