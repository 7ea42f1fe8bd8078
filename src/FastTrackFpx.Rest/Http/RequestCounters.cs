namespace FastTrackFpx.Rest.Http;

internal sealed class RequestCounters(PermitLimiter limiter)
{
    /// <summary>The weight of the newest response in the average: one slow response does not make a slow service.</summary>
    private const int Smoothing = 8;

    private const long Unknown = long.MinValue;

    private long _callsMade;
    private long _retries;
    private long _throttled;
    private long _timeouts;
    private long _waitedTicks;
    private int _responses;
    private long _skewTicks = Unknown;
    private long _latencyTicks = Unknown;

    internal long CallsMade => Interlocked.Read(ref _callsMade);

    internal int CallsLeft => limiter.PermitsLeft;

    internal long Retries => Interlocked.Read(ref _retries);

    internal long Throttled => Interlocked.Read(ref _throttled);

    internal long Timeouts => Interlocked.Read(ref _timeouts);

    internal TimeSpan Waited => TimeSpan.FromTicks(Interlocked.Read(ref _waitedTicks));

    /// <summary>True if the service has ever responded, so that a failure is an outage and not a wrong address.</summary>
    internal bool WasReached => Volatile.Read(ref _responses) > 0;

    /// <summary>The service's clock minus ours, by its last response; null before that.</summary>
    internal TimeSpan? ClockSkew => TimeOf(ref _skewTicks);

    /// <summary>The recent time from sending a request to the end of its response; null before the first response.</summary>
    internal TimeSpan? Latency => TimeOf(ref _latencyTicks);

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

    private static TimeSpan? TimeOf(ref long ticks) => Interlocked.Read(ref ticks) is var known and not Unknown ? TimeSpan.FromTicks(known) : null;
}
