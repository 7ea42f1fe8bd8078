using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Connection;

/// <summary>The service's lists as last read, each for an hour. Callers who ask for one at the same time share one read.</summary>
internal sealed class LookupCache
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly TimeProvider _timeProvider;
    private readonly CancellationToken _ended;

    internal LookupCache(TimeProvider timeProvider, CancellationToken ended)
    {
        _timeProvider = timeProvider;
        _ended = ended;
    }

    /// <summary>A list: the one that is kept, or a new one.</summary>
    /// <param name="key">The list's address.</param>
    /// <param name="refresh">Whether a list that is kept does not do.</param>
    /// <param name="read">Reads it; cancelled when nobody waits for it any more.</param>
    /// <param name="cancellationToken">Ends the caller's waiting.</param>
    internal async Task<IReadOnlyList<T>> GetAsync<T>(
        string key, bool refresh, Func<CancellationToken, Task<IReadOnlyList<T>>> read, CancellationToken cancellationToken)
    {
        Entry? entry;
        lock (_entries)
        {
            if (!_entries.TryGetValue(key, out entry) || !entry.Serves(refresh, _timeProvider))
            {
                // A read that everybody has left would still take a place among the calls of a minute, and hold up those behind it.
                var abandoned = CancellationTokenSource.CreateLinkedTokenSource(_ended);
                entry = new Entry(Task.Run(() => read(abandoned.Token), abandoned.Token), abandoned, _timeProvider.GetTimestamp());
                _entries[key] = entry;
            }

            entry.Waiting++;
        }

        try
        {
            return await SharedTask.WaitAsync((Task<IReadOnlyList<T>>)entry.Reading, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(key, entry);
        }
    }

    /// <summary>Whether a list is kept, or on its way.</summary>
    internal bool Has(string key)
    {
        lock (_entries) return _entries.TryGetValue(key, out Entry? entry) && entry.Serves(refresh: false, _timeProvider);
    }

    private void Leave(string key, Entry entry)
    {
        lock (_entries)
        {
            if (--entry.Waiting > 0) return;
            if (!entry.Reading.IsCompleted && _entries.TryGetValue(key, out Entry? kept) && kept == entry) _entries.Remove(key);
        }

        entry.Abandon();
    }

    private sealed class Entry(Task reading, CancellationTokenSource abandoned, long since)
    {
        internal Task Reading { get; } = reading;

        /// <summary>How many callers wait for the reading.</summary>
        internal int Waiting { get; set; }

        /// <summary>A reading under way serves everybody; one that failed nobody.</summary>
        internal bool Serves(bool refresh, TimeProvider clock) => !Reading.IsCompleted
            || (!refresh && Reading.Status == TaskStatus.RanToCompletion && clock.GetElapsedTime(since) < Lifetime);

        /// <summary>Nobody waits any more: ends a reading that is under way.</summary>
        internal void Abandon()
        {
            if (Reading.IsCompleted)
            {
                abandoned.Dispose();
                return;
            }

            abandoned.Cancel();
            Reading.ContinueWith(_ => abandoned.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
