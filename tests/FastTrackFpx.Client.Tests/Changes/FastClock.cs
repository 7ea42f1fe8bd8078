using System;
using System.Threading;

namespace FastTrackFpx.Client.Tests.Changes;

/// <summary>Real time, a hundred times as fast: a limit of 600 calls a minute is no reason for a test to take minutes.</summary>
internal sealed class FastClock : TimeProvider
{
    private const int Factor = 100;
    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;
    private readonly long _began = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency / Factor;

    public override DateTimeOffset GetUtcNow() => _start + (System.GetElapsedTime(_began) * Factor);

    public override long GetTimestamp() => System.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / Factor : dueTime, period > TimeSpan.Zero ? period / Factor : period);
}
