namespace FastTrackFpx.Rest.Batching;

/// <summary>
/// Reads the records of parents that are added one by one, such as the contacts of tenants. If the service has a request for many parents, 25 of them are one
/// request. Several requests are in progress, and results are returned in the order in which parents were added.
/// </summary>
/// <param name="client">The service.</param>
/// <param name="readAlone">Reads a page of one parent, by the number and the size of the page.</param>
/// <param name="emit">Receives the results, inside <see cref="AddAsync"/> and <see cref="CompleteAsync"/>, so that a cmdlet can write them.</param>
/// <param name="cancellationToken">Cancels all requests, as <see cref="Dispose"/> does.</param>
/// <remarks>For one caller at a time.</remarks>
internal sealed class ParentBatch<TKey, T>(
    RestClient client,
    Func<TKey, (int Number, int Size), CancellationToken, Task<Page<T>>> readAlone,
    Func<ParentResult<TKey, T>, Task> emit,
    CancellationToken cancellationToken) : IDisposable
    where TKey : notnull
{
    /// <summary>If the caller takes longer than this to add a parent, it receives what is ready.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly Queue<ParentGroup<TKey, T>> _groups = new();

    /// <summary>If each parent is a request of its own, the same number of requests is in progress.</summary>
    private readonly SemaphoreSlim _turns = new(CallPace.UnderWay(client.RequestsPerMinute, client.Latency));

    private List<TKey> _gathered = [];

    /// <summary>When the caller began to fetch a parent.</summary>
    private long _since = client.TimeProvider.GetTimestamp();

    /// <summary>Reads a page of each of up to 25 parents in one request; null if no endpoint does that.</summary>
    internal Func<IReadOnlyList<TKey>, (int Number, int Size), CancellationToken, Task<PagesByParent<TKey, T>>>? ReadTogether { get; init; }

    /// <summary>True if the request for many has pages. Otherwise a parent that has more is read again, from its own endpoint.</summary>
    internal bool IsPagedTogether { get; init; }

    /// <summary>True if a parent that is not in the response may have no records, which only its own endpoint can say.</summary>
    internal bool AbsentMayBeEmpty { get; init; }

    internal Func<T, object?>? Key { get; init; }

    internal int LargestSize { get; init; } = PagedSequence<T>.UsualSize;

    /// <summary>The route of the request for many, remembered if the service does not have it.</summary>
    internal string Name { get; init; } = string.Empty;

    internal string Noun { get; init; } = "parent";

    internal string AbsentAction { get; init; } = "Check the id.";

    internal bool CanReadTogether => ReadTogether is not null && !client.Remembered.ContainsKey("alone:" + Name);

    internal void ForgetTogether() => client.Remembered["alone:" + Name] = string.Empty;

    /// <summary>Adds a parent, and returns what is finished. Waits only if enough requests are in progress.</summary>
    /// <param name="key">The parent. One that is added twice is read once and returned twice.</param>
    internal async Task AddAsync(TKey key)
    {
        _gathered.Add(key);

        // If each parent is a request of its own there is nothing to gather, and a reader who soon has enough costs few requests.
        if (_gathered.Count >= (CanReadTogether ? BatchCost.ParentsPerCall : 1)) Send();
        // Parents that are added quickly are sent first, so that the next responses are on their way while one is returned.
        bool isSlow = client.TimeProvider.GetElapsedTime(_since) > Slow;
        int most = CallPace.UnderWay(client.RequestsPerMinute, client.Latency);
        while (_groups.Count > 0 && (_groups.Count >= most || (isSlow && _groups.Peek().IsReady))) await EmitAsync().ConfigureAwait(false);
        _since = client.TimeProvider.GetTimestamp();
    }

    internal async Task CompleteAsync()
    {
        if (_gathered.Count > 0) Send();
        while (_groups.Count > 0) await EmitAsync().ConfigureAwait(false);
    }

    /// <summary>Reads a page of one parent from its own endpoint, as soon as one more request may be in progress.</summary>
    internal async Task<Page<T>> ReadAloneAsync(TKey key, (int Number, int Size) page, CancellationToken end)
    {
        await _turns.WaitAsync(end).ConfigureAwait(false);
        try
        {
            return await readAlone(key, page, end).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private void Send()
    {
        _groups.Enqueue(new ParentGroup<TKey, T>(this, _gathered, _stop.Token));
        _gathered = [];
    }

    private async Task EmitAsync()
    {
        await _groups.Peek().EmitAsync(emit, _stop.Token).ConfigureAwait(false);
        _groups.Dequeue();
    }
}

/// <summary>What was read of one parent of a batch.</summary>
/// <param name="Key">The parent.</param>
/// <param name="Items">Records of the parent. One with many has several results, one after the other.</param>
/// <param name="Error">Why the parent, or the rest of it, could not be read.</param>
/// <param name="IsComplete">True for the last result of the parent.</param>
/// <param name="EndsGroup">True if the next result is not ready yet: a reader that gathers records passes them on now.</param>
internal sealed record ParentResult<TKey, T>(TKey Key, IReadOnlyList<T> Items, RestException? Error, bool IsComplete, bool EndsGroup)
    where TKey : notnull;

/// <summary>A response for many parents.</summary>
internal sealed class PagesByParent<TKey, T> : Dictionary<TKey, Page<T>>
    where TKey : notnull
{
    /// <summary>Groups without a record and without a name, of which the response does not say whose they are.</summary>
    internal int NamelessGroups { get; set; }
}
