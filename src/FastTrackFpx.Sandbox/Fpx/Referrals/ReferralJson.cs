using System.Text.Json;
using FastTrackFpx.Sandbox.Fpx.Lookups;

namespace FastTrackFpx.Sandbox.Fpx.Referrals;

/// <summary>Writes a referral as responses show it.</summary>
internal static class ReferralJson
{
    public static void Write(Utf8JsonWriter json, ReferralRecord referral)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, referral.Id);
        json.WriteString("created"u8, referral.Created);
        json.WriteString("tenantId"u8, referral.TenantId);
        json.WriteString("tenantName"u8, referral.TenantName);
        json.WriteString("tenantDomain"u8, referral.TenantDomain);
        json.WriteStartArray("workloads"u8);
        foreach (ReferralWorkload workload in referral.Workloads)
        {
            json.WriteStartObject();
            json.WriteNumber("id"u8, workload.ServiceId);
            json.WriteString("name"u8, ServiceCatalog.Find(workload.ServiceId)?.Name);
            json.WriteBoolean("claimed"u8, workload.Claimed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("claimed"u8, referral.Claimed);
        json.WriteString("partnerReferralId"u8, referral.PartnerReferralId);
        json.WriteString("partnerReferralNumber"u8, referral.Number);
        LookupCatalog.AcceptanceStatuses.WriteReference(json, "acceptance", (int)referral.Acceptance, IdForm.Uuid);
        LookupCatalog.DeclineReasons.WriteReference(json, "declineReason", referral.DeclineReason, IdForm.Uuid);
        LookupCatalog.ReferralStatuses.WriteReference(json, "referralStatus", referral.Status, IdForm.Uuid);
        LookupCatalog.ServiceValues.WriteReference(json, "servicesEstimatedValue", referral.EstimatedValue, IdForm.Uuid);
        if (referral.ValueAddedServicesSold is { } sold) json.WriteBoolean("valueAddedServicesSold"u8, sold);
        else json.WriteNull("valueAddedServicesSold"u8);
        json.WriteEndObject();
    }
}
