namespace FastTrackFpx.Rest.Batching;

internal sealed class BatchRun<TKey, T>(RestClient client, BatchSource<TKey, T> source)
    where TKey : notnull
{
    /// <summary>If each parent is a call of its own, the same number is under way.</summary>
    private readonly SemaphoreSlim _turns = new(CallPace.UnderWay(client.RequestsPerMinute, client.Latency));

    private readonly RestClient _client = client;

    /// <summary>How many calls to have under way now, by how long responses take lately.</summary>
    internal int CallsUnderWay => CallPace.UnderWay(_client.RequestsPerMinute, _client.Latency);

    internal BatchSource<TKey, T> Source { get; } = source;

    internal TimeProvider TimeProvider => _client.TimeProvider;

    internal bool CanReadTogether => Source.ReadTogether is not null && !_client.Remembered.ContainsKey(Key);

    private string Key => "alone:" + Source.Name;

    internal void ForgetTogether() => _client.Remembered[Key] = string.Empty;

    /// <summary>Reads a page of one parent as soon as one more call may be under way.</summary>
    internal async Task<Page<T>> ReadAloneAsync(TKey key, (int Number, int Size) page, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Source.ReadAlone(key, page, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }
}
