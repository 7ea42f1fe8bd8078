namespace FastTrackFpx.Planning;

/// <summary>
/// When calls that follow each other would end. The limiter lets go at once what the limit leaves room for, and each further call sixty seconds after the one
/// that many calls before it: calls come in waves of a minute, unless answers take longer than that.
/// </summary>
internal sealed class PlanClock
{
    /// <summary>Seconds that a wave lasts at least.</summary>
    private const double Window = 60;

    private readonly PlanPace _pace;
    private long _room;
    private double _waveBegan;
    private double _now;
    private double _waited;

    internal PlanClock(PlanPace pace)
    {
        if (pace.RequestsPerMinute < 1) throw new ArgumentOutOfRangeException(nameof(pace), pace.RequestsPerMinute, "A limit lets at least one call go.");
        _pace = pace;
        _room = Math.Max(0, Math.Min(pace.CallsLeft ?? pace.RequestsPerMinute, pace.RequestsPerMinute));
    }

    /// <summary>How long everything takes that was added so far, in whole seconds: more would be more than anybody knows beforehand.</summary>
    internal TimeSpan Elapsed => _now < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(Math.Ceiling(Math.Round(_now, 3))) : TimeSpan.MaxValue;

    /// <summary>What decides it.</summary>
    internal FpxPlanBound BoundBy => _waited > 0 ? FpxPlanBound.RateLimit : FpxPlanBound.Latency;

    /// <summary>Adds calls after those before them.</summary>
    /// <param name="calls">How many.</param>
    /// <param name="underWay">How many of them are under way at a time.</param>
    internal void Add(long calls, int underWay)
    {
        double each = _pace.Latency.TotalSeconds / underWay;
        long first = Math.Min(calls, _room);
        Pass(first, each);
        long rest = calls - first;
        if (rest == 0) return;
        int limit = _pace.RequestsPerMinute;
        WaitUntil(_waveBegan + Window);
        long waves = (rest - 1) / limit;
        double working = limit * each;
        _waited += waves * Math.Max(0, Window - working);
        _now += waves * Math.Max(Window, working);
        (_waveBegan, _room) = (_now, limit);
        Pass(rest - (waves * limit), each);
    }

    private void Pass(long calls, double each)
    {
        _now += calls * each;
        _room -= calls;
    }

    private void WaitUntil(double moment)
    {
        if (moment <= _now) return;
        _waited += moment - _now;
        _now = moment;
    }
}
