using System;
using System.Threading;
using System.Threading.Tasks;

namespace FastTrackFpx.Tests.Shared;

/// <summary>
/// A clock on which nobody has to wait: whoever sets out to wait moves it on to the end of that wait. Limits of time that lie in between run out on
/// the way, as they would.
/// </summary>
public sealed class HastyClock : TimeProvider
{
    private readonly Shared _shared;

    private HastyClock(Shared shared) => _shared = shared;

    /// <summary>Whether waits on this view of the clock move it on; else they end when somebody else's do.</summary>
    public bool MovesOn { get; set; } = true;

    public DateTimeOffset Now => _shared.Time.Now;

    public override long TimestampFrequency => _shared.Time.TimestampFrequency;

    public static HastyClock StartingNow() => new(new Shared());

    /// <summary>The same time on another clock: who goes by it shares neither limiter nor circuit breaker with others.</summary>
    public HastyClock Another() => new(_shared);

    /// <summary>From now on waits last, until <see cref="Release"/>.</summary>
    public void Hold() => _shared.Released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _shared.Released.TrySetResult();

    public void Advance(TimeSpan by)
    {
        // One move at a time: what a timer does on the way is done before anybody else's time goes on.
        lock (_shared) _shared.Time.Advance(by);
    }

    public override DateTimeOffset GetUtcNow() => _shared.Time.GetUtcNow();

    public override long GetTimestamp() => _shared.Time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // A limit is nobody's wait.
        if (state is CancellationTokenSource) return _shared.Time.CreateTimer(callback, state, dueTime, period);
        var timer = new HastyTimer(this, _shared.Time.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        timer.Change(dueTime, period);
        return timer;
    }

    private async Task MoveAsync(TimeSpan by)
    {
        await Task.Yield();
        await _shared.Released.Task;
        Advance(by);
    }

    private sealed class HastyTimer(HastyClock clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool changed = timer.Change(dueTime, period);
            if (clock.MovesOn && dueTime != Timeout.InfiniteTimeSpan) _ = clock.MoveAsync(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }

    private sealed class Shared
    {
        public Shared() => Released.SetResult();

        public TestClock Time { get; } = new(DateTimeOffset.UtcNow);

        public volatile TaskCompletionSource Released = new();
    }
}
