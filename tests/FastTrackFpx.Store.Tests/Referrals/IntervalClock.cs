namespace FastTrackFpx.Store.Tests.Referrals;

/// <summary>The system's clock, except that a wait of one length ends when the test says so.</summary>
internal sealed class IntervalClock(TimeSpan interval) : TimeProvider
{
    private readonly SemaphoreSlim _armed = new(0);
    private Action? _fire;

    internal Task ArmedAsync() => _armed.WaitAsync();

    internal void Fire() => Interlocked.Exchange(ref _fire, null)!();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != interval) return base.CreateTimer(callback, state, dueTime, period);
        _fire = () => callback(state);
        _armed.Release();
        return base.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
