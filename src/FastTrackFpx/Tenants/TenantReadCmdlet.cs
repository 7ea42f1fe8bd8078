namespace FastTrackFpx.Tenants;

/// <summary>A cmdlet that reads something of tenants, which come down the pipeline.</summary>
public abstract class TenantReadCmdlet : ConnectedCmdlet
{
    /// <summary>Ids or names of tenants, or objects with a <c>TenantId</c> property.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true), TenantIdTransformation]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference[] TenantId { get; set; } = [];

    private protected IEnumerable<Guid> TenantIds => TenantId.Select(tenant => tenant.Id);
}

/// <summary>A cmdlet that reads records of tenants, 25 tenants to a request if it can.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class TenantReadCmdlet<T> : TenantReadCmdlet
    where T : class
{
    private protected BatchReading<Guid, T> Reading { get; } = new(static tenantId => tenantId);

    private protected sealed override Func<CmdletRun, Task>? Finish => Reading.Finish;
}
