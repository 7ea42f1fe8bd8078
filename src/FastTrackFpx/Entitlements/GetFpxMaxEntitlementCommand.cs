namespace FastTrackFpx.Entitlements;

/// <summary>Gets how many seats tenants have of each service: <c>GET partnerTenants/maxEntitlements</c>, 25 tenants to a request.</summary>
[Cmdlet(VerbsCommon.Get, "FpxMaxEntitlement"), OutputType(typeof(FpxMaxEntitlement))]
public sealed class GetFpxMaxEntitlementCommand : TenantReadCmdlet<FpxMaxEntitlement>
{
    /// <summary>Only these services: name, id, or the object that <c>Get-FpxService</c> returns.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("ServiceId", "Workload"), LookupTransformation("ServiceId"), ArgumentCompleter(typeof(LookupCompleter<FpxService>))]
    public string[]? Service { get; set; }

    private protected override Task RunAsync(CmdletRun run, FpxClient client) => Reading.AddAsync(
        run,
        Service is null ? null : string.Join("|", Service),
        async (emit, enough) =>
        {
            var services = await new LookupsEndpoint(client).IdsAsync<FpxService>(Service, nameof(Service), enough).ConfigureAwait(false);
            return new EntitlementsEndpoint(client).StartMaxBatch(services, emit, enough);
        },
        TenantIds);
}
