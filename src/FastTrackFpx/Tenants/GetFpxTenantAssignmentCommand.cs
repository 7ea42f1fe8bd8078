namespace FastTrackFpx.Tenants;

/// <summary>Gets the people who are assigned to tenants, one record for each person and role: <c>GET tenants/{tenantId}/assignments</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxTenantAssignment"), OutputType(typeof(FpxTenantAssignment))]
public sealed class GetFpxTenantAssignmentCommand : TenantReadCmdlet<FpxTenantAssignment>
{
    private protected override Task RunAsync(CmdletRun run, FpxClient client) => Reading.AddAsync(
        run, question: null, (emit, enough) => Task.FromResult(new TenantsEndpoint(client).StartAssignmentBatch(emit, enough)), TenantIds);
}
