using System.Text.Json;
using FastTrackFpx.Changes;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Referrals;

/// <summary>The body of <c>PATCH partnerReferrals/{partnerReferralId}</c>.</summary>
internal static class ReferralBody
{
    internal static string Write(ReferralChange change, ReferralSpelling spelling) => JsonWriting.ToText(writer =>
    {
        writer.WriteStartObject();
        WriteId(writer, spelling.AcceptanceStatusId, change.Acceptance);
        WriteId(writer, spelling.DeclineReasonId, change.DeclineReason);
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
