using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace FastTrackFpx.Rest.Http;

/// <summary>
/// When calls went out to one service, and who waits for its turn. Keeps the promise that no 60 seconds, wherever they begin, see more
/// calls than allowed: a call takes a place when it goes out and gives it back 60 seconds after its answer began to arrive. The service
/// received it somewhere in between, so that the promise holds by the service's watch too, however long the way there.
/// </summary>
internal sealed class PermitLog
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    /// <summary>By clock, so that a test with its own time shares nothing; a clock that nobody holds takes its logs along.</summary>
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, PermitLog>> Logs = new();

    private readonly object _gate = new();
    private readonly TimeProvider _timeProvider;
    private readonly Queue<TimeSpan> _answered = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private readonly ITimer _timer;
    private readonly long _origin;
    private int _underWay;
    private TimeSpan _heldUntil;

    internal PermitLog(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _origin = timeProvider.GetTimestamp();
        _timer = timeProvider.CreateTimer(static log => ((PermitLog)log!).Pump(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The one log of a service in this process.</summary>
    internal static PermitLog For(TimeProvider timeProvider, string key) => LogsBy(timeProvider).GetOrAdd(key, _ => new PermitLog(timeProvider));

    /// <summary>How many calls wait for their turn.</summary>
    internal int Waiting
    {
        get { lock (_gate) return _waiters.Count; }
    }

    /// <summary>How many calls a session with that limit could send at once now.</summary>
    internal int PermitsLeft(int limit)
    {
        lock (_gate)
        {
            Forget();
            return Now < _heldUntil ? 0 : Math.Max(0, limit - Taken - _waiters.Count);
        }
    }

    /// <summary>About how long a call would wait that asked now; zero when it would go at once.</summary>
    internal TimeSpan ExpectedWait(int limit)
    {
        lock (_gate)
        {
            Forget();
            int ahead = Taken + _waiters.Count + 1 - limit;
            TimeSpan wait = ahead <= 0 ? TimeSpan.Zero : Round(ahead, limit);
            TimeSpan held = _heldUntil - Now;
            return held > wait ? held : wait;
        }
    }

    /// <summary>A place now, or null.</summary>
    internal Place? TryTake(int limit)
    {
        lock (_gate)
        {
            Forget();
            if (_waiters.Count > 0 || Now < _heldUntil || Taken >= limit) return null;
            _underWay++;
            return new Place(this);
        }
    }

    /// <summary>A place, after everybody who asked before has one.</summary>
    internal async Task<Place> TakeAsync(int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new Waiter(limit);
        LinkedListNode<Waiter> node;
        lock (_gate) node = _waiters.AddLast(waiter);
        Pump();
        using (cancellationToken.Register(() => GiveUp(node, cancellationToken)))
        {
            return await waiter.Turn.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Nobody goes before that much time has passed: the service has said so.</summary>
    internal void Hold(TimeSpan duration)
    {
        lock (_gate)
        {
            TimeSpan until = Now + duration;
            if (until > _heldUntil) _heldUntil = until;
        }
    }

    private static ConcurrentDictionary<string, PermitLog> LogsBy(TimeProvider timeProvider) =>
        Logs.GetValue(timeProvider, static _ => new ConcurrentDictionary<string, PermitLog>(StringComparer.OrdinalIgnoreCase));

    private int Taken => _underWay + _answered.Count;

    /// <summary>Monotonic: setting the machine's clock back must not open the gate.</summary>
    private TimeSpan Now => _timeProvider.GetElapsedTime(_origin);

    private void GiveUp(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (node.List is null) return;
            _waiters.Remove(node);
        }

        node.Value.Turn.TrySetCanceled(cancellationToken);
        Pump();
    }

    private void Return(bool wasUsed)
    {
        lock (_gate)
        {
            _underWay--;
            if (wasUsed) _answered.Enqueue(Now);
        }

        Pump();
    }

    private void Forget()
    {
        TimeSpan now = Now;
        while (_answered.Count > 0 && now - _answered.Peek() > Window) _answered.Dequeue();
    }

    /// <summary>Lets go whoever may go, and sets the timer for the next.</summary>
    private void Pump()
    {
        List<Waiter>? free = null;
        lock (_gate)
        {
            Forget();
            while (_waiters.First is { } first && Now >= _heldUntil && Taken < first.Value.Limit)
            {
                _waiters.RemoveFirst();
                _underWay++;
                (free ??= []).Add(first.Value);
            }

            SetTimer();
        }

        if (free is null) return;
        foreach (Waiter waiter in free) waiter.Turn.SetResult(new Place(this));
    }

    private void SetTimer()
    {
        if (_waiters.First is not { } first) return;
        TimeSpan due = _heldUntil - Now;
        int excess = Taken + 1 - first.Value.Limit;
        if (excess > 0)
        {
            // Places that are under way come back with a pump of their own.
            TimeSpan? next = NthReturn(excess);
            if (next is null && due <= TimeSpan.Zero) return;
            if (next > due) due = next.Value;
        }

        _timer.Change(due < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : due, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan? NthReturn(int n)
    {
        if (n > _answered.Count) return null;
        foreach (TimeSpan time in _answered)
        {
            // The window's end belongs to the window.
            if (--n == 0) return time + Window + TimeSpan.FromMilliseconds(1) - Now;
        }

        return null;
    }

    private TimeSpan Round(int ahead, int limit)
    {
        int whole = (ahead - 1) / limit;
        TimeSpan rest = NthReturn(ahead - (whole * limit)) ?? Window;
        return TimeSpan.FromTicks(Window.Ticks * whole) + rest;
    }

    /// <summary>The right to send one call. Disposed of when the answer begins, or when it is known that none will come.</summary>
    internal sealed class Place : IDisposable
    {
        private PermitLog? _log;

        internal Place(PermitLog log) => _log = log;

        /// <inheritdoc/>
        public void Dispose() => Interlocked.Exchange(ref _log, null)?.Return(wasUsed: true);

        /// <summary>Nothing was sent: the place is free at once.</summary>
        internal void GiveBack() => Interlocked.Exchange(ref _log, null)?.Return(wasUsed: false);
    }

    private sealed class Waiter(int limit)
    {
        internal int Limit { get; } = limit;

        internal TaskCompletionSource<Place> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
