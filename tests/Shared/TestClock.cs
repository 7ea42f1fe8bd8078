using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace FastTrackFpx.Tests.Shared;

/// <summary>A <see cref="FakeTimeProvider"/> that stops at each timer on its way, so that a timer sees its own time, and that tells when somebody waits.</summary>
public sealed class TestClock(DateTimeOffset? start = null) : FakeTimeProvider(start ?? new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero))
{
    private readonly object _moving = new();
    private readonly object _gate = new();
    private readonly List<WatchedTimer> _timers = [];
    private readonly List<(TimeSpan Within, TaskCompletionSource Armed)> _watchers = [];

    public DateTimeOffset Now => GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchedTimer(this);
        timer.Inner = base.CreateTimer(
            given =>
            {
                timer.Rearm();
                callback(given);
            },
            state,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        lock (_gate) _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on, stopping at every timer on the way.</summary>
    public new void Advance(TimeSpan by)
    {
        DateTimeOffset end = Now + by;
        while (NextDue(end) is { } due) MoveTo(due);
        MoveTo(end);
    }

    /// <summary>Moves to the next timer, if one is set, and returns how far that was.</summary>
    public TimeSpan? AdvanceToNextTimer()
    {
        DateTimeOffset before = Now;
        if (NextDue(DateTimeOffset.MaxValue) is not { } due) return null;
        MoveTo(due);
        return Now - before;
    }

    /// <summary>Ends when somebody waits for a moment that is no further away than that.</summary>
    public Task UntilSomebodyWaitsAsync(TimeSpan within)
    {
        var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate) _watchers.Add((within, armed));
        NotifyWatchers();
        return armed.Task;
    }

    private DateTimeOffset? NextDue(DateTimeOffset end)
    {
        lock (_gate) return _timers.Select(timer => timer.Due).Where(due => due <= end).Min();
    }

    /// <summary>Moves to a time, unless somebody else has moved further meanwhile.</summary>
    private void MoveTo(DateTimeOffset time)
    {
        lock (_moving)
        {
            if (time > Now) SetUtcNow(time);
        }
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

    private sealed class WatchedTimer(TestClock clock) : ITimer
    {
        private TimeSpan _period;

        public ITimer Inner { get; set; } = null!;

        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.Now + dueTime;
                _period = period;
            }

            bool changed = Inner.Change(dueTime, period);
            clock.NotifyWatchers();
            return changed;
        }

        public void Rearm()
        {
            lock (clock._gate) Due = _period > TimeSpan.Zero ? clock.Now + _period : null;
        }

        public void Dispose()
        {
            lock (clock._gate) clock._timers.Remove(this);
            Inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
