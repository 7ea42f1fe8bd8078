namespace FastTrackFpx.Rest.Batching;

/// <summary>
/// Reads records of tenants that come in one by one: tenants go out 25 to a call, several calls under way, results come back in the order in which
/// tenants were added. At most a hundred and some tenants are in hand at a time.
/// </summary>
/// <remarks>
/// For one caller at a time. Results are handed over inside <see cref="AddAsync"/> and <see cref="CompleteAsync"/>, never beside them, so that a
/// cmdlet can write them out as they are. <see cref="Dispose"/> ends all calls.
/// </remarks>
/// <typeparam name="T">The record.</typeparam>
public sealed class TenantBatch<T> : IDisposable
{
    /// <summary>The service's limit for one call.</summary>
    public const int TenantsPerCall = 25;

    /// <summary>Whoever needs longer to name the next tenant would rather have in the meantime what is there.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(20);

    private readonly Func<TenantResult<T>, Task> _emit;
    private readonly BatchRun<T> _run;
    private readonly CancellationTokenSource _stop;
    private readonly Queue<TenantGroup<T>> _groups = new();
    private List<TenantEntry> _gathered = [];

    /// <summary>When the caller was last left to fetch a tenant.</summary>
    private long _since;

    internal TenantBatch(BatchRun<T> run, Func<TenantResult<T>, Task> emit, CancellationToken cancellationToken)
    {
        _run = run;
        _emit = emit ?? throw new ArgumentNullException(nameof(emit));
        _since = run.TimeProvider.GetTimestamp();
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Adds a tenant, and hands over what is finished; waits only when enough calls are under way.</summary>
    /// <param name="tenantId">The tenant; one that is added twice is given twice.</param>
    /// <param name="tag">Whatever the caller wants to find again on the results.</param>
    public async Task AddAsync(Guid tenantId, object? tag = null)
    {
        _gathered.Add(new TenantEntry(tenantId, tag));

        // Where each tenant is a call of its own there is nothing to gather for, and a reader who soon has enough costs few calls.
        if (_gathered.Count >= (_run.CanReadTogether ? TenantsPerCall : 1)) Send();
        // Tenants that come quickly are sent off first, so that the next answers are on their way while one is handed over.
        bool isSlow = _run.TimeProvider.GetElapsedTime(_since) > Slow;
        while (_groups.Count > 0 && (_groups.Count >= _run.CallsUnderWay || (isSlow && _groups.Peek().IsReady))) await EmitAsync().ConfigureAwait(false);
        _since = _run.TimeProvider.GetTimestamp();
    }

    /// <summary>Sends what is gathered, and hands over all that is still to come.</summary>
    public async Task CompleteAsync()
    {
        if (_gathered.Count > 0) Send();
        while (_groups.Count > 0) await EmitAsync().ConfigureAwait(false);
    }

    /// <summary>Ends all calls that are under way; no more are made.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private void Send()
    {
        _groups.Enqueue(TenantGroup<T>.Start(_run, _gathered, _stop.Token));
        _gathered = [];
    }

    private async Task EmitAsync()
    {
        TenantGroup<T> group = _groups.Peek();
        foreach (TenantEntry entry in group.Entries.ToList())
        {
            await group.EmitAsync(entry, _emit, _stop.Token).ConfigureAwait(false);
        }

        _groups.Dequeue();
    }
}

/// <summary>A tenant as it was added.</summary>
internal sealed class TenantEntry(Guid tenantId, object? tag)
{
    internal Guid TenantId { get; } = tenantId;

    internal object? Tag { get; } = tag;
}
