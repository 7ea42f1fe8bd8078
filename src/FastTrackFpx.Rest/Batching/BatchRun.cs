using FastTrackFpx.Rest.Http;
using FastTrackFpx.Rest.Paging;

namespace FastTrackFpx.Rest.Batching;

/// <summary>What all groups of one batch share.</summary>
internal sealed class BatchRun<TKey, T>
    where TKey : notnull
{
    /// <summary>If each parent is a call of its own, the same number is under way.</summary>
    private readonly SemaphoreSlim _turns;
    private readonly RestClient _client;

    internal BatchRun(RestClient client, BatchSource<TKey, T> source)
    {
        _client = client;
        Source = source;
        _turns = new SemaphoreSlim(CallsUnderWay);
    }

    /// <summary>How many calls to have under way now, by how long responses take lately.</summary>
    internal int CallsUnderWay => CallPace.UnderWay(_client.RequestsPerMinute, _client.Latency);

    internal BatchSource<TKey, T> Source { get; }

    internal TimeProvider TimeProvider => _client.TimeProvider;

    /// <summary>Whether the service has a call for many.</summary>
    internal bool CanReadTogether => Source.ReadTogether is not null && !_client.Remembered.ContainsKey(Key);

    private string Key => "alone:" + Source.Name;

    /// <summary>Remembers for the connection that the service does not have the call for many.</summary>
    internal void ForgetTogether() => _client.Remembered[Key] = string.Empty;

    /// <summary>Reads a page of one parent as soon as one more call may be under way.</summary>
    internal async Task<Page<T>> ReadAloneAsync(TKey key, PageNumber page, CancellationToken cancellationToken)
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
