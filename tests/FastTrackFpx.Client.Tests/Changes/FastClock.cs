using System;
using System.Threading;
using System.Threading.Tasks;

namespace FastTrackFpx.Client.Tests.Changes;

/// <summary>
/// Real time, many times as fast: a limit of 600 calls a minute is no reason for a test to take minutes. Clocks of one start and factor agree, also
/// those of several processes.
/// </summary>
/// <param name="factor">How many times as fast.</param>
/// <param name="start">When it began to run ahead of real time; now where it is not given.</param>
internal sealed class FastClock(int factor = 100, DateTimeOffset? start = null) : TimeProvider
{
    private readonly DateTimeOffset _start = start ?? DateTimeOffset.UtcNow;

    public override long TimestampFrequency => System.TimestampFrequency / factor;

    public override DateTimeOffset GetUtcNow() => _start + ((DateTimeOffset.UtcNow - _start) * factor);

    public override long GetTimestamp() => System.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, Real(dueTime), Real(period)), Real);

    private TimeSpan Real(TimeSpan time) => time > TimeSpan.Zero ? time / factor : time;

    private sealed class FastTimer(ITimer timer, Func<TimeSpan, TimeSpan> real) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(real(dueTime), real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
