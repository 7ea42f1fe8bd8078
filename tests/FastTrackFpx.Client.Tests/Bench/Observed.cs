namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>Keeps all it is told.</summary>
public sealed class Observed : IRequestObserver
{
    private readonly List<AttemptReport> _reports = [];
    private readonly List<string> _bodies = [];
    private readonly List<RequestWait> _waits = [];

    public bool WantsAttempts => true;

    public bool WantsBodies => true;

    public IReadOnlyList<AttemptReport> Reports { get { lock (_reports) return _reports.ToList(); } }

    public IReadOnlyList<string> Bodies { get { lock (_bodies) return _bodies.ToList(); } }

    public IReadOnlyList<RequestWait> Waits { get { lock (_waits) return _waits.ToList(); } }

    public void AttemptEnded(AttemptReport report) { lock (_reports) _reports.Add(report); }

    public void BodySeen(string direction, string method, string path, string maskedBody) { lock (_bodies) _bodies.Add($"{direction} {path} {maskedBody}"); }

    public void Waiting(RequestWait wait) { lock (_waits) _waits.Add(wait); }
}
