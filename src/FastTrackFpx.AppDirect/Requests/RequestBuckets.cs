using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Requests;

/// <summary>The limits that the document states for single operations: leaky buckets, one of each kind for a connection.</summary>
internal sealed class RequestBuckets(TimeProvider clock)
{
    private readonly Bucket _product = new(5, TimeSpan.FromSeconds(0.2));
    private readonly Bucket _order = new(20, TimeSpan.FromSeconds(0.25));
    private readonly Bucket _sync = new(20, TimeSpan.FromSeconds(0.1));

    /// <summary>Waits until the bucket has room for a request, and takes it.</summary>
    internal Task WaitAsync(RateBucket kind, CancellationToken cancellationToken) => kind switch
    {
        RateBucket.Product => _product.WaitAsync(clock, cancellationToken),
        RateBucket.Order => _order.WaitAsync(clock, cancellationToken),
        RateBucket.Sync => _sync.WaitAsync(clock, cancellationToken),
        _ => Task.CompletedTask,
    };

    /// <param name="size">Requests that may be sent at once.</param>
    /// <param name="leak">The time after which there is room for one more.</param>
    private sealed class Bucket(int size, TimeSpan leak)
    {
        private readonly object _gate = new();

        /// <summary>When the bucket would be empty.</summary>
        private DateTimeOffset _empty;

        internal Task WaitAsync(TimeProvider clock, CancellationToken cancellationToken)
        {
            TimeSpan wait;
            lock (_gate)
            {
                DateTimeOffset now = clock.GetUtcNow();
                if (_empty < now) _empty = now;
                _empty += leak;
                wait = _empty - now - TimeSpan.FromTicks(leak.Ticks * size);
            }

            return wait > TimeSpan.Zero ? Pause.ForAsync(wait, clock, cancellationToken) : Task.CompletedTask;
        }
    }
}
