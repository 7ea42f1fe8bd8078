namespace FastTrackFpx.Rest.Batching;

/// <summary>How many calls a <see cref="ParentBatch{TKey, T}"/> sends if none fails, and the numbers it goes by.</summary>
internal static class BatchCost
{
    internal const int ParentsPerCall = 25;

    /// <summary>Pages that are read for a group together; parents with still more are read on alone, as fast as their records are taken.</summary>
    internal const int RoundsTogether = 4;

    /// <summary>Pages that a list of so many records comes in; an empty one is a page as well.</summary>
    internal static long Pages(long records, int size = PagedSequence<object>.UsualSize) => Math.Max(1, Quotient(records, size));

    /// <summary>Calls for tenants whose first pages are read together, and further ones too as long as the batch does so.</summary>
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
/// How many calls to send at a time: as many as it takes to use the whole minute. Twice the response time requires twice as many. More would delay others who
/// share the limit, and use memory.
/// </summary>
internal static class CallPace
{
    /// <summary>Enough to hide the way there and back where answers are quick.</summary>
    internal const int Least = 5;

    /// <summary>What a service should be asked at a time by one caller; fewer than the connections there are, so that others get through.</summary>
    internal const int Most = 12;

    /// <summary>A higher limit does not raise the number of requests in flight.</summary>
    private const int PacedRequestsPerMinute = 600;

    internal static int UnderWay(int requestsPerMinute, TimeSpan? latency)
    {
        // A limit that is as good as none is no reason to ask for everything at once.
        int limit = Math.Min(requestsPerMinute, PacedRequestsPerMinute);
        double needed = Math.Ceiling(limit * (latency ?? TimeSpan.Zero).TotalMinutes);
        return (int)Math.Max(Least, Math.Min(Most, needed));
    }
}
