using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.Lookups;
using FastTrackFpx.Sandbox.Storage;
using FastTrackFpx.Sandbox.Tenants;

namespace FastTrackFpx.Sandbox.Hosting;

/// <summary>Every operation of the API.</summary>
internal static class Api
{
    public static RouteTable Routes(SandboxData data, Readings readings)
    {
        var routes = new RouteTable();
        new LookupEndpoints().Map(routes);
        new TenantEndpoints(data.Tenants, readings).Map(routes);
        return routes;
    }
}
