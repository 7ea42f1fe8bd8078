namespace FastTrackFpx.Rest.Batching;

/// <summary>
/// How many calls to have under way at a time: as many as it takes to use the minute up. Answers that take twice as long need twice as many; more than that
/// would only hold up whoever shares the limit, and fill the memory.
/// </summary>
internal static class CallPace
{
    /// <summary>Enough to hide the way there and back where answers are quick.</summary>
    internal const int Least = 5;

    /// <summary>What a service should be asked at a time by one caller; fewer than the connections there are, so that others get through.</summary>
    internal const int Most = 12;

    /// <summary>A higher limit does not raise the number of requests in flight.</summary>
    private const int PacedRequestsPerMinute = 600;

    /// <summary>Calls under way.</summary>
    /// <param name="requestsPerMinute">The limit.</param>
    /// <param name="latency">How long answers take lately; null where nobody knows yet.</param>
    internal static int UnderWay(int requestsPerMinute, TimeSpan? latency)
    {
        // A limit that is as good as none is no reason to ask for everything at once.
        int limit = Math.Min(requestsPerMinute, PacedRequestsPerMinute);
        double needed = Math.Ceiling(limit * (latency ?? TimeSpan.Zero).TotalMinutes);
        return (int)Math.Max(Least, Math.Min(Most, needed));
    }
}
