using System;
using System.Collections.Concurrent;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Sandbox.Http;
using Microsoft.AspNetCore.Http;

namespace FastTrackFpx.Sandbox.Faults;

/// <summary>Holds the present fault plan, which may be changed at any time, and carries out calls that are to be late.</summary>
internal sealed class FaultInjector : IAsyncDisposable
{
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
            throw new SandboxStartException("The fault plan is wrong: " + e.Message, e);
        }
    }

    public FaultPlan Plan
    {
        get => Volatile.Read(ref _plan);
        set => Volatile.Write(ref _plan, value);
    }

    /// <summary>The fault for this request; null when it goes well.</summary>
    public (Fault Fault, string Rule)? Strike(HttpRequest request, ApiPath path) =>
        ReferenceEquals(Plan, FaultPlan.None) ? null
            : Plan.Strike(request.Method, path.VersionText, path.Route, request.QueryString.Value ?? "");

    /// <summary>Waits by the service's clock, unless the caller goes away first.</summary>
    public Task WaitAsync(Fault fault, CancellationToken cancellationToken) => Task.Delay(fault.Time, _time, cancellationToken);

    /// <summary>Carries out a call when its time has come, whether or not anybody is still there to hear of it.</summary>
    public void CarryOutLater(Fault fault, Operation operation, Call call)
    {
        Task task = CarryOutAsync(fault, operation, call.Detached());
        _late.TryAdd(task, true);
        // Also takes away a task that was done before it was added.
        task.ContinueWith(
            done => _late.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopped.IsCancellationRequested) return;
        await _stopped.CancelAsync();
        await Task.WhenAll(_late.Keys);
        _stopped.Dispose();
    }

    private async Task CarryOutAsync(Fault fault, Operation operation, Call call)
    {
        Reply reply = Reply.Rent();
        try
        {
            await Task.Delay(fault.Time, _time, _stopped.Token);
            operation.Handler(call, reply);
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // The service ends; what was to be late never happens.
        }
        catch (Refusal)
        {
            // Refused by the rules, and nobody waits for the reason any more.
        }
        finally
        {
            Reply.Return(reply);
        }
    }
}
