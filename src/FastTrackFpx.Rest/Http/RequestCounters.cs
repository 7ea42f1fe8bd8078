
namespace FastTrackFpx.Rest.Http;

internal sealed class RequestCounters
{
    /// <summary>How much the newest answer counts for in the average: one slow answer is no slow service.</summary>
    private const int Smoothing = 8;

    private const long Unknown = -1;

    private long _callsMade;
    private long _retries;
    private long _throttled;
    private long _timeouts;
    private long _waitedTicks;
    private int _responses;
    private long _skewTicks = long.MinValue;
    private long _latencyTicks = Unknown;

    /// <summary>Whether the service has ever answered here: an outage is told from a wrong address by it.</summary>
    internal bool WasReached => Volatile.Read(ref _responses) > 0;

    /// <summary>The service's clock minus ours, by the last answer that told; null as long as none did.</summary>
    internal TimeSpan? ClockSkew
    {
        get
        {
            long ticks = Interlocked.Read(ref _skewTicks);
            return ticks == long.MinValue ? null : TimeSpan.FromTicks(ticks);
        }
    }

    /// <summary>How long answers take lately, from sending the request to the answer's end; null as long as none came.</summary>
    internal TimeSpan? Latency
    {
        get
        {
            long ticks = Interlocked.Read(ref _latencyTicks);
            return ticks == Unknown ? null : TimeSpan.FromTicks(ticks);
        }
    }

    internal void CountClock(TimeSpan skew) => Interlocked.Exchange(ref _skewTicks, skew.Ticks);

    internal void CountAttempt(int number)
    {
        Interlocked.Increment(ref _callsMade);
        if (number > 1) Interlocked.Increment(ref _retries);
    }

    internal void CountResponse(int statusCode)
    {
        Volatile.Write(ref _responses, 1);
        if (statusCode == 429) Interlocked.Increment(ref _throttled);
    }

    internal void CountLatency(TimeSpan elapsed)
    {
        long known, next;
        do
        {
            known = Interlocked.Read(ref _latencyTicks);
            next = known == Unknown ? elapsed.Ticks : known + ((elapsed.Ticks - known) / Smoothing);
        }
        while (Interlocked.CompareExchange(ref _latencyTicks, next, known) != known);
    }

    internal void CountTimeout() => Interlocked.Increment(ref _timeouts);

    internal void CountWait(TimeSpan waited) => Interlocked.Add(ref _waitedTicks, waited.Ticks);

    internal RequestStatistics Snapshot(int callsLeft) => new()
    {
        CallsMade = Interlocked.Read(ref _callsMade),
        Retries = Interlocked.Read(ref _retries),
        Throttled = Interlocked.Read(ref _throttled),
        Timeouts = Interlocked.Read(ref _timeouts),
        Waited = TimeSpan.FromTicks(Interlocked.Read(ref _waitedTicks)),
        CallsLeft = callsLeft,
        Latency = Latency,
    };
}
