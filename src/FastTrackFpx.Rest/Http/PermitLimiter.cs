using System.Threading.RateLimiting;

namespace FastTrackFpx.Rest.Http;

/// <summary>One session's view of the <see cref="PermitLog"/> it shares with all that call the same service.</summary>
internal sealed class PermitLimiter : RateLimiter
{
    private readonly PermitLog _log;
    private readonly int _limit;
    private readonly MachinePermits? _machine;
    private long _granted;

    /// <param name="log">The calls of this process.</param>
    /// <param name="limit">Calls in any 60 seconds.</param>
    /// <param name="machine">The calls of this machine, where its processes keep to the limit together.</param>
    internal PermitLimiter(PermitLog log, int limit, MachinePermits? machine = null)
    {
        _machine = machine;
        _log = log;
        _limit = limit;
    }

    /// <summary>How many calls could go out at once now.</summary>
    internal int PermitsLeft => _machine is { } shared ? Math.Min(_log.PermitsLeft(_limit), shared.PermitsLeft(_limit)) : _log.PermitsLeft(_limit);

    /// <summary>About how long a call would wait that asked now.</summary>
    internal TimeSpan ExpectedWait
    {
        get
        {
            TimeSpan own = _log.ExpectedWait(_limit);
            TimeSpan others = _machine?.ExpectedWait(_limit) ?? TimeSpan.Zero;
            return own > others ? own : others;
        }
    }

    /// <summary>Why calls wait, where it is not that those of this minute are used up.</summary>
    internal string? WaitCause => _machine is { IsRecovering: true } ? "the count that this machine's processes share was damaged and begins anew" : null;

    /// <inheritdoc/>
    public override TimeSpan? IdleDuration => null;

    /// <summary>Lets nobody go for a while who calls this service.</summary>
    internal void Hold(TimeSpan duration)
    {
        _log.Hold(duration);
        _machine?.Hold(duration);
    }

    /// <inheritdoc/>
    public override RateLimiterStatistics GetStatistics() => new()
    {
        CurrentAvailablePermits = PermitsLeft,
        TotalSuccessfulLeases = Interlocked.Read(ref _granted),
    };

    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        RequireOne(permitCount);
        if (_log.TryTake(_limit) is not { } place) return Lease.Refused;
        MachinePermits.Place? shared = null;
        if (_machine is not { } budget) return Grant(place, shared);
        try
        {
            shared = budget.TryTake(_limit);
        }
        finally
        {
            if (shared is null) place.GiveBack();
        }

        return shared is null ? Lease.Refused : Grant(place, shared);
    }

    /// <inheritdoc/>
    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        RequireOne(permitCount);
        PermitLog.Place place = await _log.TakeAsync(_limit, cancellationToken).ConfigureAwait(false);
        MachinePermits.Place? shared = null;
        if (_machine is not { } budget) return Grant(place, shared);
        try
        {
            shared = await budget.TakeAsync(_limit, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (shared is null) place.GiveBack();
        }

        return Grant(place, shared);
    }

    private static void RequireOne(int permitCount)
    {
        if (permitCount != 1) throw new ArgumentOutOfRangeException(nameof(permitCount), permitCount, "Calls go out one by one.");
    }

    private Lease Grant(PermitLog.Place place, MachinePermits.Place? shared)
    {
        Interlocked.Increment(ref _granted);
        return new Lease(place, shared);
    }

    private sealed class Lease(PermitLog.Place? place, MachinePermits.Place? shared) : RateLimitLease
    {
        internal static readonly Lease Refused = new(null, null);

        public override bool IsAcquired => place is not null;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (!disposing) return;
            place?.Dispose();
            shared?.Dispose();
        }
    }
}
