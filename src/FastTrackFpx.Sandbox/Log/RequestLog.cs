namespace FastTrackFpx.Sandbox;

/// <summary>
/// The requests that arrived, in the order of their arrival. An entry exists before the request is looked at, so that the log counts
/// what was on the wire, and has its status before the response goes out. Keeps the last million.
/// </summary>
public sealed class RequestLog
{
    private const int MaxEntries = 1_000_000;
    private readonly List<LoggedRequest> _entries = [];
    private long _last;
    private long _connections;

    /// <summary>A copy of the entries as they are now.</summary>
    public IReadOnlyList<LoggedRequest> Entries
    {
        get
        {
            lock (_entries) return _entries.ToArray();
        }
    }

    /// <summary>How many TCP connections were accepted, including those that never carried a request.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>How many requests arrived.</summary>
    /// <param name="method">Only of this method; null for every one.</param>
    /// <param name="pathPrefix">Only those whose path begins with this, compared without case; null for every one.</param>
    /// <param name="service">Only of this service; null for every one.</param>
    public int Count(string? method = null, string? pathPrefix = null, string? service = null)
    {
        lock (_entries)
        {
            return _entries.Count(e =>
                (method is null || e.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
                && (pathPrefix is null || e.Path.StartsWith(pathPrefix.TrimStart('/'), StringComparison.OrdinalIgnoreCase))
                && (service is null || e.Service.Equals(service, StringComparison.OrdinalIgnoreCase)));
        }
    }

    /// <summary>Discards the entries. Numbers go on.</summary>
    public void Clear()
    {
        lock (_entries) _entries.Clear();
    }

    /// <summary>Requests by the minute of the clock in which they arrived.</summary>
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

    /// <summary>The most requests in any 60 seconds.</summary>
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

    internal long AddConnection() => Interlocked.Increment(ref _connections);

    internal LoggedRequest Add(LoggedRequest entry)
    {
        lock (_entries)
        {
            if (_entries.Count >= MaxEntries) _entries.RemoveRange(0, MaxEntries / 10);
            LoggedRequest numbered = entry with { Number = ++_last };
            _entries.Add(numbered);
            return numbered;
        }
    }

    /// <summary>Completes an entry; one that was discarded in the meantime stays discarded.</summary>
    internal LoggedRequest Update(long number, Func<LoggedRequest, LoggedRequest> change)
    {
        lock (_entries)
        {
            int index = _entries.Count == 0 ? -1 : (int)(number - _entries[0].Number);
            if (index < 0) return change(new LoggedRequest(default, "", "", "", "", 0, default, "", "", 0, null));
            return _entries[index] = change(_entries[index]);
        }
    }
}
