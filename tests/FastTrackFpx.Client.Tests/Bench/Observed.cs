using System.Collections.Generic;
using System.Linq;
using FastTrackFpx.Client.Http;

namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>Keeps all it is told.</summary>
public sealed class Observed : ICallObserver
{
    private readonly List<CallReport> _reports = [];
    private readonly List<string> _bodies = [];
    private readonly List<CallWait> _waits = [];

    public BodiesWanted WantedBodies { get; set; } = BodiesWanted.All;

    public IReadOnlyList<CallReport> Reports { get { lock (_reports) return _reports.ToList(); } }

    public IReadOnlyList<string> Bodies { get { lock (_bodies) return _bodies.ToList(); } }

    public IReadOnlyList<CallWait> Waits { get { lock (_waits) return _waits.ToList(); } }

    public void CallEnded(CallReport report) { lock (_reports) _reports.Add(report); }

    public void BodySeen(string direction, string method, string path, string maskedBody) { lock (_bodies) _bodies.Add($"{direction} {path} {maskedBody}"); }

    public void Waiting(CallWait wait) { lock (_waits) _waits.Add(wait); }
}
