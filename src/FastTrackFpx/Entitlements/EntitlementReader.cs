using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Entitlements;

/// <summary>Seats and their statuses as the service writes them.</summary>
internal static class EntitlementReader
{
    /// <summary>A status record; its tenant is the one asked for where the answer does not say.</summary>
    internal static FpxEntitlement Read(JsonRecord record, Guid? tenantId = null, string? serviceId = null) => EntitlementOrigins.Remember(new FpxEntitlement
    {
        TenantId = record.Guid("tenantId") ?? tenantId ?? Guid.Empty,
        ServiceId = record.Id("serviceId") ?? record["service"].Id("id") ?? serviceId,
        ServiceName = record.Text("serviceName") ?? record["service"].Text("name"),
        ServiceIntentId = record.Guid("serviceIntentId"),
        L1 = record.Lookup("l1"),
        L2 = record.Lookup("l2"),
        L3 = record.Lookup("l3"),
        EntitlementCount = record.Whole("entitlementCount", "entitlmentCount") ?? 0,
        TargetDate = record.Date("targetDate"),
        Owner = record.Text("owner"),
        NextActionDate = record.Date("nextActionDate"),
        Notes = record.Text("notes"),
    });

    /// <summary>The seats of a service.</summary>
    internal static FpxMaxEntitlement ReadMax(JsonRecord record, Guid? tenantId = null) => new()
    {
        Id = record.Id("id"),
        TenantId = record.Guid("tenantId") ?? tenantId ?? Guid.Empty,
        ServiceId = record.Id("serviceId"),
        ServiceName = record.Text("serviceName"),
        MaxEntitlementSeatCount = record.Whole("maxEntitlementSeatCount") ?? 0,
    };
}
