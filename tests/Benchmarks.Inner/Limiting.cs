using BenchmarkDotNet.Attributes;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Benchmarks.Inner;

/// <summary>Taking a permit while there are some, and giving it back.</summary>
public class Limiting
{
    private readonly MemoryPermits _permits = new(TimeProvider.System);

    /// <summary>At once.</summary>
    [Benchmark]
    public bool Attempt()
    {
        using Permit? permit = _permits.TryAcquire(int.MaxValue, wider: null);
        return permit is not null;
    }

    /// <summary>By waiting, which takes no time here.</summary>
    [Benchmark]
    public bool Acquire()
    {
        using Permit permit = _permits.AcquireAsync(int.MaxValue, wider: null, CancellationToken.None).GetAwaiter().GetResult();
        return permit.IsAcquired;
    }
}
