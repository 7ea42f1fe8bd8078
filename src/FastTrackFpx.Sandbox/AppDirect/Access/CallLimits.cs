using System.Collections.Concurrent;
using FastTrackFpx.Sandbox.AppDirect.Description;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.AppDirect.Access;

/// <summary>The documented limits: products by caller and second, orders by a leaking bucket, synchronisation in total.</summary>
internal sealed class CallLimits(TimeProvider time)
{
    private const int Products = 5;
    private const int OrderBucket = 20;
    private const int OrderLeak = 4;
    private const int SyncCalls = 20;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Queue<DateTimeOffset>> _calls = new();
    private readonly ConcurrentDictionary<string, (double Level, DateTimeOffset At)> _buckets = new();

    /// <summary>Counts a request.</summary>
    /// <exception cref="Rejection">429; the response has Retry-After.</exception>
    public void Count(ApiOperation operation, Caller caller, ServiceResponse response)
    {
        TimeSpan wait = operation.Id switch
        {
            "getMarketplaceV1ProductsByApplicationId" => Window("product " + caller.Key, Products, Second),
            "getBillingV1OrdersByOrderId" => Leak("order " + caller.Key),
            _ when operation.Path.StartsWith("/sync/", StringComparison.Ordinal) => Window("sync", SyncCalls, 2 * Second),
            _ => TimeSpan.Zero,
        };
        if (wait <= TimeSpan.Zero) return;
        response.Headers["Retry-After"] = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
        throw new Rejection(429, "Too many requests.");
    }

    private TimeSpan Window(string key, int limit, TimeSpan length)
    {
        Queue<DateTimeOffset> calls = _calls.GetOrAdd(key, static _ => new Queue<DateTimeOffset>());
        lock (calls)
        {
            DateTimeOffset now = time.GetUtcNow();
            while (calls.Count > 0 && now - calls.Peek() >= length) calls.Dequeue();
            if (calls.Count >= limit) return calls.Peek() + length - now;
            calls.Enqueue(now);
            return TimeSpan.Zero;
        }
    }

    private TimeSpan Leak(string key)
    {
        lock (_buckets)
        {
            DateTimeOffset now = time.GetUtcNow();
            (double level, DateTimeOffset at) = _buckets.GetValueOrDefault(key, (0, now));
            level = Math.Max(0, level - ((now - at).TotalSeconds * OrderLeak));
            bool isFull = level + 1 > OrderBucket;
            _buckets[key] = (isFull ? level : level + 1, now);
            return isFull ? TimeSpan.FromSeconds((level + 1 - OrderBucket) / OrderLeak) : TimeSpan.Zero;
        }
    }
}
