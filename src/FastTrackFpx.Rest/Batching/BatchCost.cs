namespace FastTrackFpx.Rest.Batching;

/// <summary>How many requests a <see cref="ParentBatch{TKey, T}"/> sends if none fails, and the constants it uses.</summary>
internal static class BatchCost
{
    internal const int ParentsPerCall = 25;

    /// <summary>Pages that are read for a group together. Parents with more are then read alone, as fast as their records are used.</summary>
    internal const int RoundsTogether = 4;

    /// <summary>Pages of a list of so many records. An empty list is a page as well.</summary>
    internal static long Pages(long records, int size = PagedSequence<object>.UsualSize) => Math.Max(1, Quotient(records, size));

    /// <summary>Requests for tenants of so many pages each, read together as long as the batch does so.</summary>
    internal static long Together(long tenants, long pages = 1)
    {
        long whole = tenants / ParentsPerCall;
        long rest = tenants % ParentsPerCall;
        return checked((whole * Group(ParentsPerCall, pages)) + (rest == 0 ? 0 : Group(rest, pages)));
    }

    internal static long Groups(long tenants) => Quotient(tenants, ParentsPerCall);

    private static long Group(long tenants, long pages)
    {
        if (tenants == 1) return pages;
        long together = Math.Min(pages, RoundsTogether);
        return checked(together + ((pages - together) * tenants));
    }

    private static long Quotient(long dividend, long divisor) => (dividend / divisor) + (dividend % divisor == 0 ? 0 : 1);
}

/// <summary>
/// How many requests are in progress at a time: as many as it takes to use the limit of a minute. Twice the response time requires twice as many. More would
/// delay others who share the limit, and use memory.
/// </summary>
internal static class CallPace
{
    /// <summary>Enough to hide the round trip if responses are quick.</summary>
    internal const int Least = 5;

    /// <summary>Fewer than the sockets, so that other requests get through.</summary>
    internal const int Most = 12;

    /// <summary>A higher limit does not raise the number of requests in flight.</summary>
    private const int PacedRequestsPerMinute = 600;

    internal static int UnderWay(int requestsPerMinute, TimeSpan? latency)
    {
        // A limit that is as good as none is no reason to send everything at once.
        int limit = Math.Min(requestsPerMinute, PacedRequestsPerMinute);
        double needed = Math.Ceiling(limit * (latency ?? TimeSpan.Zero).TotalMinutes);
        return (int)Math.Max(Least, Math.Min(Most, needed));
    }
}
