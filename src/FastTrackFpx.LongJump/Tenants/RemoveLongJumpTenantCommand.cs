namespace FastTrackFpx.LongJump.Tenants;

/// <summary>Removes tenants and all of their data (<c>DELETE tenant/{id}</c>). It cannot be undone.</summary>
[Cmdlet(VerbsCommon.Remove, "LongJumpTenant", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High), OutputType(typeof(void))]
public sealed class RemoveLongJumpTenantCommand : ConnectedCmdlet<LongJumpConnection>
{
    /// <summary>Ids of tenants, or objects with a TenantId property.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string[] TenantId { get; set; } = [];

    private protected override bool IsWrite => true;

    private protected override Task RunAsync(CmdletRun run)
    {
        ServiceWrites writes = Chosen.WritesFor(run, ContextFor(Chosen));
        var reads = new TenantsEndpoint(writes.Client);
        return run.ForEachAsync(TenantId, async id =>
        {
            LongJumpTenant before = await reads.GetAsync(id.Trim(), run.Stopping).ConfigureAwait(false);
            before.TenantId ??= id.Trim();
            await ChangeAsync(run, writes, new TenantChanges(writes.Client).PlanRemove(before)).ConfigureAwait(false);
        });
    }
}
