namespace FastTrackFpx.Entitlements;

/// <summary>Gets the statuses of tenants' seats: <c>GET partnerTenants/entitlements</c>, or the tenant's own endpoints where services are asked for.</summary>
[Cmdlet(VerbsCommon.Get, "FpxEntitlement"), OutputType(typeof(FpxEntitlement))]
public sealed class GetFpxEntitlementCommand : TenantReadCmdlet<FpxEntitlement>
{
    /// <summary>Only seats of these services: name, id, or the object that <c>Get-FpxService</c> returns.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("ServiceId", "Workload"), LookupTransformation("ServiceId"), ArgumentCompleter(typeof(LookupCompleter<FpxService>))]
    public string[]? Service { get; set; }

    /// <summary>Finds the service of each record that the response leaves open, with one request for each tenant and service that has seats.</summary>
    [Parameter]
    public SwitchParameter ResolveService { get; set; }

    private protected override Task RunAsync(CmdletRun run, FpxClient client) => Reading.AddAsync(
        run,
        Service is null ? null : string.Join("|", Service),
        async (emit, enough) =>
        {
            var services = await new LookupsEndpoint(client).IdsAsync<FpxService>(Service, nameof(Service), enough).ConfigureAwait(false);
            var seats = new EntitlementsEndpoint(client);
            return seats.StartBatch(services, ResolveService ? result => ResolveAsync(run, seats, result, emit) : emit, enough);
        },
        TenantIds);

    private static async Task ResolveAsync(
        CmdletRun run, EntitlementsEndpoint seats, ParentResult<Guid, FpxEntitlement> result, Func<ParentResult<Guid, FpxEntitlement>, Task> emit)
    {
        try
        {
            await seats.ResolveServicesAsync(
                result.Key,
                result.Items,
                (done, all) => run.Progress.Doing($"Services of tenant {result.Key}: call {done} of at most {all}"),
                run.Stopping).ConfigureAwait(false);
        }
        catch (RestException exception)
        {
            // The records are written without their service.
            run.Fail(exception, result.Key);
        }

        await emit(result).ConfigureAwait(false);
    }
}
