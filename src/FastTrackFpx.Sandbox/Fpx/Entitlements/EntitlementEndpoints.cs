using System.Text.Json;
using FastTrackFpx.Sandbox.Fpx.Lookups;
using FastTrackFpx.Sandbox.Fpx.Tenants;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.Fpx.Entitlements;

/// <summary>Seats and their statuses: of one tenant, of one of its services, and of many tenants at once.</summary>
internal sealed class EntitlementEndpoints(
    TenantFinder tenants, EntitlementStore store, Readings readings, int recordsPerTenant, bool namesAreIds)
{
    private readonly EntitlementChange _change = new(readings, namesAreIds);
    private readonly bool _withServiceId = readings.Is("F36", "with");

    public void Map(FpxRoutes routes)
    {
        routes.Get("tenants/{tenantId}/services/maxEntitlements", Totals);
        routes.Get("tenants/{tenantId}/services/entitlements", Records);
        routes.Get("tenants/{tenantId}/services/{serviceId}/entitlements", RecordsOfService);
        routes.Add("PATCH", "tenants/{tenantId}/services/{serviceId}/entitlements", ApiVersions.All, Change);
        routes.Get("partnerTenants/maxEntitlements", TotalsOfMany);
        routes.Get("partnerTenants/entitlements", RecordsOfMany);
    }

    private void Totals(ServiceRequest request, ServiceResponse response)
    {
        TenantRecord tenant = tenants.Claimed(request);
        List<int> services = request.QueryIntegers("serviceIds");
        response.Json.WriteStartArray();
        foreach (SeatTotal total in store.Totals(tenant))
        {
            if (services.Count == 0 || services.Contains(total.ServiceId)) WriteTotal(response.Json, tenant, total);
        }

        response.Json.WriteEndArray();
    }

    private void Records(ServiceRequest request, ServiceResponse response)
    {
        TenantRecord tenant = tenants.Claimed(request);
        List<int> services = request.QueryIntegers("serviceIds");
        WriteAll(response.Json, store.Records(tenant).Where(record => services.Count == 0 || services.Contains(record.ServiceId)));
    }

    private void RecordsOfService(ServiceRequest request, ServiceResponse response)
    {
        TenantRecord tenant = tenants.Claimed(request);
        Service service = ServiceCatalog.Find(request.Integer("serviceId")) ?? throw FpxRejection.NotFound("Service",
            request.Route("serviceId"));
        WriteAll(response.Json, store.Records(tenant).Where(record => record.ServiceId == service.Id));
    }

    private void Change(ServiceRequest request, ServiceResponse response)
    {
        TenantRecord tenant = tenants.Claimed(request);
        Service service = ServiceCatalog.Find(request.Integer("serviceId")) ?? throw FpxRejection.NotFound("Service",
            request.Route("serviceId"));
        using JsonDocument body = RequestBody.Parse(request);
        JsonElement root = body.RootElement;
        IReadOnlyList<EntitlementRecord> after = store.Change(tenant, service.Id, (total, now) =>
        {
            if (total is null) throw Rejection.Field("ServiceId", $"The tenant has no seats for {service.Name}.");
            return _change.Plan(root, request.Store, service, total, now);
        });
        WriteAll(response.Json, after);
    }

    private void TotalsOfMany(ServiceRequest request, ServiceResponse response)
    {
        Utf8JsonWriter json = response.Json;
        json.WriteStartArray();
        foreach (TenantRecord tenant in tenants.Many(request))
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

    private void RecordsOfMany(ServiceRequest request, ServiceResponse response)
    {
        Utf8JsonWriter json = response.Json;
        json.WriteStartArray();
        foreach (TenantRecord tenant in tenants.Many(request))
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
