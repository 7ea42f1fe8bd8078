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
    private long? _total;
    private string? _steps;
    private string? _step;
    private string? _waitReason;
    private TimeSpan _waitEnds;
    private TimeSpan _warnedUntil;

    internal void Expect(long? total)
    {
        lock (_gate) _total = total;
    }

    /// <summary>Records were written. If the work counts steps, those count instead.</summary>
    internal void RecordsWritten(int count)
    {
        lock (_gate)
        {
            if (_steps is null) _done += count;
        }
    }

    /// <summary>From now on steps of the work are counted, not records.</summary>
    internal void CountSteps(string steps)
    {
        lock (_gate) _steps = steps;
    }

    internal void StepDone()
    {
        lock (_gate) _done++;
    }

    internal void Doing(string step)
    {
        lock (_gate) _step = step;
    }

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
        string status = _total is { } total ? string.Format(culture, "{0:N0} of {1:N0} {2}", _done, total, steps) : string.Format(culture, "{0:N0} {1}", _done, steps);
        if (_waitReason is not null && _waitEnds > now)
            status += string.Format(culture, ", waiting {0:0} s ({1})", Math.Ceiling((_waitEnds - now).TotalSeconds), _waitReason);

        var record = new ProgressRecord(ActivityId, activity, status);
        if (_step is not null) record.CurrentOperation = _step;
        if (_total is > 0)
        {
            record.PercentComplete = (int)Math.Min(100, 100 * _done / _total.Value);
            if (_done > 0 && _done <= _total)
                record.SecondsRemaining = (int)Math.Min(int.MaxValue, now.TotalSeconds * (_total.Value - _done) / _done);
        }

        return record;
    }
}
