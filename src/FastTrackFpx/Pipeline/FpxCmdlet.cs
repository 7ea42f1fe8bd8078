namespace FastTrackFpx.Pipeline;

/// <summary>
/// What every cmdlet of the module has in common: asynchronous work with its output on the pipeline thread, one way of reporting errors,
/// an end at Ctrl+C. A cmdlet overrides <see cref="RunAsync"/>.
/// </summary>
public abstract class FpxCmdlet : PSCmdlet, IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    // Long enough for a call to be given up in order, well within the second that Ctrl+C may take.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    // Never disposed of: it holds nothing, and Ctrl+C may come at any moment.
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<string> _typed = new(StringComparer.OrdinalIgnoreCase);
    private CmdletRun? _run;

    private protected FpxCmdlet()
    {
    }

    /// <summary>Whether bodies are worth masking and handing over: somebody asked to see debug lines.</summary>
    internal bool ShowsBodies { get; private set; }

    /// <summary>Whether those of calls that change something are: somebody asked to see verbose lines.</summary>
    internal bool ShowsSent { get; private set; }

    /// <summary>The work for one input, or for none when the pipeline has no input. Begins on the pipeline thread, which it must not hold up.</summary>
    private protected abstract Task RunAsync(CmdletRun run);

    /// <summary>Checks that come before any work, on the pipeline thread.</summary>
    private protected virtual void Prepare()
    {
    }

    /// <summary>What is left to do after the last input; null when nothing ever is.</summary>
    private protected virtual Func<CmdletRun, Task>? Finish => null;

    /// <summary>Whether a failure leaves nothing that could go on.</summary>
    private protected virtual bool EndsEverything(RestException exception) => ErrorRecords.EndsEverything(exception.ErrorCode);

    /// <summary>What an error is about, where the work itself does not say.</summary>
    private protected virtual object? ErrorTarget => null;

    /// <summary>Which of many inputs an error is about, in a few words before its message; null where the message will do.</summary>
    private protected virtual string? ErrorPlace => null;

    /// <summary>The parameter that carries a field the service complains about; null when the cmdlet has none for it.</summary>
    private protected virtual string? ParameterFor(string field) => ParameterNames.For(GetType(), field);

    /// <summary>A failure in terms of this cmdlet's own parameters.</summary>
    private protected virtual RestException InOwnTerms(RestException exception) => exception;

    /// <summary>Called by PowerShell before the first input.</summary>
    protected sealed override void BeginProcessing()
    {
        (ShowsBodies, ShowsSent) = (IsOn("Debug"), IsOn("Verbose"));
        _run = new CmdletRun(this, new CmdletProgress(MyInvocation.MyCommand?.Name ?? GetType().Name), _stopping.Token);
        // Before the first input only what was typed is bound.
        _typed.UnionWith(MyInvocation.BoundParameters.Keys);
        Stoppable(() => EmptyParameters.RequireTyped(this));
        Stoppable(Prepare);
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

    /// <summary>Called by PowerShell when the pipeline has ended, however it ended. Calls that are still under way are given up.</summary>
    public void Dispose()
    {
        End();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reports a failure; pipeline thread.</summary>
    internal void Fail(RestException exception, object? target, string? place = null)
    {
        ErrorRecord record = ErrorRecords.From(InOwnTerms(exception), target ?? ErrorTarget, ParameterFor, place ?? ErrorPlace);
        if (EndsEverything(exception) || IsTypedMistake(exception)) ThrowTerminatingError(record);
        else WriteError(record);
    }

    // A misspelt name that was typed is wrong for every input: one error, not one for each.
    private bool IsTypedMistake(RestException exception) =>
        MyInvocation.ExpectingInput
        && exception is InputException { ErrorCode: ErrorCode.UnknownName or ErrorCode.AmbiguousName, ParameterName: { } parameter }
        && _typed.Contains(parameter);

    private void Pump(Func<CmdletRun, Task> work)
    {
        CmdletRun run = _run!;
        Task task = StartAsync(work, run);
        task.ContinueWith(_ => run.Messages.Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            Serve(run, task);
        }
        finally
        {
            // Unfinished at Ctrl+C, when the reader has enough, and when an error was answered with Stop: this cmdlet's part is over.
            if (!task.IsCompleted)
            {
                End();
                Task.WaitAny(new[] { task }, Grace);
            }
        }

        if (_stopping.IsCancellationRequested) throw new PipelineStoppedException();
        try
        {
            // A cancellation that nobody asked for is a failure like any other, and comes out here too.
            task.GetAwaiter().GetResult();
        }
        catch (RestException exception)
        {
            Fail(exception, null);
        }
    }

    // Begins on the pipeline thread: an input that is only gathered for later costs no change of threads. What is awaited goes on elsewhere.
    private static async Task StartAsync(Func<CmdletRun, Task> work, CmdletRun run) => await work(run).ConfigureAwait(false);

    private void Serve(CmdletRun run, Task task)
    {
        while (!_stopping.IsCancellationRequested)
        {
            // Looked at before the queue: the work posts nothing after its end.
            bool hasEnded = task.IsCompleted;
            Action? message = run.Messages.Take(hasEnded ? TimeSpan.Zero : Tick);
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

    // Every input would meet the same fault.
    private void Stoppable(Action step)
    {
        try
        {
            step();
        }
        catch (RestException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(InOwnTerms(exception), ErrorTarget, ParameterFor));
        }
    }

    /// <summary>Whether a common parameter is on for this command: given, or by the session's preference.</summary>
    private protected bool IsOn(string parameter)
    {
        if (MyInvocation.BoundParameters.TryGetValue(parameter, out object? given)) return given is SwitchParameter { IsPresent: true };
        return GetVariableValue(parameter + "Preference") switch
        {
            null => false,
            bool isOn => isOn,
            var preference => !Says(preference, nameof(ActionPreference.SilentlyContinue)) && !Says(preference, nameof(ActionPreference.Ignore)) && !Says(preference, bool.FalseString),
        };
    }

    private static bool Says(object preference, string value) => string.Equals(preference.ToString(), value, StringComparison.OrdinalIgnoreCase);
}
