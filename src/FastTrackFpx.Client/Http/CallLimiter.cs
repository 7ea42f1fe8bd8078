using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.RateLimiting;
using System.Threading.Tasks;

namespace FastTrackFpx.Client.Http;

/// <summary>One session's view of the <see cref="SendLog"/> it shares with others of its identity.</summary>
internal sealed class CallLimiter : RateLimiter
{
    private readonly SendLog log;
    private readonly int limit;
    private volatile MachineBudget? machine;
    private long granted;

    /// <param name="log">The calls of this process.</param>
    /// <param name="limit">Calls in any 60 seconds.</param>
    /// <param name="machine">The calls of this machine, where its processes keep to the limit together.</param>
    internal CallLimiter(SendLog log, int limit, MachineBudget? machine = null)
    {
        this.machine = machine;
        this.log = log;
        this.limit = limit;
    }

    /// <summary>How many calls could go out at once now.</summary>
    internal int PlacesLeft => machine is { } shared ? Math.Min(log.PlacesLeft(limit), shared.PlacesLeft(limit)) : log.PlacesLeft(limit);

    /// <summary>About how long a call would wait that asked now.</summary>
    internal TimeSpan ExpectedWait
    {
        get
        {
            TimeSpan own = log.ExpectedWait(limit);
            TimeSpan others = machine?.ExpectedWait(limit) ?? TimeSpan.Zero;
            return own > others ? own : others;
        }
    }

    /// <inheritdoc/>
    public override TimeSpan? IdleDuration => null;

    /// <summary>Lets nobody of this identity go for a while.</summary>
    internal void Hold(TimeSpan duration)
    {
        log.Hold(duration);
        machine?.Hold(duration);
    }

    /// <summary>Goes on under another identity's budget of this machine; the process's own log stays.</summary>
    internal void Follow(MachineBudget next) => machine = next;

    /// <inheritdoc/>
    public override RateLimiterStatistics GetStatistics() => new()
    {
        CurrentAvailablePermits = PlacesLeft,
        TotalSuccessfulLeases = Interlocked.Read(ref granted),
    };

    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        RequireOne(permitCount);
        if (log.TryTake(limit) is not { } place) return Lease.Refused;
        MachineBudget.Place? shared = null;
        if (machine is not { } budget) return Grant(place, shared);
        try
        {
            shared = budget.TryTake(limit);
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
        SendLog.Place place = await log.TakeAsync(limit, cancellationToken).ConfigureAwait(false);
        MachineBudget.Place? shared = null;
        if (machine is not { } budget) return Grant(place, shared);
        try
        {
            shared = await budget.TakeAsync(limit, cancellationToken).ConfigureAwait(false);
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

    private Lease Grant(SendLog.Place place, MachineBudget.Place? shared)
    {
        Interlocked.Increment(ref granted);
        return new Lease(place, shared);
    }

    private sealed class Lease(SendLog.Place? place, MachineBudget.Place? shared) : RateLimitLease
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
