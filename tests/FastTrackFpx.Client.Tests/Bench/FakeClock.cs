using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>A clock that stands still until it is told to move; timers fire in their order on the way.</summary>
public sealed class FakeClock(DateTimeOffset? start = null) : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private readonly List<(TimeSpan Within, TaskCompletionSource Armed)> _watchers = [];
    private DateTimeOffset _now = start ?? new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public DateTimeOffset Now
    {
        get { lock (_gate) return _now; }
    }

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, () => callback(state));
        lock (_gate) _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on, stopping at every timer on the way.</summary>
    public void Advance(TimeSpan by)
    {
        DateTimeOffset end = Now + by;
        while (Next(end) is { } timer) timer.Fire();
        // Somebody else may have moved it further meanwhile.
        lock (_gate) _now = end > _now ? end : _now;
    }

    /// <summary>Ends when somebody waits for a moment that is no further away than that.</summary>
    public Task UntilSomebodyWaitsAsync(TimeSpan within)
    {
        lock (_gate)
        {
            var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((within, armed));
            TellWatchers();
            return armed.Task;
        }
    }

    /// <summary>Moves to the next timer, if one is set; says how far that was.</summary>
    public TimeSpan? AdvanceToNextTimer()
    {
        DateTimeOffset before = Now;
        if (Next(DateTimeOffset.MaxValue) is not { } timer) return null;
        timer.Fire();
        return Now - before;
    }

    private void TellWatchers()
    {
        foreach ((TimeSpan within, TaskCompletionSource armed) in _watchers.ToList())
        {
            if (!_timers.Any(timer => timer.Due <= _now + within)) continue;
            _watchers.Remove((within, armed));
            armed.SetResult();
        }
    }

    private FakeTimer? Next(DateTimeOffset end)
    {
        lock (_gate)
        {
            FakeTimer? next = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (next?.Due > _now) _now = next.Due.Value;
            next?.Disarm();
            return next;
        }
    }

    private sealed class FakeTimer(FakeClock clock, Action callback) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            lock (clock._gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
                _period = newPeriod;
                clock.TellWatchers();
                return true;
            }
        }

        public void Disarm() => Due = _period > TimeSpan.Zero ? clock._now + _period : null;

        public void Fire() => callback();

        public void Dispose()
        {
            lock (clock._gate) clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
