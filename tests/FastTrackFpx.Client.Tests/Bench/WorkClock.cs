using System;
using System.Threading;
using System.Threading.Tasks;

namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>
/// A clock that moves on when everybody who is at work waits, and not before: work takes no time by it, and waits take just as long as they should.
/// </summary>
internal sealed class WorkClock : TimeProvider
{
    private readonly TestClock _time = new(DateTimeOffset.UtcNow);
    private Func<int> _waiting = () => 0;
    private int _delays;
    private int _workers;
    private int _moving;

    /// <summary>The same time for a service, whose timers are nobody's wait.</summary>
    public TimeProvider OfService => _time;

    public DateTimeOffset Now => _time.Now;

    public override long TimestampFrequency => _time.TimestampFrequency;

    private bool IsIdle => Volatile.Read(ref _workers) is > 0 and var workers && Volatile.Read(ref _delays) + _waiting() >= workers;

    /// <summary>From now on that many are at work.</summary>
    /// <param name="workers">How many.</param>
    /// <param name="waiting">How many of them wait without a delay of their own.</param>
    public void Begin(int workers, Func<int> waiting)
    {
        _waiting = waiting;
        Volatile.Write(ref _workers, workers);
    }

    /// <summary>One of them has gone home.</summary>
    public void End()
    {
        Interlocked.Decrement(ref _workers);
        Look();
    }

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    public override long GetTimestamp() => _time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // A limit is nobody's wait.
        if (state is CancellationTokenSource) return _time.CreateTimer(callback, state, dueTime, period);
        return state is Task ? new Delay(this, callback, state, dueTime) : new Alarm(this, _time.CreateTimer(callback, state, dueTime, period));
    }

    private void Look()
    {
        if (IsIdle && Interlocked.Exchange(ref _moving, 1) == 0) ThreadPool.QueueUserWorkItem(_ => Move());
    }

    private void Move()
    {
        do
        {
            while (IsIdle && _time.AdvanceToNextTimer() is not null)
            {
            }

            Volatile.Write(ref _moving, 0);
        }
        while (IsIdle && Interlocked.Exchange(ref _moving, 1) == 0);
    }

    /// <summary>Somebody's wait.</summary>
    private sealed class Delay : ITimer
    {
        private readonly WorkClock _clock;
        private readonly ITimer _timer;
        private int _over;

        public Delay(WorkClock clock, TimerCallback callback, object? state, TimeSpan dueTime)
        {
            _clock = clock;
            Interlocked.Increment(ref clock._delays);
            _timer = clock._time.CreateTimer(
                _ =>
                {
                    Over();
                    callback(state);
                },
                null,
                dueTime,
                Timeout.InfiniteTimeSpan);
            clock.Look();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => _timer.Change(dueTime, period);

        public void Dispose()
        {
            Over();
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Over()
        {
            if (Interlocked.Exchange(ref _over, 1) == 0) Interlocked.Decrement(ref _clock._delays);
        }
    }

    /// <summary>A timer for others: whoever sets it may have sent somebody to wait.</summary>
    private sealed class Alarm(WorkClock clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool changed = timer.Change(dueTime, period);
            clock.Look();
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
