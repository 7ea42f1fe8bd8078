using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;

namespace FastTrackFpx.Rest.Http;

internal sealed class MemoryPermits(TimeProvider timeProvider) : IPermitStore
{
    /// <summary>By clock, so that a test with its own clock shares nothing.</summary>
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, MemoryPermits>> Services = new();

    private readonly object _gate = new();
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly long _origin = timeProvider.GetTimestamp();
    private readonly SortedList<int, Bucket> _buckets = [];
    private readonly ConcurrentDictionary<int, ConcurrencyLimiter> _turns = new();
    private TaskCompletionSource<bool> _released = NewSignal();
    private TimeSpan _heldUntil;

    /// <summary>Completes when a permit is released unused, before its window has passed.</summary>
    internal Task Released
    {
        get { lock (_gate) return _released.Task; }
    }

    public string? WaitCause => null;

    internal int Waiting => _turns.Keys.Sum(WaitingFor);

    /// <summary>Monotonic: setting the machine's clock back must not free permits.</summary>
    private TimeSpan Now => _timeProvider.GetElapsedTime(_origin);

    internal static MemoryPermits For(TimeProvider timeProvider, string service) => Services
        .GetValue(timeProvider, static _ => new ConcurrentDictionary<string, MemoryPermits>(StringComparer.OrdinalIgnoreCase))
        .GetOrAdd(service, _ => new MemoryPermits(timeProvider));

    /// <summary>Requests of one limit take turns, first come first served.</summary>
    internal ConcurrencyLimiter TurnOf(int limit) =>
        _turns.GetOrAdd(limit, static _ => new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = int.MaxValue }));

    /// <summary>How many requests wait for a permit of a limit, the one whose turn it is included.</summary>
    internal int WaitingFor(int limit) => TurnOf(limit).GetStatistics() is { } turn ? (int)(turn.CurrentQueuedCount + 1 - turn.CurrentAvailablePermits) : 0;

    public Permit? TryTake(int limit, out TimeSpan wait)
    {
        lock (_gate)
        {
            wait = Wait(limit, ahead: 0);
            if (wait > TimeSpan.Zero) return null;
            if (!_buckets.TryGetValue(limit, out Bucket? bucket)) _buckets.Add(limit, bucket = new Bucket());
            bucket.InFlight++;
            return new Permit(this, limit);
        }
    }

    public void Return(Permit permit, bool wasUsed)
    {
        TaskCompletionSource<bool>? signal = null;
        lock (_gate)
        {
            Bucket bucket = _buckets[permit.Limit];
            bucket.InFlight--;
            if (wasUsed) bucket.Completed.Enqueue(Now);
            else (signal, _released) = (_released, NewSignal());
        }

        signal?.TrySetResult(true);
    }

    public int PermitsLeft(int limit)
    {
        lock (_gate) return PermitLimiter.Left(limit, Held, _buckets.Keys, Taken);
    }

    public TimeSpan ExpectedWait(int limit, int ahead)
    {
        lock (_gate) return Wait(limit, ahead);
    }

    public void Hold(TimeSpan duration)
    {
        lock (_gate)
        {
            TimeSpan until = Now + duration;
            if (until > _heldUntil) _heldUntil = until;
        }
    }

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TimeSpan Held => _heldUntil - Now;

    private TimeSpan Wait(int limit, int ahead) => PermitLimiter.Wait(limit, ahead, Held, _buckets.Keys, Taken, FreeIn);

    private int Taken(int limit)
    {
        TimeSpan now = Now;
        int count = 0;
        foreach (KeyValuePair<int, Bucket> bucket in _buckets)
        {
            if (bucket.Key > limit) break;
            Queue<TimeSpan> completed = bucket.Value.Completed;
            while (completed.Count > 0 && now - completed.Peek() > PermitLimiter.Window) completed.Dequeue();
            count += bucket.Value.InFlight + completed.Count;
        }

        return count;
    }

    /// <summary>One in flight is free a window away at the earliest.</summary>
    private TimeSpan FreeIn(int limit, int n)
    {
        List<TimeSpan> completed = [.. _buckets.Where(bucket => bucket.Key <= limit).SelectMany(bucket => bucket.Value.Completed)];
        return n > completed.Count ? PermitLimiter.Lasting : completed.OrderBy(end => end).ElementAt(n - 1) + PermitLimiter.Lasting - Now;
    }

    /// <summary>The permits taken under one limit: how many without a response yet, and when the responses to the others began.</summary>
    private sealed class Bucket
    {
        internal readonly Queue<TimeSpan> Completed = new();

        internal int InFlight;
    }
}
