using System;
using System.Collections.Generic;
using System.Text.Json;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.MadeUp;
using FastTrackFpx.Sandbox.Referrals;
using FastTrackFpx.Sandbox.Tenants;

namespace FastTrackFpx.Sandbox.Contacts;

/// <summary>Contacts of one tenant and of many.</summary>
internal sealed class ContactEndpoints(
    TenantFinder tenants, ReferralAccess referrals, IContactStore store, Readings readings, TimeProvider time)
{
    private readonly ContactJson _json = new(readings);
    private readonly ContactInput _input = new(readings);

    public void Map(RouteTable routes)
    {
        routes.Get("tenants/{tenantId}/contacts", OfTenant);
        routes.Get("partnerTenants/contacts", OfMany);
        routes.Add("POST", "tenants/{tenantId}/contacts", ApiVersions.All, Create);
        MapChanges(routes);
    }

    // One document has the old addresses removed in v1.2 and the other shows the new one there; deletion has no new one at all.
    private void MapChanges(RouteTable routes)
    {
        bool isOld = readings.Is("F3", "old");
        ApiVersions old = isOld ? ApiVersions.All : ApiVersions.BeforeV12;
        routes.Add("PATCH", "tenants/contacts/{contactId}", old, Change);
        routes.Add("DELETE", "tenants/contacts/{contactId}", old, Delete);
        routes.Add("PATCH", "contacts/{contactId}", isOld ? ApiVersions.None : ApiVersions.V12, Change);
        routes.Add("DELETE", "contacts/{contactId}", readings.Is("F4", "new") ? ApiVersions.V12 : ApiVersions.None, Delete);
    }

    private void OfTenant(in Call call, Reply reply)
    {
        TenantRecord tenant = tenants.Any(call);
        int? rfaId = referrals.Admit(call, tenant);
        (int skip, int take) = call.Page();
        (int total, IReadOnlyList<ContactRecord> contacts) = store.Page(
            tenant, call.QueryInteger("contactTypeId", "ContactTypeId"), skip, take);
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

    private void Create(in Call call, Reply reply)
    {
        TenantRecord tenant = tenants.Any(call);
        referrals.AdmitWrite(tenant);
        var errors = new FieldErrors();
        using JsonDocument body = RequestBody.Parse(call.Body);
        string now = Now();
        string author = Author(call);
        var blank = new ContactRecord { ContactId = "", Created = now, CreatedBy = author, Modified = now, ModifiedBy = author };
        ContactRecord contact = _input.Create(RequestBody.Object(body, errors), blank);
        errors.ThrowIfAny();
        reply.Status = readings.Is("F81", "201") ? 201 : 200;
        _json.Write(reply.Json, tenant, store.Add(tenant, contact));
    }

    private void Change(in Call call, Reply reply)
    {
        string id = call.Guid(0, "ContactId");
        ApiVersions version = call.Version;
        string author = Author(call);
        var errors = new FieldErrors();
        using JsonDocument body = RequestBody.Parse(call.Body);
        BodyFields fields = RequestBody.Object(body, errors);
        (int Tenant, ContactRecord Contact)? changed = store.Change(id, (tenant, contact) =>
        {
            referrals.AdmitWrite(tenants.Known(tenant));
            ContactRecord after = _input.Change(fields, contact, version) with { Modified = Now(), ModifiedBy = author };
            errors.ThrowIfAny();
            return after;
        });
        if (changed is not var (ordinal, result)) throw Refusal.NoRecord("Contact", id);
        _json.Write(reply.Json, tenants.Known(ordinal), result);
    }

    private void Delete(in Call call, Reply reply)
    {
        string id = call.Guid(0, "ContactId");
        if (!store.Delete(id, tenant => referrals.AdmitWrite(tenants.Known(tenant)))) throw Refusal.NoRecord("Contact", id);
        reply.Status = readings.Is("F80", "200") ? 200 : 204;
    }

    private string Now() => MadeUpTime.Text(time.GetUtcNow());

    private static string Author(in Call call) => call.Caller.User ?? "Partner API";

    private void WritePage(Utf8JsonWriter json, TenantRecord tenant, IReadOnlyList<ContactRecord> contacts, int total, int skip)
    {
        PageEnvelope.WriteCounts(json, readings, total, skip, contacts.Count);
        json.WriteStartArray("items"u8);
        foreach (ContactRecord contact in contacts) _json.Write(json, tenant, contact);
        json.WriteEndArray();
    }
}
