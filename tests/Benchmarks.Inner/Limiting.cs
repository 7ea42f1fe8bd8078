using System.Threading.RateLimiting;
using BenchmarkDotNet.Attributes;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Benchmarks.Inner;

/// <summary>Taking a permit while there are some, and giving it back.</summary>
public class Limiting
{
    private readonly PermitLimiter _limiter = new(new MemoryPermits(TimeProvider.System), int.MaxValue, TimeProvider.System);

    /// <summary>At once.</summary>
    [Benchmark]
    public bool Attempt()
    {
        using RateLimitLease lease = _limiter.AttemptAcquire();
        return lease.IsAcquired;
    }

    /// <summary>By waiting, which takes no time here.</summary>
    [Benchmark]
    public bool Acquire()
    {
        using RateLimitLease lease = _limiter.AcquireAsync(1, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return lease.IsAcquired;
    }
}
