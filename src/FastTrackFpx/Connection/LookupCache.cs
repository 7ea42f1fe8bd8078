namespace FastTrackFpx.Connection;

/// <summary>The service's lists as last read, each for an hour. Callers who ask for one at the same time share one read.</summary>
internal sealed class LookupCache(TimeProvider timeProvider, CancellationToken ended)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);

    internal async Task<IReadOnlyList<T>> GetAsync<T>(
        string key, bool refresh, Func<CancellationToken, Task<IReadOnlyList<T>>> read, CancellationToken cancellationToken)
    {
        Entry? entry;
        lock (_entries)
        {
            if (!_entries.TryGetValue(key, out entry) || !entry.Serves(refresh, timeProvider))
            {
                // A read that all callers have left would still take a permit and delay other requests.
                var abandoned = CancellationTokenSource.CreateLinkedTokenSource(ended);
                entry = new Entry(Task.Run(() => read(abandoned.Token), abandoned.Token), abandoned, timeProvider.GetTimestamp());
                _entries[key] = entry;
            }

            entry.Waiting++;
        }

        try
        {
            var reading = (Task<IReadOnlyList<T>>)entry.Reading;
            return await reading.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(key, entry);
        }
    }

    internal bool Has(string key)
    {
        lock (_entries) return _entries.TryGetValue(key, out Entry? entry) && entry.Serves(refresh: false, timeProvider);
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
        internal int Waiting { get; set; }

        /// <summary>A read in progress serves all callers. One that failed serves none.</summary>
        internal bool Serves(bool refresh, TimeProvider clock) => !Reading.IsCompleted
            || (!refresh && Reading.Status == TaskStatus.RanToCompletion && clock.GetElapsedTime(since) < Lifetime);

        /// <summary>Cancels a read in progress, because no caller waits any more.</summary>
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
