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
    private long granted;

    internal CallLimiter(SendLog log, int limit)
    {
        this.log = log;
        this.limit = limit;
    }

    /// <summary>How many calls could go out at once now.</summary>
    internal int PlacesLeft => log.PlacesLeft(limit);

    /// <summary>About how long a call would wait that asked now.</summary>
    internal TimeSpan ExpectedWait => log.ExpectedWait(limit);

    /// <inheritdoc/>
    public override TimeSpan? IdleDuration => null;

    /// <summary>Lets nobody of this identity go for a while.</summary>
    internal void Hold(TimeSpan duration) => log.Hold(duration);

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
        return log.TryTake(limit) is { } place ? Grant(place) : Lease.Refused;
    }

    /// <inheritdoc/>
    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        RequireOne(permitCount);
        return Grant(await log.TakeAsync(limit, cancellationToken).ConfigureAwait(false));
    }

    private static void RequireOne(int permitCount)
    {
        if (permitCount != 1) throw new ArgumentOutOfRangeException(nameof(permitCount), permitCount, "Calls go out one by one.");
    }

    private Lease Grant(SendLog.Place place)
    {
        Interlocked.Increment(ref granted);
        return new Lease(place);
    }

    private sealed class Lease(SendLog.Place? place) : RateLimitLease
    {
        internal static readonly Lease Refused = new(null);

        public override bool IsAcquired => place is not null;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) place?.Dispose();
        }
    }
}
