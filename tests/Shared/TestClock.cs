using Microsoft.Extensions.Time.Testing;

namespace FastTrackFpx.Tests.Shared;

/// <summary>
/// A <see cref="FakeTimeProvider"/> that stops at each timer on its way, so that a timer sees its own time. A test moves it, or it moves by itself: at each
/// wait (<see cref="MovesOn"/>), or whenever all workers wait (<see cref="MoveOnWhen"/>).
/// </summary>
public sealed class TestClock : FakeTimeProvider
{
    private readonly TestClock _source;
    private readonly object _moving = new();
    private readonly object _gate = new();
    private readonly List<WatchedTimer> _timers = [];
    private readonly List<(TimeSpan Within, TaskCompletionSource Armed)> _watchers = [];
    private readonly List<TimeSpan> _pauses = [];
    private volatile TaskCompletionSource _released = new();

    public TestClock(DateTimeOffset? start = null)
        : base(start ?? new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero))
    {
        _source = this;
        _released.SetResult();
    }

    private TestClock(TestClock source) : base(source.Now) => _source = source;

    /// <summary>The time. A test may set it, also to an earlier time; no time passes then.</summary>
    public DateTimeOffset Now { get => GetUtcNow(); set => AdjustTime(value); }

    /// <summary>True if whoever sets out to wait moves the clock to the end of that wait. Timeouts on the way run out, as they would.</summary>
    public bool MovesOn { get; set; }

    public IReadOnlyList<TimeSpan> Pauses { get { lock (_source._gate) return [.. _pauses]; } }

    /// <summary>How many waits are in progress on this view of the clock.</summary>
    public int Waiting { get { lock (_source._gate) return _source._timers.Count(timer => timer.Due is not null && timer.IsWaitOf(this)); } }

    /// <summary>A clock that starts now and on which nobody has to wait.</summary>
    public static TestClock WithoutWaits() => new(DateTimeOffset.UtcNow) { MovesOn = true };

    /// <summary>The same time for somebody who shares neither permits nor circuit breaker with others.</summary>
    public TestClock Another() => new(_source) { MovesOn = MovesOn };

    /// <summary>From now on the clock does not move by itself, until <see cref="Release"/>.</summary>
    public void Hold() => _source._released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _source._released.TrySetResult();

    public override DateTimeOffset GetUtcNow() => ReferenceEquals(_source, this) ? base.GetUtcNow() : _source.GetUtcNow();

    public override long GetTimestamp() => ReferenceEquals(_source, this) ? base.GetTimestamp() : _source.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchedTimer(this, state);
        timer.Inner = _source.CreateInner(
            given =>
            {
                timer.Rearm();
                callback(given);
            },
            state);
        lock (_source._gate) _source._timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    public new void Advance(TimeSpan by)
    {
        // One move at a time: what a timer does on the way is done before the time goes on.
        lock (_source._moving) _source.MoveThrough(Now + by);
    }

    /// <summary>Moves on from wherever the caller is: what follows a wait may run inside its timer, and no other timer ends before that one has returned.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        await Task.Yield();
        Advance(by);
    }

    /// <summary>Moves to the next timer, if one is set, and returns how far that was.</summary>
    public TimeSpan? AdvanceToNextTimer()
    {
        DateTimeOffset before = Now;
        if (_source.NextDue(DateTimeOffset.MaxValue) is not { } due) return null;
        _source.MoveTo(due);
        return Now - before;
    }

    /// <summary>Moves from timer to timer whenever nobody has anything to do but wait, until it is disposed of: work takes no time, and waits take as long as they should.</summary>
    public IDisposable MoveOnWhen(Func<bool> isIdle)
    {
        var pump = new Pump();
        _ = PumpAsync();
        return pump;

        async Task PumpAsync()
        {
            while (await pump.WaitForNextTickAsync())
            {
                while (!pump.IsDisposed && isIdle() && AdvanceToNextTimer() is not null)
                {
                }
            }
        }
    }

    /// <summary>Ends when somebody waits for a moment that is no further away than that.</summary>
    public Task UntilSomebodyWaitsAsync(TimeSpan within)
    {
        var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_source._gate) _source._watchers.Add((within, armed));
        _source.NotifyWatchers();
        return armed.Task;
    }

    private ITimer CreateInner(TimerCallback callback, object? state) => base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private DateTimeOffset? NextDue(DateTimeOffset end)
    {
        // A timer that was set while the time moved is due a little later than it says.
        DateTimeOffset now = Now;
        lock (_gate) return _timers.Select(timer => timer.Due).Where(due => due > now && due <= end).Min();
    }

    private void MoveThrough(DateTimeOffset end)
    {
        while (NextDue(end) is { } due) MoveTo(due);
        MoveTo(end);
    }

    /// <summary>Moves to a time, unless somebody else has moved further meanwhile.</summary>
    private void MoveTo(DateTimeOffset time)
    {
        lock (_moving)
        {
            if (time > Now) SetUtcNow(time);
        }
    }

    private async Task MoveOnAsync(DateTimeOffset end)
    {
        // Whoever asked for the timer is not ready for it yet.
        await Task.Yield();
        await _released.Task;
        lock (_moving) MoveThrough(end);
    }

    private void NotifyWatchers()
    {
        lock (_gate)
        {
            foreach ((TimeSpan within, TaskCompletionSource armed) in _watchers.ToList())
            {
                if (!_timers.Any(timer => timer.Due <= Now + within)) continue;
                _watchers.Remove((within, armed));
                armed.SetResult();
            }
        }
    }

    private sealed class Pump : IDisposable
    {
        private readonly PeriodicTimer _ticks = new(TimeSpan.FromMilliseconds(1));

        public bool IsDisposed { get; private set; }

        public ValueTask<bool> WaitForNextTickAsync() => _ticks.WaitForNextTickAsync();

        public void Dispose()
        {
            IsDisposed = true;
            _ticks.Dispose();
        }
    }

    private sealed class WatchedTimer(TestClock clock, object? state) : ITimer
    {
        private TimeSpan _period;

        public ITimer Inner { get; set; } = null!;
        public DateTimeOffset? Due { get; private set; }

        /// <summary>A delay; other timers are limits, or somebody's who has sent others to wait.</summary>
        public bool IsWaitOf(TestClock view) => state is Task && ReferenceEquals(view, clock);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool isWait = state is not CancellationTokenSource && dueTime > TimeSpan.Zero;
            DateTimeOffset? due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.Now + dueTime;
            lock (clock._source._gate)
            {
                Due = due;
                _period = period;
                if (isWait) clock._pauses.Add(dueTime);
            }

            bool changed = Inner.Change(dueTime, period);
            // If the time moved meanwhile, the timer ends later than was noted, and nobody would move on to a moment that has passed.
            lock (clock._source._gate)
            {
                if (Due is not null && Due == due) Due = clock.Now + dueTime;
            }

            clock._source.NotifyWatchers();
            if (isWait && clock.MovesOn) _ = clock._source.MoveOnAsync(clock.Now + dueTime);
            return changed;
        }

        public void Rearm()
        {
            lock (clock._source._gate) Due = _period > TimeSpan.Zero ? clock.Now + _period : null;
        }

        public void Dispose()
        {
            lock (clock._source._gate) clock._source._timers.Remove(this);
            Inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
