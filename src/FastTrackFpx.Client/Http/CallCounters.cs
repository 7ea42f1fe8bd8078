using System;
using System.Threading;

namespace FastTrackFpx.Client.Http;

/// <summary>What a connection has done so far.</summary>
internal sealed class CallCounters
{
    private long callsMade;
    private long retries;
    private long throttled;
    private long timeouts;
    private long waitedTicks;
    private int answers;
    private long skewTicks = long.MinValue;

    /// <summary>Whether the service has ever answered here: an outage is told from a wrong address by it.</summary>
    internal bool WasAnswered => Volatile.Read(ref answers) > 0;

    /// <summary>The service's clock minus ours, by the last answer that told; null as long as none did.</summary>
    internal TimeSpan? ClockSkew
    {
        get
        {
            long ticks = Interlocked.Read(ref skewTicks);
            return ticks == long.MinValue ? null : TimeSpan.FromTicks(ticks);
        }
    }

    internal void CountClock(TimeSpan skew) => Interlocked.Exchange(ref skewTicks, skew.Ticks);

    internal void CountTry(int number)
    {
        Interlocked.Increment(ref callsMade);
        if (number > 1) Interlocked.Increment(ref retries);
    }

    internal void CountAnswer(int statusCode)
    {
        Volatile.Write(ref answers, 1);
        if (statusCode == 429) Interlocked.Increment(ref throttled);
    }

    internal void CountTimeout() => Interlocked.Increment(ref timeouts);

    internal void CountWait(TimeSpan waited) => Interlocked.Add(ref waitedTicks, waited.Ticks);

    internal CallStatistics Snapshot(int callsLeft) => new()
    {
        CallsMade = Interlocked.Read(ref callsMade),
        Retries = Interlocked.Read(ref retries),
        Throttled = Interlocked.Read(ref throttled),
        Timeouts = Interlocked.Read(ref timeouts),
        Waited = TimeSpan.FromTicks(Interlocked.Read(ref waitedTicks)),
        CallsLeft = callsLeft,
    };
}
