using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using FastTrackFpx.Client.Http;

namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>Moves a clock on by just as much as calls say they wait, once they do.</summary>
public sealed class TimeTraveller(FakeClock clock) : ICallObserver
{
    private readonly List<CallReport> _reports = [];
    private readonly List<CallWait> _waits = [];

    public BodiesWanted WantedBodies => BodiesWanted.None;

    public IReadOnlyList<CallWait> Waits { get { lock (_waits) return _waits.ToList(); } }

    public IReadOnlyList<CallReport> Reports { get { lock (_waits) return _reports.ToList(); } }

    public void CallEnded(CallReport report) { lock (_waits) _reports.Add(report); }

    public void BodySeen(string direction, string method, string path, string maskedBody)
    {
    }

    public void Waiting(CallWait wait)
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
