using FastTrackFpx.Batches;
using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Entitlements;

/// <summary>Gets how many seats tenants have of each service: <c>GET partnerTenants/maxEntitlements</c>, 25 tenants to a request.</summary>
[Cmdlet(VerbsCommon.Get, "FpxMaxEntitlement")]
[OutputType(typeof(FpxMaxEntitlement))]
public sealed class GetFpxMaxEntitlementCommand : ConnectedCmdlet
{
    private readonly BatchReading<FpxMaxEntitlement> _reading = new();

    /// <summary>Ids or names of tenants, or objects with a <c>TenantId</c> property.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [TenantIdTransformation]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference[] TenantId { get; set; } = [];

    /// <summary>Only these services: name, id, or the object that <c>Get-FpxService</c> returns.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ServiceId", "Workload")]
    [LookupTransformation("ServiceId")]
    [ArgumentCompleter(typeof(LookupCompleter<FpxService>))]
    public string[]? Service { get; set; }

    private protected override Func<CmdletRun, Task> Finish => _reading.CompleteAsync;

    private protected override Task RunAsync(CmdletRun run, FpxClient client) => _reading.AddAsync(
        run,
        string.Join("|", Service ?? Array.Empty<string>()),
        () => client.Lookups.IdsAsync<FpxService>(Service, nameof(Service), run.Stopping),
        (services, emit, enough) => client.Entitlements.StartMaxBatch(services, emit, enough),
        [.. TenantId.Select(tenant => tenant.Id)]);
}
