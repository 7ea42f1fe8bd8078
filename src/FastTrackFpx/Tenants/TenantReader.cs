using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Tenants;

/// <summary>Tenants as the service writes them.</summary>
internal static class TenantReader
{
    internal static FpxTenant Read(JsonRecord tenant) => new()
    {
        TenantId = tenant.Guid("tenantId") ?? throw JsonRecord.Missing("tenantId", "a GUID"),
        Name = tenant.Text("name"),
        Tpid = tenant.Whole("tpid"),
        ClaimedWorkloads = tenant.List("claimedWorkloads", static workload => new FpxLookup { Id = workload.Id("id"), Name = workload.Text("name") }),
    };
}
