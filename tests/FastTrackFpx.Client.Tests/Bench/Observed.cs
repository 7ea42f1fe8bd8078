using System.Collections.Generic;
using System.Linq;
using FastTrackFpx.Client.Http;

namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>Keeps all it is told.</summary>
public sealed class Observed : ICallObserver
{
    private readonly List<CallReport> reports = [];
    private readonly List<string> bodies = [];
    private readonly List<CallWait> waits = [];

    public bool WantsBodies { get; set; } = true;

    public IReadOnlyList<CallReport> Reports { get { lock (reports) return reports.ToList(); } }

    public IReadOnlyList<string> Bodies { get { lock (bodies) return bodies.ToList(); } }

    public IReadOnlyList<CallWait> Waits { get { lock (waits) return waits.ToList(); } }

    public void CallEnded(CallReport report) { lock (reports) reports.Add(report); }

    public void BodySeen(string direction, string method, string path, string maskedBody) { lock (bodies) bodies.Add($"{direction} {path} {maskedBody}"); }

    public void Waiting(CallWait wait) { lock (waits) waits.Add(wait); }
}
