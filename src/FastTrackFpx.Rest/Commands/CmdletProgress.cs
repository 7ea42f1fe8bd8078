using System.Diagnostics;

namespace FastTrackFpx.Rest.Commands;

internal sealed class CmdletProgress(string activity)
{
    private const int ActivityId = 0x467078;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly object _gate = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _shownAt;
    private bool _shown;
    private long _done;
    private long _total = -1;
    private volatile string? _steps;
    private volatile string? _step;
    private string? _waitReason;
    private TimeSpan _waitEnds;
    private TimeSpan _warnedUntil;

    internal void Expect(long? total) => Interlocked.Exchange(ref _total, total ?? -1);

    /// <summary>Records were written. If the work counts steps, those count instead.</summary>
    internal void RecordsWritten(int count)
    {
        if (_steps is null) Interlocked.Add(ref _done, count);
    }

    /// <summary>From now on steps of the work are counted, not records.</summary>
    internal void CountSteps(string steps) => _steps = steps;

    internal void StepDone() => Interlocked.Increment(ref _done);

    internal void Doing(string step) => _step = step;

    internal void Waiting(string reason, TimeSpan duration)
    {
        lock (_gate)
        {
            TimeSpan end = _clock.Elapsed + duration;
            if (_waitEnds <= _clock.Elapsed || end > _waitEnds) (_waitReason, _waitEnds) = (reason, end);
        }
    }

    /// <summary>True if a wait deserves a warning: requests in flight together wait for the same reason, and one warning is enough.</summary>
    internal bool IsWorthWarning(TimeSpan duration, TimeSpan worth)
    {
        lock (_gate)
        {
            TimeSpan now = _clock.Elapsed;
            TimeSpan known = _warnedUntil > now ? _warnedUntil - now : TimeSpan.Zero;
            if (duration <= known + worth) return false;
            _warnedUntil = now + duration;
            return true;
        }
    }

    internal ProgressRecord? Next()
    {
        lock (_gate)
        {
            TimeSpan now = _clock.Elapsed;
            if (now < Quiet || (_shown && now - _shownAt < Interval)) return null;
            _shown = true;
            _shownAt = now;
            return Describe(now);
        }
    }

    internal ProgressRecord? Last()
    {
        lock (_gate)
        {
            if (!_shown) return null;
            _shown = false;
            return new ProgressRecord(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed };
        }
    }

    private ProgressRecord Describe(TimeSpan now)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        string steps = _steps ?? "records";
        (long done, long total) = (Interlocked.Read(ref _done), Interlocked.Read(ref _total));
        string status = total >= 0 ? string.Format(culture, "{0:N0} of {1:N0} {2}", done, total, steps) : string.Format(culture, "{0:N0} {1}", done, steps);
        if (_waitReason is not null && _waitEnds > now)
            status += string.Format(culture, ", waiting {0:0} s ({1})", Math.Ceiling((_waitEnds - now).TotalSeconds), _waitReason);

        var record = new ProgressRecord(ActivityId, activity, status);
        if (_step is not null) record.CurrentOperation = _step;
        if (total > 0)
        {
            record.PercentComplete = (int)Math.Min(100, 100 * done / total);
            if (done > 0 && done <= total) record.SecondsRemaining = (int)Math.Min(int.MaxValue, now.TotalSeconds * (total - done) / done);
        }

        return record;
    }
}
