using System;
using FastTrackFpx.Client.Json;

namespace FastTrackFpx.Client.Entitlements;

/// <summary>Status records and seat totals as the service writes them.</summary>
internal static class EntitlementReader
{
    internal static FpxEntitlement Read(JsonRecord record) => new()
    {
        TenantId = record.Guid("tenantId") ?? Guid.Empty,
        ServiceId = record.Id("serviceId"),
        ServiceIntentId = record.Guid("serviceIntentId"),
        L1 = record.Lookup("l1"),
        L2 = record.Lookup("l2"),
        L3 = record.Lookup("l3"),
        EntitlementCount = record.Whole("entitlementCount", "entitlmentCount") ?? 0,
        TargetDate = record.Date("targetDate"),
        Owner = record.Text("owner"),
        NextActionDate = record.Date("nextActionDate"),
        Notes = record.Text("notes"),
    };

    internal static FpxMaxEntitlement ReadMax(JsonRecord record) => new()
    {
        Id = record.Id("id"),
        TenantId = record.Guid("tenantId") ?? Guid.Empty,
        ServiceId = record.Id("serviceId"),
        MaxEntitlementSeatCount = record.Whole("maxEntitlementSeatCount") ?? 0,
    };
}
