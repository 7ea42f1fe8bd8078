using FastTrackFpx.Sandbox.Assignments;
using FastTrackFpx.Sandbox.Contacts;
using FastTrackFpx.Sandbox.Entitlements;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.Incentives;
using FastTrackFpx.Sandbox.Lookups;
using FastTrackFpx.Sandbox.Notes;
using FastTrackFpx.Sandbox.Referrals;
using FastTrackFpx.Sandbox.Storage;
using FastTrackFpx.Sandbox.Tenants;
using FastTrackFpx.Sandbox.Usage;

namespace FastTrackFpx.Sandbox.Hosting;

/// <summary>Every operation of the API.</summary>
internal static class Api
{
    public static RouteTable Routes(SandboxData data, Readings readings, SandboxOptions options)
    {
        int seed = data.Origin.Seed;
        var finder = new TenantFinder(data.Tenants, readings);
        var access = new ReferralAccess(data.Referrals);
        var routes = new RouteTable();
        new LookupEndpoints(readings).Map(routes);
        new StatusEndpoints().Map(routes);
        new TenantEndpoints(data.Tenants, readings).Map(routes);
        new AssignmentEndpoints(finder, readings, seed).Map(routes);
        new EntitlementEndpoints(finder, data.Entitlements, readings, options.RecordsPerTenant, options.Quirks).Map(routes);
        new ContactEndpoints(finder, access, data.Contacts, readings, options.TimeProvider).Map(routes);
        new NoteEndpoints(finder, access, data.Notes, readings, options.TimeProvider).Map(routes);
        new ReferralEndpoints(data.Referrals, readings).Map(routes);
        new IncentiveEndpoints(data.Tenants, new StatementMaker(seed, data.Seats, options.TransactionsPerTenant)).Map(routes);
        new UsageEndpoints(data.Tenants, data.Seats, seed).Map(routes);
        return routes;
    }
}
