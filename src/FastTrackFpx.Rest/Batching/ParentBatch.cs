namespace FastTrackFpx.Rest.Batching;

/// <summary>
/// Reads the records of parents that come in one by one, such as contacts of tenants: where the service has a call for many, parents go out 25 to a call;
/// several calls are under way, and results come back in the order in which parents were added.
/// </summary>
/// <remarks>
/// For one caller at a time. Results are handed over inside <see cref="AddAsync"/> and <see cref="CompleteAsync"/>, so that a cmdlet can write them out as
/// they are. <see cref="Dispose"/> cancels all calls.
/// </remarks>
public sealed class ParentBatch<TKey, T> : IDisposable
    where TKey : notnull
{
    /// <summary>A caller who takes longer than this to name the next parent gets in the meantime what is ready.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(20);

    private readonly Func<ParentResult<TKey, T>, Task> _emit;
    private readonly BatchSource<TKey, T> _source;
    private readonly CancellationTokenSource _stop;
    private readonly Queue<ParentGroup<TKey, T>> _groups = new();
    private List<TKey> _gathered = [];

    /// <summary>When the caller was last left to fetch a parent.</summary>
    private long _since;

    internal ParentBatch(BatchSource<TKey, T> source, Func<ParentResult<TKey, T>, Task> emit, CancellationToken cancellationToken)
    {
        _source = source;
        _emit = emit ?? throw new ArgumentNullException(nameof(emit));
        _since = source.TimeProvider.GetTimestamp();
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Adds a parent, and hands over what is finished; waits only if enough calls are under way.</summary>
    /// <param name="key">The parent; one that is added twice is read once and given twice.</param>
    public async Task AddAsync(TKey key)
    {
        _gathered.Add(key);

        // If each parent is a call of its own there is nothing to gather, and a reader who soon has enough costs few calls.
        if (_gathered.Count >= (_source.CanReadTogether ? BatchCost.ParentsPerCall : 1)) Send();
        // Parents that come quickly are sent first, so that the next responses are on their way while one is handed over.
        bool isSlow = _source.TimeProvider.GetElapsedTime(_since) > Slow;
        while (_groups.Count > 0 && (_groups.Count >= _source.CallsUnderWay || (isSlow && _groups.Peek().IsReady))) await EmitAsync().ConfigureAwait(false);
        _since = _source.TimeProvider.GetTimestamp();
    }

    public async Task CompleteAsync()
    {
        if (_gathered.Count > 0) Send();
        while (_groups.Count > 0) await EmitAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private void Send()
    {
        _groups.Enqueue(new ParentGroup<TKey, T>(_source, _gathered, _stop.Token));
        _gathered = [];
    }

    private async Task EmitAsync()
    {
        await _groups.Peek().EmitAsync(_emit, _stop.Token).ConfigureAwait(false);
        _groups.Dequeue();
    }
}

/// <summary>What was read of one parent of a batch: records, or the error.</summary>
public sealed class ParentResult<TKey, T>
    where TKey : notnull
{
    internal ParentResult(TKey key) => Key = key;

    public TKey Key { get; }

    /// <summary>Records of the parent; one with many comes in several results, one after the other.</summary>
    public IReadOnlyList<T> Items { get; internal set; } = [];

    /// <summary>Why the parent, or the rest of it, could not be read.</summary>
    public RestException? Error { get; internal set; }

    public bool IsComplete { get; internal set; }

    /// <summary>Whether the next result has to be waited for: a reader that gathers records hands them on now.</summary>
    public bool EndsGroup { get; internal set; }
}
