using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Http;

namespace FastTrackFpx.Client.Lookups;

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
    /// <param name="read">Reads it; not cancelled by one caller, since others may wait for the same.</param>
    /// <param name="cancellationToken">Ends the caller's waiting.</param>
    internal Task<IReadOnlyList<T>> GetAsync<T>(
        string key, bool refresh, Func<CancellationToken, Task<IReadOnlyList<T>>> read, CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<T>> task;
        lock (_entries)
        {
            if (!_entries.TryGetValue(key, out Entry? entry) || !entry.Serves(refresh, _timeProvider))
            {
                entry = new Entry(Task.Run(() => read(_ended), _ended), _timeProvider.GetTimestamp());
                _entries[key] = entry;
            }

            task = (Task<IReadOnlyList<T>>)entry.Reading;
        }

        return SharedTask.WaitAsync(task, cancellationToken);
    }

    private sealed class Entry(Task reading, long since)
    {
        internal Task Reading { get; } = reading;

        /// <summary>A reading under way serves everybody; one that failed nobody.</summary>
        internal bool Serves(bool refresh, TimeProvider clock) => !Reading.IsCompleted
            || (!refresh && Reading.Status == TaskStatus.RanToCompletion && clock.GetElapsedTime(since) < Lifetime);
    }
}
