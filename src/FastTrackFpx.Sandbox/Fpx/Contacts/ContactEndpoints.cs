using System.Text.Json;
using FastTrackFpx.Sandbox.Fpx.Referrals;
using FastTrackFpx.Sandbox.Fpx.Tenants;
using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.Fpx.Contacts;

/// <summary>Contacts of one tenant and of many.</summary>
internal sealed class ContactEndpoints(
    TenantFinder tenants, ReferralAccess referrals, ContactStore store, ServiceContext context)
{
    private readonly ContactJson _json = new(context.Readings);
    private readonly ContactInput _input = new(context.Readings);

    public void Map(FpxRoutes routes)
    {
        routes.Get("tenants/{tenantId}/contacts", OfTenant);
        routes.Get("partnerTenants/contacts", OfMany);
        routes.Add("POST", "tenants/{tenantId}/contacts", ApiVersions.All, Create);
        MapChanges(routes);
    }

    // One document removes the old addresses in v1.2, and the other shows the new one there. Deletion has no new address.
    private void MapChanges(FpxRoutes routes)
    {
        bool isOld = context.Readings.Is("F3", "old");
        ApiVersions old = isOld ? ApiVersions.All : ApiVersions.BeforeV12;
        routes.Add("PATCH", "tenants/contacts/{contactId}", old, Change);
        routes.Add("DELETE", "tenants/contacts/{contactId}", old, Delete);
        routes.Add("PATCH", "contacts/{contactId}", isOld ? ApiVersions.None : ApiVersions.V12, Change);
        routes.Add("DELETE", "contacts/{contactId}", context.Readings.Is("F4", "new") ? ApiVersions.V12 : ApiVersions.None, Delete);
    }

    private void OfTenant(ServiceRequest request, ServiceResponse response)
    {
        TenantRecord tenant = tenants.Any(request);
        int? rfaId = referrals.Admit(request, tenant);
        (int skip, int take) = request.Page();
        (int total, IReadOnlyList<ContactRecord> contacts) = store.Page(
            tenant, request.QueryInteger("contactTypeId"), skip, take);
        Utf8JsonWriter json = response.Json;
        json.WriteStartObject();
        ReferralAccess.WriteRfaId(json, rfaId);
        WritePage(json, tenant, contacts, total, skip);
        json.WriteEndObject();
    }

    private void OfMany(ServiceRequest request, ServiceResponse response)
    {
        (int skip, int take) = request.Page();
        Utf8JsonWriter json = response.Json;
        json.WriteStartArray();
        foreach (TenantRecord tenant in tenants.Many(request))
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

    private void Create(ServiceRequest request, ServiceResponse response)
    {
        TenantRecord tenant = tenants.Any(request);
        referrals.AdmitWrite(tenant);
        var errors = new FieldErrors();
        using JsonDocument body = RequestBody.Parse(request);
        string now = Now();
        string author = Author(request);
        var blank = new ContactRecord { ContactId = "", Created = now, CreatedBy = author, Modified = now, ModifiedBy = author };
        ContactRecord contact = _input.Create(RequestBody.Object(body, errors, request), blank);
        errors.ThrowIfAny();
        response.Status = context.Readings.Is("F81", "201") ? 201 : 200;
        _json.Write(response.Json, tenant, store.Add(tenant, contact));
    }

    private void Change(ServiceRequest request, ServiceResponse response)
    {
        string id = request.Guid("contactId");
        ApiVersions version = FpxVersion.Of(request);
        string author = Author(request);
        var errors = new FieldErrors();
        using JsonDocument body = RequestBody.Parse(request);
        BodyFields fields = RequestBody.Object(body, errors, request);
        (int Tenant, ContactRecord Contact)? changed = store.Change(id, (tenant, contact) =>
        {
            referrals.AdmitWrite(tenants.Known(tenant));
            ContactRecord after = _input.Change(fields, contact, version) with { Modified = Now(), ModifiedBy = author };
            errors.ThrowIfAny();
            return after;
        });
        if (changed is not var (ordinal, result)) throw FpxRejection.NotFound("Contact", id);
        _json.Write(response.Json, tenants.Known(ordinal), result);
    }

    private void Delete(ServiceRequest request, ServiceResponse response)
    {
        string id = request.Guid("contactId");
        if (!store.Delete(id, tenant => referrals.AdmitWrite(tenants.Known(tenant)))) throw FpxRejection.NotFound("Contact", id);
        response.Status = context.Readings.Is("F80", "200") ? 200 : 204;
    }

    private string Now() => MadeUpTime.Text(context.RecordTime);

    private static string Author(ServiceRequest request) => request.User ?? "Partner API";

    private void WritePage(Utf8JsonWriter json, TenantRecord tenant, IReadOnlyList<ContactRecord> contacts, int total, int skip)
    {
        PageEnvelope.WriteCounts(json, context.Readings, total, skip, contacts.Count);
        json.WriteStartArray("items"u8);
        foreach (ContactRecord contact in contacts) _json.Write(json, tenant, contact);
        json.WriteEndArray();
    }
}
