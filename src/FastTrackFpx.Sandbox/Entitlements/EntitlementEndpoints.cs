using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.Lookups;
using FastTrackFpx.Sandbox.Tenants;

namespace FastTrackFpx.Sandbox.Entitlements;

/// <summary>Seats and their statuses: of one tenant, of one of its services, and of many tenants at once.</summary>
internal sealed class EntitlementEndpoints(
    TenantFinder tenants, IEntitlementStore store, Readings readings, int recordsPerTenant, bool namesAreIds)
{
    private readonly EntitlementChange _change = new(readings, namesAreIds);
    private readonly bool _withServiceId = readings.Is("F36", "with");

    public void Map(RouteTable routes)
    {
        routes.Get("tenants/{tenantId}/services/maxEntitlements", Totals);
        routes.Get("tenants/{tenantId}/services/entitlements", Records);
        routes.Get("tenants/{tenantId}/services/{serviceId}/entitlements", RecordsOfService);
        routes.Add("PATCH", "tenants/{tenantId}/services/{serviceId}/entitlements", ApiVersions.All, Change);
        routes.Get("partnerTenants/maxEntitlements", TotalsOfMany);
        routes.Get("partnerTenants/entitlements", RecordsOfMany);
    }

    private void Totals(in Call call, Reply reply)
    {
        TenantRecord tenant = tenants.Claimed(call);
        List<int> services = call.QueryIntegers("serviceIds", "ServiceIds");
        reply.Json.WriteStartArray();
        foreach (SeatTotal total in store.Totals(tenant))
        {
            if (services.Count == 0 || services.Contains(total.ServiceId)) WriteTotal(reply.Json, tenant, total);
        }

        reply.Json.WriteEndArray();
    }

    private void Records(in Call call, Reply reply)
    {
        TenantRecord tenant = tenants.Claimed(call);
        List<int> services = call.QueryIntegers("serviceIds", "ServiceIds");
        WriteAll(reply.Json, store.Records(tenant).Where(record => services.Count == 0 || services.Contains(record.ServiceId)));
    }

    private void RecordsOfService(in Call call, Reply reply)
    {
        TenantRecord tenant = tenants.Claimed(call);
        Service service = ServiceCatalog.Find(call.Integer(1, "ServiceId")) ?? throw Refusal.NoRecord("Service", call.Path(1));
        WriteAll(reply.Json, store.Records(tenant).Where(record => record.ServiceId == service.Id));
    }

    private void Change(in Call call, Reply reply)
    {
        TenantRecord tenant = tenants.Claimed(call);
        Service service = ServiceCatalog.Find(call.Integer(1, "ServiceId")) ?? throw Refusal.NoRecord("Service", call.Path(1));
        using JsonDocument body = RequestBody.Parse(call.Body);
        JsonElement root = body.RootElement;
        IReadOnlyList<EntitlementRecord> after = store.Change(tenant, service.Id, (total, now) =>
        {
            if (total is null) throw Refusal.Field("ServiceId", $"The tenant has no seats for {service.Name}.");
            return _change.Plan(root, service, total, now);
        });
        WriteAll(reply.Json, after);
    }

    private void TotalsOfMany(in Call call, Reply reply)
    {
        Utf8JsonWriter json = reply.Json;
        json.WriteStartArray();
        foreach (TenantRecord tenant in tenants.Many(call))
        {
            IReadOnlyList<SeatTotal> totals = store.Totals(tenant);
            json.WriteStartObject();
            json.WriteString("tenantId"u8, tenant.TenantId);
            json.WriteBoolean(readings["F30"], totals.Count > recordsPerTenant);
            json.WriteStartArray("items"u8);
            foreach (SeatTotal total in totals.Take(recordsPerTenant)) WriteTotal(json, tenant, total);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void RecordsOfMany(in Call call, Reply reply)
    {
        Utf8JsonWriter json = reply.Json;
        json.WriteStartArray();
        foreach (TenantRecord tenant in tenants.Many(call))
        {
            IReadOnlyList<EntitlementRecord> records = store.Records(tenant);
            json.WriteStartObject();
            if (readings.Is("F31", "group")) json.WriteString("tenantId"u8, tenant.TenantId);
            json.WriteBoolean(readings["F30"], records.Count > recordsPerTenant);
            json.WriteStartArray("items"u8);
            foreach (EntitlementRecord record in records.Take(recordsPerTenant))
            {
                EntitlementJson.Write(json, record, _withServiceId, tenant, readings["F32"]);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteAll(Utf8JsonWriter json, IEnumerable<EntitlementRecord> records)
    {
        json.WriteStartArray();
        foreach (EntitlementRecord record in records) EntitlementJson.Write(json, record, _withServiceId);
        json.WriteEndArray();
    }

    private static void WriteTotal(Utf8JsonWriter json, TenantRecord tenant, SeatTotal total)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, total.Id);
        json.WriteString("tenantId"u8, tenant.TenantId);
        json.WriteNumber("serviceId"u8, total.ServiceId);
        json.WriteNumber("maxEntitlementSeatCount"u8, total.Seats);
        json.WriteEndObject();
    }
}
