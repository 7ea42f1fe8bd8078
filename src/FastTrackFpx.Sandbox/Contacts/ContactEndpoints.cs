using System.Collections.Generic;
using System.Text.Json;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.Referrals;
using FastTrackFpx.Sandbox.Tenants;

namespace FastTrackFpx.Sandbox.Contacts;

/// <summary>Contacts of one tenant and of many.</summary>
internal sealed class ContactEndpoints(TenantFinder tenants, ReferralAccess referrals, IContactStore store, Readings readings)
{
    private readonly ContactJson _json = new(readings);

    public void Map(RouteTable routes)
    {
        routes.Get("tenants/{tenantId}/contacts", OfTenant);
        routes.Get("partnerTenants/contacts", OfMany);
    }

    private void OfTenant(in Call call, Reply reply)
    {
        TenantRecord tenant = tenants.Any(call);
        int? rfaId = referrals.Admit(call, tenant);
        (int skip, int take) = call.Page();
        (int total, IReadOnlyList<ContactRecord> contacts) = store.Page(tenant, call.QueryInteger("contactTypeId", "ContactTypeId"), skip, take);
        Utf8JsonWriter json = reply.Json;
        json.WriteStartObject();
        ReferralAccess.WriteRfaId(json, rfaId);
        WritePage(json, tenant, contacts, total, skip);
        json.WriteEndObject();
    }

    private void OfMany(in Call call, Reply reply)
    {
        (int skip, int take) = call.Page();
        Utf8JsonWriter json = reply.Json;
        json.WriteStartArray();
        foreach (TenantRecord tenant in tenants.Many(call))
        {
            (int total, IReadOnlyList<ContactRecord> contacts) = store.Page(tenant, null, skip, take);
            json.WriteStartObject();
            json.WriteString("tenantId"u8, tenant.TenantId);
            json.WriteString("tenantName"u8, tenant.Name);
            WritePage(json, tenant, contacts, total, skip);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WritePage(Utf8JsonWriter json, TenantRecord tenant, IReadOnlyList<ContactRecord> contacts, int total, int skip)
    {
        PageEnvelope.WriteCounts(json, readings, total, skip, contacts.Count);
        json.WriteStartArray("items"u8);
        foreach (ContactRecord contact in contacts) _json.Write(json, tenant, contact);
        json.WriteEndArray();
    }
}
