using System.Text.Json;
using FastTrackFpx.Sandbox.Fpx.Assignments;
using FastTrackFpx.Sandbox.Fpx.Contacts;
using FastTrackFpx.Sandbox.Fpx.Entitlements;
using FastTrackFpx.Sandbox.Fpx.Incentives;
using FastTrackFpx.Sandbox.Fpx.Lookups;
using FastTrackFpx.Sandbox.Fpx.Notes;
using FastTrackFpx.Sandbox.Fpx.Quirks;
using FastTrackFpx.Sandbox.Fpx.Referrals;
using FastTrackFpx.Sandbox.Fpx.Tenants;
using FastTrackFpx.Sandbox.Fpx.Usage;
using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.Http;
using Microsoft.AspNetCore.Routing;

namespace FastTrackFpx.Sandbox.Fpx;

/// <summary>The FPX API: tenants, seats, contacts, notes, referrals, incentives and usage.</summary>
internal sealed class FpxService : ISandboxService
{
    private const string Root = "/ftop/";

    private readonly FpxData _data;
    private readonly FpxGate _gate;
    private readonly FpxExport _export;

    private FpxService(ServiceContext context)
    {
        _data = FpxData.Open(context);
        _gate = new FpxGate(context);
        _export = new FpxExport(_data, context.Readings);
        Routes = NewRoutes(context, _data);
    }

    /// <summary>What the host knows of it.</summary>
    public static ServiceKind Kind { get; } = new("fpx", context => new FpxService(context))
    {
        Tables = FpxData.Tables,
        RequiresClientCertificate = true,
        Readings = FpxReadings.All,
        ConnectCommand = "Connect-FpxService -Environment Sandbox",
    };

    /// <summary>How many tenants have a claimed workload.</summary>
    public int Tenants => _data.Tenants.CountClaimed();

    public FpxRoutes Routes { get; }

    public void Map(IEndpointRouteBuilder routes) => Routes.MapTo(routes);

    public void Admit(ServiceRequest request, ServiceResponse response) => _gate.Check(request, response);

    public void WriteError(ServiceResponse response, Rejection rejection) => FpxError.Write(response, rejection);

    public (string Version, string Path) LogName(string path)
    {
        string[] parts = path.Trim('/').Split('/', 4);
        bool isApi = parts.Length == 4 && path.StartsWith(Root, StringComparison.OrdinalIgnoreCase)
            && parts[2].Equals("api", StringComparison.OrdinalIgnoreCase);
        return isApi ? (parts[1], parts[3]) : ("", path.TrimStart('/'));
    }

    public void ApplyQuirks(ServiceRequest request, ServiceResponse response)
    {
        if (response.ContentType is null) QuirkedResponse.Apply(request.Metadata.GetMetadata<FpxOperation>()?.Pattern ?? "", response);
    }

    public void Export(Utf8JsonWriter json, bool withAssigned) => _export.Write(json, withAssigned);

    public void MapControl(IEndpointRouteBuilder routes)
    {
        routes.Map("POST", "/sandbox/tenants", (_, response) =>
        {
            TenantRecord added = _data.Tenants.Add();
            response.Json.WriteStartObject();
            response.Json.WriteString("tenantId"u8, added.TenantId);
            response.Json.WriteString("name"u8, added.Name);
            response.Json.WriteEndObject();
        });
        routes.Map("DELETE", "/sandbox/tenants/{tenantId}", (request, response) =>
        {
            string id = request.Guid("tenantId");
            if (!_data.Tenants.Remove(id)) throw FpxRejection.NotFound("Tenant", id);
            response.Status = 204;
        });
    }

    private static FpxRoutes NewRoutes(ServiceContext context, FpxData data)
    {
        (Readings readings, SandboxOptions options, int seed) = (context.Readings, context.Options, context.Origin.Seed);
        var finder = new TenantFinder(data.Tenants, readings);
        var access = new ReferralAccess(data.Referrals);
        var routes = new FpxRoutes();
        new LookupEndpoints(readings).Map(routes);
        new StatusEndpoints().Map(routes);
        new TenantEndpoints(data.Tenants, readings).Map(routes);
        new AssignmentEndpoints(finder, readings, seed).Map(routes);
        new EntitlementEndpoints(finder, data.Entitlements, readings, options.RecordsPerTenant, options.Quirks).Map(routes);
        new ContactEndpoints(finder, access, data.Contacts, context).Map(routes);
        new NoteEndpoints(finder, access, data.Notes, context).Map(routes);
        new ReferralEndpoints(data.Referrals, readings).Map(routes);
        new IncentiveEndpoints(data.Tenants, new StatementMaker(seed, data.Seats, options.TransactionsPerTenant)).Map(routes);
        new UsageEndpoints(data.Tenants, data.Seats, seed).Map(routes);
        return routes;
    }
}
