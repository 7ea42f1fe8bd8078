namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>Keeps all that it is told. With a clock, it moves that by as much as requests say they wait, once they do.</summary>
public sealed class Observed(TestClock? clock = null) : IRequestObserver
{
    private readonly ConcurrentQueue<AttemptReport> _reports = [];
    private readonly ConcurrentQueue<string> _bodies = [];
    private readonly ConcurrentQueue<RequestWait> _waits = [];

    public bool WantsAttempts => true;
    public bool WantsBodies => true;
    public IReadOnlyCollection<AttemptReport> Reports => _reports;
    public IReadOnlyCollection<string> Bodies => _bodies;
    public IReadOnlyCollection<RequestWait> Waits => _waits;

    public void AttemptEnded(AttemptReport report) => _reports.Enqueue(report);

    public void BodySeen(string direction, string method, string path, string maskedBody) => _bodies.Enqueue($"{direction} {path} {maskedBody}");

    public void Waiting(RequestWait wait)
    {
        _waits.Enqueue(wait);
        if (clock is not null) _ = TravelAsync(clock, wait.Duration);
    }

    private static async Task TravelAsync(TestClock clock, TimeSpan duration)
    {
        await clock.UntilSomebodyWaitsAsync(duration);
        clock.Advance(duration);
    }
}
