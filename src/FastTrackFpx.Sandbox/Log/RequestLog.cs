using System;
using System.Collections.Generic;
using System.Linq;

namespace FastTrackFpx.Sandbox;

/// <summary>
/// The calls the service has answered, in the order in which they were decided. An entry is there before its answer goes out, so
/// that whoever has the answer also finds the entry. Keeps the last million.
/// </summary>
public sealed class RequestLog
{
    private const int Most = 1_000_000;
    private readonly List<LoggedRequest> _entries = [];

    /// <summary>A copy of the entries as they are now.</summary>
    public IReadOnlyList<LoggedRequest> Entries
    {
        get
        {
            lock (_entries) return _entries.ToArray();
        }
    }

    /// <summary>How many calls there were.</summary>
    /// <param name="method">Of this method alone; null for every one.</param>
    /// <param name="pathPrefix">Whose path after /api/ begins so, in any case; null for every one.</param>
    public int Count(string? method = null, string? pathPrefix = null)
    {
        lock (_entries)
        {
            if (method is null && pathPrefix is null) return _entries.Count;
            return _entries.Count(e =>
                (method is null || e.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
                && (pathPrefix is null || e.Path.StartsWith(pathPrefix.TrimStart('/'), StringComparison.OrdinalIgnoreCase)));
        }
    }

    /// <summary>Forgets the entries.</summary>
    public void Clear()
    {
        lock (_entries) _entries.Clear();
    }

    /// <summary>Calls by the minute of the clock in which they came in.</summary>
    public IReadOnlyDictionary<DateTimeOffset, int> CallsPerMinute()
    {
        var minutes = new SortedDictionary<DateTimeOffset, int>();
        foreach (LoggedRequest entry in Entries)
        {
            DateTimeOffset minute = new(entry.Time.Ticks - (entry.Time.Ticks % TimeSpan.TicksPerMinute), entry.Time.Offset);
            minutes[minute] = minutes.GetValueOrDefault(minute) + 1;
        }

        return minutes;
    }

    /// <summary>The most calls in any 60 seconds, however the window is laid.</summary>
    public int MostInAnyMinute()
    {
        long[] times = [.. Entries.Select(e => e.Time.UtcTicks).Order()];
        int most = 0;
        for (int first = 0, last = 0; last < times.Length; last++)
        {
            while (times[last] - times[first] >= TimeSpan.TicksPerMinute) first++;
            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    internal void Add(LoggedRequest entry)
    {
        lock (_entries)
        {
            if (_entries.Count >= Most) _entries.RemoveRange(0, Most / 10);
            _entries.Add(entry);
        }
    }
}
