using System.Management.Automation;

namespace FastTrackFpx.Rest.Commands;

/// <summary>
/// The base of every cmdlet: runs asynchronous work, writes its output on the pipeline thread, reports errors and stops at Ctrl+C. A cmdlet overrides
/// <see cref="RunAsync"/>.
/// </summary>
public abstract partial class RestCmdlet : PSCmdlet, IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    // Long enough to cancel a request in order, well within the second that Ctrl+C may take.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    // Not disposed of: it holds nothing, and Ctrl+C may come at any moment.
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<string> _typed = new(StringComparer.OrdinalIgnoreCase);
    private CmdletRun? _run;

    /// <summary>True with <c>-Debug</c>: bodies are redacted and written.</summary>
    internal bool ShowsBodies { get; private set; }

    /// <summary>True with <c>-Verbose</c>: the bodies of writes are redacted and written.</summary>
    internal bool ShowsSent { get; private set; }

    /// <summary>The work for one input, or for none if the pipeline has no input. Begins on the pipeline thread, which it must not block.</summary>
    private protected abstract Task RunAsync(CmdletRun run);

    /// <summary>Checks before any work, on the pipeline thread.</summary>
    private protected virtual void Prepare()
    {
    }

    /// <summary>The work after the last input; null if there is none.</summary>
    private protected virtual Func<CmdletRun, Task>? Finish => null;

    /// <summary>True if nothing can go on after this failure, so that it ends the pipeline.</summary>
    private protected virtual bool EndsEverything(RestException exception) => ErrorRecords.EndsEverything(exception.ErrorCode);

    /// <summary>The target of an error if the work itself names none.</summary>
    private protected virtual object? ErrorTarget => null;

    /// <summary>Which of many inputs an error is about, written before its message; null if the message says it.</summary>
    private protected virtual string? ErrorPlace => null;

    /// <summary>The parameter that carries a field the service complains about; null if the cmdlet has none.</summary>
    private protected virtual string? ParameterFor(string field) => ParameterNames.For(GetType(), field);

    /// <summary>Rewords a failure in terms of this cmdlet's parameters.</summary>
    private protected virtual RestException InOwnTerms(RestException exception) => exception;

    /// <summary>Converts the engine's exceptions into those that scripts name and catch, the same for all services. The module sets it at import.</summary>
    internal static Func<RestException, Exception> ToPublic { get; set; } = static exception => exception;

    /// <summary>Called by PowerShell before the first input.</summary>
    protected sealed override void BeginProcessing()
    {
        DebugPrompts.TurnOff(this, IsOn("Verbose"));
        (ShowsBodies, ShowsSent) = (IsOn("Debug"), IsOn("Verbose"));
        _run = new CmdletRun(this, new CmdletProgress(MyInvocation.MyCommand?.Name ?? GetType().Name), _stopping.Token);
        // Before the first input only what was typed is bound.
        _typed.UnionWith(MyInvocation.BoundParameters.Keys);
        // Only the pipeline thread knows its runspace.
        _runId = RunIds.Of(this);
        try
        {
            EmptyParameters.RequireTyped(this);
            Prepare();
        }
        catch (RestException exception)
        {
            // Every input would fail in the same way.
            ThrowTerminatingError(RecordOf(exception, target: null, place: null));
        }
    }

    /// <summary>Called by PowerShell for each input.</summary>
    protected sealed override void ProcessRecord() => Pump(run =>
    {
        EmptyParameters.RequirePiped(this);
        return RunAsync(run);
    });

    /// <summary>Called by PowerShell after the last input.</summary>
    protected sealed override void EndProcessing()
    {
        if (Finish is { } finish) Pump(finish);
        if (_run!.Progress.Last() is { } last) WriteProgress(last);
    }

    /// <summary>Called by PowerShell at Ctrl+C, on another thread.</summary>
    protected sealed override void StopProcessing() => End();

    /// <summary>Called by PowerShell when the pipeline has ended, however it ended. Cancels requests in flight.</summary>
    public void Dispose()
    {
        End();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes an error, or ends the pipeline with it; pipeline thread only.</summary>
    internal void Fail(RestException exception, object? target, string? place = null)
    {
        ErrorRecord record = RecordOf(exception, target, place ?? ErrorPlace);
        if (EndsEverything(exception) || IsTypedMistake(exception)) ThrowTerminatingError(record);
        else WriteError(record);
    }

    /// <summary>A misspelt name that was typed is wrong for every input: one error, not one for each.</summary>
    private bool IsTypedMistake(RestException exception) =>
        MyInvocation.ExpectingInput
        && exception is InputException { ErrorCode: ErrorCode.UnknownName or ErrorCode.AmbiguousName, ParameterName: { } parameter }
        && IsTyped(parameter);

    /// <summary>Whether a parameter was typed, and did not come from the pipeline.</summary>
    private protected bool IsTyped(string parameter) => _typed.Contains(parameter);

    /// <summary>True if a common parameter is on for this command: passed, or by preference variable.</summary>
    private protected bool IsOn(string parameter)
    {
        if (MyInvocation.BoundParameters.TryGetValue(parameter, out object? bound)) return bound is SwitchParameter { IsPresent: true };
        return GetVariableValue(parameter + "Preference") switch
        {
            null => false,
            bool isOn => isOn,
            var preference => !Is(preference, nameof(ActionPreference.SilentlyContinue)) && !Is(preference, nameof(ActionPreference.Ignore))
                && !Is(preference, bool.FalseString),
        };

        static bool Is(object preference, string value) => string.Equals(preference.ToString(), value, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The full path in the file system; null for null. Pipeline thread only.</summary>
    private protected string? FullPath(string? path, string parameterName) => path is null ? null : SessionPath.Full(this, path, parameterName);

    private ErrorRecord RecordOf(RestException exception, object? target, string? place)
    {
        RestException own = InOwnTerms(exception);
        return ErrorRecords.From(own, ToPublic(own), target ?? ErrorTarget, ParameterFor, place);
    }

    private void Pump(Func<CmdletRun, Task> work)
    {
        CmdletRun run = _run!;
        Task task = StartAsync(work, run);
        if (!task.IsCompleted) task.ContinueWith(_ => run.Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            Serve(run, task);
        }
        finally
        {
            // Unfinished at Ctrl+C, if a later cmdlet has enough, and if an error ends the pipeline.
            if (!task.IsCompleted)
            {
                End();
                Task.WaitAny([task], Grace);
            }
        }

        if (_stopping.IsCancellationRequested) throw new PipelineStoppedException();
        try
        {
            // An unrequested cancellation is a failure and is thrown here too.
            task.GetAwaiter().GetResult();
        }
        catch (RestException exception)
        {
            Fail(exception, null);
        }
    }

    // Begins on the pipeline thread: an input that is only collected for later costs no change of threads.
    private static async Task StartAsync(Func<CmdletRun, Task> work, CmdletRun run) => await work(run).ConfigureAwait(false);

    private void Serve(CmdletRun run, Task task)
    {
        while (!_stopping.IsCancellationRequested)
        {
            // Read before the queue: the work posts nothing after it has completed.
            bool hasEnded = task.IsCompleted;
            Action? message = run.Take(hasEnded ? TimeSpan.Zero : Tick);
            message?.Invoke();
            if (run.Progress.Next() is { } record) WriteProgress(record);
            if (message is null && hasEnded) return;
        }
    }

    private void End()
    {
        _stopping.Cancel();
        _run?.End();
    }
}
