using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;

namespace FastTrackFpx.Rest.Http;

/// <summary>The permits of one service that all connections of this process share. They may need a permit of a wider count as well.</summary>
internal sealed class MemoryPermits(TimeProvider timeProvider) : IPermitStore
{
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    /// <summary>How long a permit lasts after its response. The window's end belongs to the window.</summary>
    internal static readonly TimeSpan Lasting = Window + TimeSpan.FromMilliseconds(1);

    /// <summary>Others may release a permit unused at any moment.</summary>
    private static readonly TimeSpan LongestNap = TimeSpan.FromSeconds(1);

    /// <summary>By clock, so that a test with its own clock shares nothing.</summary>
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, MemoryPermits>> Services = new();

    private readonly object _gate = new();
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly long _origin = timeProvider.GetTimestamp();
    private readonly SortedList<int, Bucket> _buckets = [];
    private readonly ConcurrentDictionary<int, ConcurrencyLimiter> _turns = new();
    private TimeSpan _heldUntil;

    public string? WaitCause => null;

    /// <summary>Monotonic: setting the machine's clock back must not free permits.</summary>
    private TimeSpan Now => _timeProvider.GetElapsedTime(_origin);

    internal static MemoryPermits For(TimeProvider timeProvider, string service) => Services
        .GetValue(timeProvider, static _ => new ConcurrentDictionary<string, MemoryPermits>(StringComparer.OrdinalIgnoreCase))
        .GetOrAdd(service, _ => new MemoryPermits(timeProvider));

    /// <summary>Takes a permit if one is free and no other request waits for one; null otherwise.</summary>
    internal Permit? TryAcquire(int limit, IPermitStore? wider)
    {
        using RateLimitLease turn = TurnOf(limit).AttemptAcquire();
        return turn.IsAcquired ? TryTake(limit, wider, out _) : null;
    }

    internal async Task<Permit> AcquireAsync(int limit, IPermitStore? wider, CancellationToken cancellationToken)
    {
        using RateLimitLease turn = await TurnOf(limit).AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            if (TryTake(limit, wider, out TimeSpan wait) is { } permit) return permit;
            await Pause.ForAsync(wait < LongestNap ? wait : LongestNap, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    internal int PermitsLeft(int limit, IPermitStore? wider) => Math.Min(PermitsLeft(limit), wider?.PermitsLeft(limit) ?? int.MaxValue);

    internal void Hold(TimeSpan duration, IPermitStore? wider)
    {
        Hold(duration);
        wider?.Hold(duration);
    }

    /// <summary>About how long a request would wait that asked now.</summary>
    internal TimeSpan ExpectedWait(int limit, IPermitStore? wider)
    {
        int ahead = WaitingFor(limit);
        TimeSpan here = ExpectedWait(limit, ahead), there = wider?.ExpectedWait(limit, ahead) ?? TimeSpan.Zero;
        return here > there ? here : there;
    }

    /// <summary>Requests of one limit take turns, first come first served.</summary>
    private ConcurrencyLimiter TurnOf(int limit) =>
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

    public void Return(Permit permit)
    {
        lock (_gate)
        {
            Bucket bucket = _buckets[permit.Limit];
            bucket.InFlight--;
            if (permit.IsUsed) bucket.Completed.Enqueue(Now);
        }
    }

    public int PermitsLeft(int limit)
    {
        lock (_gate) return Left(limit, Held, _buckets.Keys, Taken);
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

    private Permit? TryTake(int limit, IPermitStore? wider, out TimeSpan wait)
    {
        Permit? permit = TryTake(limit, out wait);
        if (permit is null || wider is null) return permit;
        try
        {
            permit.Wider = wider.TryTake(limit, out wait);
            return permit.Wider is null ? null : permit;
        }
        finally
        {
            if (permit.Wider is null) permit.Dispose();
        }
    }

    private TimeSpan Held => _heldUntil - Now;

    private TimeSpan Wait(int limit, int ahead) => Wait(limit, ahead, Held, _buckets.Keys, Taken, FreeIn);

    private int Taken(int limit)
    {
        TimeSpan now = Now;
        int count = 0;
        foreach (KeyValuePair<int, Bucket> bucket in _buckets)
        {
            if (bucket.Key > limit) break;
            Queue<TimeSpan> completed = bucket.Value.Completed;
            while (completed.Count > 0 && now - completed.Peek() > Window) completed.Dequeue();
            count += bucket.Value.InFlight + completed.Count;
        }

        return count;
    }

    /// <summary>One in flight is free a window away at the earliest.</summary>
    private TimeSpan FreeIn(int limit, int n)
    {
        List<TimeSpan> completed = [.. _buckets.Where(bucket => bucket.Key <= limit).SelectMany(bucket => bucket.Value.Completed)];
        return n > completed.Count ? Lasting : completed.OrderBy(end => end).ElementAt(n - 1) + Lasting - Now;
    }

    /// <summary>How many permits of a limit are left: those of all larger limits that are in use hold as well.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="held">How much longer no permit is granted at all.</param>
    /// <param name="inUse">The limits in use.</param>
    /// <param name="taken">How many permits up to a limit are taken.</param>
    internal static int Left(int limit, TimeSpan held, IEnumerable<int> inUse, Func<int, int> taken) =>
        held > TimeSpan.Zero ? 0 : Math.Max(0, From(limit, inUse).Min(each => each - taken(each)));

    /// <summary>How long a request waits for a permit after so many others. The last parameter returns how long until the n-th permit is free.</summary>
    internal static TimeSpan Wait(int limit, int ahead, TimeSpan held, IEnumerable<int> inUse, Func<int, int> taken, Func<int, int, TimeSpan> freeIn)
    {
        TimeSpan wait = held > TimeSpan.Zero ? held : TimeSpan.Zero;
        foreach (int each in From(limit, inUse))
        {
            int excess = taken(each) + 1 - each + (each == limit ? ahead : 0);
            if (excess <= 0) continue;
            // Whole rounds of the limit wait one window each.
            int rounds = (excess - 1) / each;
            TimeSpan next = TimeSpan.FromTicks(Window.Ticks * rounds) + freeIn(each, excess - (rounds * each));
            if (next > wait) wait = next;
        }

        return wait;
    }

    private static IEnumerable<int> From(int limit, IEnumerable<int> inUse) => inUse.Where(each => each > limit).Distinct().Prepend(limit);

    /// <summary>The permits taken under one limit: how many without a response yet, and when the responses to the others began.</summary>
    private sealed class Bucket
    {
        internal readonly Queue<TimeSpan> Completed = new();

        internal int InFlight;
    }
}
