using System.Collections.Concurrent;
using System.Text;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.Faults;

/// <summary>Holds the current fault plan, which can be replaced at any time, and carries out late requests.</summary>
internal sealed class FaultInjector : IAsyncDisposable
{
    private const int MaxLate = 10_000;

    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopped = new();
    private readonly ConcurrentDictionary<Task, bool> _late = new();
    private FaultPlan _plan;

    public FaultInjector(TimeProvider time, string? plan)
    {
        _time = time;
        try
        {
            _plan = plan is null ? FaultPlan.None : FaultPlanReader.Read(Encoding.UTF8.GetBytes(plan));
        }
        catch (FaultPlanException e)
        {
            throw new SandboxStartException("The fault plan is invalid: " + e.Message, e);
        }
    }

    public FaultPlan Plan
    {
        get => Volatile.Read(ref _plan);
        set => Volatile.Write(ref _plan, value);
    }

    /// <summary>How many late requests have not been carried out yet.</summary>
    public int Pending => _late.Count;

    /// <summary>The fault for a target; null if nothing goes wrong.</summary>
    public (Fault Fault, string Rule)? Strike(FaultTarget target) => ReferenceEquals(Plan, FaultPlan.None) ? null : Plan.Strike(target);

    /// <summary>Waits by the service's clock, unless the caller goes away first.</summary>
    public Task WaitAsync(Fault fault, CancellationToken cancellationToken) => Task.Delay(fault.Time, _time, cancellationToken);

    /// <summary>Carries out a request when its time has come, whether or not the caller still waits.</summary>
    /// <param name="fault">Says how much later.</param>
    /// <param name="carryOut">Carries it out.</param>
    /// <param name="answered">Completes when the response that reports the failure was sent.</param>
    public void CarryOutLater(Fault fault, Action carryOut, Task answered)
    {
        if (_late.Count >= MaxLate) throw new Rejection(503, $"{MaxLate} late requests are waiting already.");
        // The timer starts now, so that a test that has the response can move the clock.
        Task task = CarryOutAsync(Task.Delay(fault.Time, _time, _stopped.Token), carryOut, answered);
        _late.TryAdd(task, true);
        // Also removes a task that had ended before it was added.
        task.ContinueWith(
            done => _late.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>Completes when every late request whose time has come was carried out and none is waiting.</summary>
    public Task SettledAsync() => Task.WhenAll(_late.Keys);

    public async ValueTask DisposeAsync()
    {
        if (_stopped.IsCancellationRequested) return;
        await _stopped.CancelAsync();
        await SettledAsync();
        _stopped.Dispose();
    }

    private async Task CarryOutAsync(Task delay, Action carryOut, Task answered)
    {
        try
        {
            await delay;
            await answered.WaitAsync(_stopped.Token);
            carryOut();
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // The service stops, so the request is never carried out.
        }
        catch (Rejection)
        {
            // The rules rejected it, and nobody waits for the reason.
        }
    }
}
