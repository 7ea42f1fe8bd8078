using System.Text.Json;
using FastTrackFpx.Sandbox.Fpx.Lookups;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.Fpx.Tenants;

/// <summary>partnerTenants, partnerTenants/{tenantId} and tenants/{tenantId}.</summary>
internal sealed class TenantEndpoints(TenantStore tenants, Readings readings)
{
    public void Map(FpxRoutes routes)
    {
        routes.Get("partnerTenants", List);
        routes.Get("partnerTenants/{tenantId}", ReadClaimed);
        routes.Get("tenants/{tenantId}", ReadBasic);
    }

    // The documents show hasMore for this list but no page inputs, so it is complete unless a reading says otherwise.
    private void List(ServiceRequest request, ServiceResponse response)
    {
        (int skip, int take) = readings.Is("F27", "paged") ? request.Page() : (0, int.MaxValue);
        int total = tenants.CountClaimed();
        IReadOnlyList<TenantRecord> found = tenants.Claimed(skip, take);
        Utf8JsonWriter json = response.Json;
        json.WriteStartObject();
        PageEnvelope.WriteCounts(json, readings, total, skip, found.Count);
        json.WriteStartArray("items"u8);
        foreach (TenantRecord tenant in found) WriteClaimed(json, tenant);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void ReadClaimed(ServiceRequest request, ServiceResponse response)
    {
        string id = request.Guid("tenantId");
        TenantRecord tenant = tenants.Find(id) ?? throw FpxRejection.NotFound("Tenant", id);
        if (!tenant.Claimed) throw FpxRejection.NotClaimed(id);
        WriteClaimed(response.Json, tenant);
    }

    private void ReadBasic(ServiceRequest request, ServiceResponse response)
    {
        string id = request.Guid("tenantId");
        TenantRecord tenant = tenants.Find(id) ?? throw FpxRejection.NotFound("Tenant", id);
        Utf8JsonWriter json = response.Json;
        json.WriteStartObject();
        json.WriteString("tenantId"u8, tenant.TenantId);
        json.WriteString("name"u8, tenant.Name);
        json.WriteNumber("tpid"u8, tenant.Tpid);
        json.WriteEndObject();
    }

    private static void WriteClaimed(Utf8JsonWriter json, TenantRecord tenant)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, tenant.TenantId);
        json.WriteNumber("tpid"u8, tenant.Tpid);
        json.WriteString("name"u8, tenant.Name);
        ServiceCatalog.WriteList(json, "claimedWorkloads", tenant.Workloads);
        json.WriteEndObject();
    }
}
