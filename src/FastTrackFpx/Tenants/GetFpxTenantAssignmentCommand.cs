using FastTrackFpx.Batches;
using FastTrackFpx.Connection;
using FastTrackFpx.Pipeline;

namespace FastTrackFpx.Tenants;

/// <summary>Gets the people who are assigned to tenants, one record for each person and role: <c>GET tenants/{tenantId}/assignments</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxTenantAssignment")]
[OutputType(typeof(FpxTenantAssignment))]
public sealed class GetFpxTenantAssignmentCommand : ConnectedCmdlet
{
    private readonly BatchReading<FpxTenantAssignment> _reading = new();

    /// <summary>Ids or names of tenants, or objects with a <c>TenantId</c> property.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [TenantIdTransformation]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference[] TenantId { get; set; } = [];

    private protected override Func<CmdletRun, Task> Finish => _reading.CompleteAsync;

    private protected override Task RunAsync(CmdletRun run, FpxClient client) => _reading.AddAsync(
        run, string.Empty, () => Task.FromResult(true), (_, emit, enough) => client.Tenants.StartAssignmentBatch(emit, enough), [.. TenantId.Select(tenant => tenant.Id)]);
}
