using System;
using System.Threading;

namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>
/// A clock on which nobody has to wait: whoever sets out to wait moves it on to the end of that wait. Limits of time that lie in between run out on
/// the way, as they would.
/// </summary>
public sealed class HastyClock : TimeProvider
{
    private readonly FakeClock _time;

    private HastyClock(FakeClock time) => _time = time;

    /// <summary>Whether waits on this view of the clock move it on; else they end when somebody else's do.</summary>
    public bool MovesOn { get; set; } = true;

    public DateTimeOffset Now => _time.Now;

    public override long TimestampFrequency => _time.TimestampFrequency;

    public static HastyClock StartingNow() => new(new FakeClock(DateTimeOffset.UtcNow));

    /// <summary>The same time on another clock: who goes by it shares neither limiter nor circuit breaker with others.</summary>
    public HastyClock Another() => new(_time);

    public void Advance(TimeSpan by) => _time.Advance(by);

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    public override long GetTimestamp() => _time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // A limit is nobody's wait.
        if (state is CancellationTokenSource) return _time.CreateTimer(callback, state, dueTime, period);
        var timer = new HastyTimer(this, _time.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class HastyTimer(HastyClock clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool changed = timer.Change(dueTime, period);
            if (clock.MovesOn && dueTime != Timeout.InfiniteTimeSpan) ThreadPool.QueueUserWorkItem(_ => clock.Advance(dueTime));
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public System.Threading.Tasks.ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
