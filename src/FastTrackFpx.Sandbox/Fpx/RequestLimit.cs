using System.Collections.Concurrent;

namespace FastTrackFpx.Sandbox.Fpx;

/// <summary>
/// Counts the calls of each identity. The documents only say calls per minute, so a window is a minute that starts with an identity's
/// first request; a stricter reading counts in every 60 seconds. A rejected request is not counted.
/// </summary>
internal sealed class RequestLimit(int callsPerMinute, bool sliding, TimeProvider time)
{
    private const int MostIdentities = 10_000;
    private static readonly long Minute = TimeSpan.TicksPerMinute;

    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);

    /// <summary>Counts one request, or returns false and how long to wait.</summary>
    public bool TryTake(string identity, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (callsPerMinute <= 0) return true;
        long now = time.GetUtcNow().UtcTicks;
        // Invented identities must not fill the memory. Dropping windows is in the caller's favour.
        if (_windows.Count > MostIdentities) _windows.Clear();
        Window window = _windows.GetOrAdd(identity, static _ => new Window());
        lock (window)
        {
            long until = sliding ? window.SlidingEnd(now, callsPerMinute) : window.FixedEnd(now, callsPerMinute);
            if (until <= now) return true;
            wait = TimeSpan.FromTicks(until - now);
            return false;
        }
    }

    private sealed class Window
    {
        private readonly Queue<long> _calls = new();
        private long _start = long.MinValue / 2;
        private int _count;

        public long FixedEnd(long now, int limit)
        {
            if (now - _start >= Minute || now < _start)
            {
                _start = now;
                _count = 0;
            }

            if (_count >= limit) return _start + Minute;
            _count++;
            return now;
        }

        public long SlidingEnd(long now, int limit)
        {
            while (_calls.Count > 0 && now - _calls.Peek() >= Minute) _calls.Dequeue();
            if (_calls.Count >= limit) return _calls.Peek() + Minute;
            _calls.Enqueue(now);
            return now;
        }
    }
}
