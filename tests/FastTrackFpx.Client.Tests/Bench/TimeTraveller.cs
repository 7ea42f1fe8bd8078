namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>Moves a clock on by just as much as calls say they wait, once they do.</summary>
public sealed class TimeTraveller(TestClock clock) : IRequestObserver
{
    private readonly List<AttemptReport> _reports = [];
    private readonly List<RequestWait> _waits = [];

    public bool WantsAttempts => true;

    public bool WantsBodies => false;

    public IReadOnlyList<RequestWait> Waits { get { lock (_waits) return _waits.ToList(); } }

    public IReadOnlyList<AttemptReport> Reports { get { lock (_waits) return _reports.ToList(); } }

    public void AttemptEnded(AttemptReport report) { lock (_waits) _reports.Add(report); }

    public void BodySeen(string direction, string method, string path, string maskedBody)
    {
    }

    public void Waiting(RequestWait wait)
    {
        lock (_waits) _waits.Add(wait);
        _ = TravelAsync(wait.Duration);
    }

    private async Task TravelAsync(TimeSpan duration)
    {
        await clock.UntilSomebodyWaitsAsync(duration);
        clock.Advance(duration);
    }
}
