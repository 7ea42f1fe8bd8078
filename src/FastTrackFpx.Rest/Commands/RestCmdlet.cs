using System.Diagnostics.CodeAnalysis;
using System.Management.Automation.Runspaces;

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

    private static readonly ConcurrentDictionary<(Guid Runspace, long Line), Guid> RunIds = new();

    // Not disposed of: it holds nothing, and Ctrl+C may come at any moment.
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<string> _typed = new(StringComparer.OrdinalIgnoreCase);
    private CmdletRun? _run;
    private Guid _runId;

    /// <summary>The work for one input, or for none if the pipeline has no input. Begins on the pipeline thread, which it must not block.</summary>
    private protected abstract Task RunAsync(CmdletRun run);

    private protected virtual void Prepare()
    {
    }

    private protected virtual Func<CmdletRun, Task>? Finish => null;

    /// <summary>True if nothing can go on after this failure, so that it ends the pipeline.</summary>
    private protected virtual bool EndsEverything(RestException exception) => ErrorRecords.EndsEverything(exception.ErrorCode);

    /// <summary>The target of an error if the work itself names none.</summary>
    private protected virtual object? ErrorTarget => null;

    /// <summary>Which of many inputs an error is about, written before its message; null if the message says it.</summary>
    private protected virtual string? ErrorPlace => null;

    /// <summary>The parameter that carries a field the service complains about; null if the cmdlet has none.</summary>
    private protected virtual string? ParameterFor(string field) => FindParameter(GetType(), field);

    /// <summary>Rewords a failure in terms of this cmdlet's parameters.</summary>
    private protected virtual RestException InOwnTerms(RestException exception) => exception;

    /// <summary>Converts the engine's exceptions into those that scripts name and catch, the same for all services. The module sets it at import.</summary>
    internal static Func<RestException, Exception> ToPublic { get; set; } = static exception => exception;

    protected sealed override void BeginProcessing()
    {
        TurnOffPrompts();
        _run = new CmdletRun(this, _stopping.Token);
        // Before the first input only what was typed is bound.
        _typed.UnionWith(MyInvocation.BoundParameters.Keys);
        // Only the pipeline thread knows its runspace.
        _runId = RunIdOf(MyInvocation.HistoryId);
        try
        {
            RequireValues(isPiped: false);
            Prepare();
        }
        catch (RestException exception)
        {
            // Every input would fail in the same way.
            ThrowTerminatingError(RecordOf(exception, target: null, place: null));
        }
    }

    protected sealed override void ProcessRecord() => Pump(run =>
    {
        RequireValues(isPiped: true);
        return RunAsync(run);
    });

    protected sealed override void EndProcessing()
    {
        if (Finish is { } finish) Pump(finish);
        if (_run!.Progress.Last() is { } last) WriteProgress(last);
    }

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
    internal bool IsOn(string parameter)
    {
        if (MyInvocation.BoundParameters.TryGetValue(parameter, out object? bound)) return bound is SwitchParameter { IsPresent: true };
        return GetVariableValue(parameter + "Preference") is { } preference
            && !new[] { nameof(ActionPreference.SilentlyContinue), nameof(ActionPreference.Ignore), bool.FalseString }
                .Contains(preference.ToString(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The full path in the file system of a path relative to the session's location; null for null. Pipeline thread only.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    private protected string? FullPath(string? path, string parameterName)
    {
        if (path is null) return null;
        try
        {
            string full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            if (provider.Name == "FileSystem") return full;
            throw Refused($"'{ParameterText.Shown(path)}' is not in the file system");
        }
        catch (Exception exception) when (exception is SessionStateException or NotSupportedException or ArgumentException or IOException)
        {
            throw Refused($"'{ParameterText.Shown(path)}' is not a path: {exception.Message.TrimEnd('.')}");
        }

        InputException Refused(string what) =>
            new(ErrorCode.InvalidInput, $"-{parameterName}: {what}.", parameterName, "Use the path of a file, such as ./name or C:\\folder\\name.");
    }

    /// <summary>Called before a write is confirmed; what is wrong with the input stops it here.</summary>
    private protected virtual void CheckInput()
    {
    }

    private protected WriteContext ContextFor(RestConnection connection, bool skipValidation = false) => new()
    {
        Journal = connection.Journal,
        Cmdlet = MyInvocation.MyCommand?.Name,
        ConnectionName = connection.Name,
        RunId = _runId,
        SkipValidation = skipValidation,
    };

    /// <summary>Shows what would happen (<c>-WhatIf</c>), asks (<c>-Confirm</c>), or returns true.</summary>
    private protected async Task<bool> ConfirmAsync(CmdletRun run, ServiceWrites writes, PlannedChange plan, ChangeDescription? description = null)
    {
        CheckInput();
        RestRequest? request = run.WantsAttempts ? plan.Request?.Invoke() : null;
        if (request is not null && IsOn("WhatIf")) run.Verbose("Would send " + Describe(writes.Service, request));
        bool isConfirmed = await run.OnPipelineAsync(() => Confirm(description ?? plan.Description)).ConfigureAwait(false);

        // A request with a body is shown when it is sent.
        if (isConfirmed && request is not null && request.Body is not { Length: > 0 }) run.Verbose(Describe(writes.Service, request));
        return isConfirmed;
    }

    // PowerShell has one text for -WhatIf, which a user reads, and for -Verbose, which a log keeps.
    private protected bool Confirm(ChangeDescription description) => ShouldProcess(
        MessageText.Printable(IsOn("WhatIf") ? description.Statement : description.LogStatement),
        MessageText.Printable(description.Question),
        MyInvocation.MyCommand?.Name ?? "FastTrackFpx");

    /// <summary>Confirms a change and carries it out; null if the user declined.</summary>
    private protected async Task<WriteResult<T>?> ChangeAsync<T>(CmdletRun run, ServiceWrites writes, PlannedChange<T> plan)
    {
        if (!await ConfirmAsync(run, writes, plan).ConfigureAwait(false)) return null;
        foreach (string warning in plan.Warnings) run.Warning(warning);
        WriteResult<T> result = await writes.Runner.RunAsync(plan, run.Stopping).ConfigureAwait(false);
        if (result.Warning is { } note) run.Warning(note);
        return result;
    }

    private static string Describe(IService service, RestRequest request) => CmdletRun.Describe(
        request.Method,
        Redacted.Path(service, request),
        request.Body is { Length: > 0 } body ? Redacted.Body(service, request, body) : null);

    /// <summary>What one prompt line or script started shares an id; several processes share one by the environment variable.</summary>
    private static Guid RunIdOf(long line)
    {
        if (Guid.TryParse(System.Environment.GetEnvironmentVariable("FASTTRACKFPX_RUN"), out Guid named)) return named;
        Guid runspace = Runspace.DefaultRunspace?.InstanceId ?? Guid.Empty;
        return RunIds.GetOrAdd((runspace, line), static _ => Guid.NewGuid());
    }

    private ErrorRecord RecordOf(RestException exception, object? target, string? place)
    {
        RestException own = InOwnTerms(exception);
        return ErrorRecords.From(own, ToPublic(own), target ?? ErrorTarget, ParameterFor, place);
    }

    private void Pump(Func<CmdletRun, Task> work)
    {
        CmdletRun run = _run!;
        Task task = StartAsync(work, run);
        if (!task.IsCompleted)
            task.ContinueWith(_ => run.Post(static () => { }), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
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
