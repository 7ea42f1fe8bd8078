using System.Text.Json;
using FastTrackFpx.Client.Json;

namespace FastTrackFpx.Client.Referrals;

/// <summary>The body of <c>PATCH partnerReferrals/{partnerReferralId}</c>.</summary>
internal static class ReferralBody
{
    /// <summary>The name that everything else suggests.</summary>
    internal const string AcceptanceStatusId = "acceptanceStatusId";

    /// <summary>The name as the reference prints it, one letter short.</summary>
    internal const string MisspeltAcceptanceStatusId = "aceptanceStatusId";

    internal static string Write(ReferralChange change, string acceptanceName) => JsonWriting.ToText(writer =>
    {
        writer.WriteStartObject();
        WriteId(writer, acceptanceName, change.Acceptance);
        WriteId(writer, "declineReasonId", change.DeclineReason);
        WriteId(writer, "referralStatusId", change.ReferralStatus);
        if (change.ServicesSold is { } sold)
            writer.WriteBoolean("valueAddedServicesSold", sold);
        else
            writer.WriteNull("valueAddedServicesSold");
        WriteId(writer, "servicesEstimatedValueId", change.EstimatedValue);
        writer.WriteEndObject();
    });

    private static void WriteId(Utf8JsonWriter writer, string name, FpxLookup? lookup)
    {
        if (lookup?.Id is null)
            writer.WriteNull(name);
        else
            writer.WriteString(name, lookup.Id);
    }
}
