using FastTrackFpx.Rest.Changes;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Rest.Commands;

/// <summary>How every cmdlet confirms and carries out a write.</summary>
public abstract partial class RestCmdlet
{
    private Guid _runId;

    /// <summary>Called before a write is confirmed; what is wrong with the input stops it here.</summary>
    private protected virtual void CheckInput()
    {
    }

    /// <summary>On whose behalf this cmdlet writes through a connection.</summary>
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
        RestRequest? request = ShowsSent ? plan.Request?.Invoke() : null;
        if (request is not null && IsOn("WhatIf")) run.Verbose("Would send " + Describe(writes.Service, request));
        bool isConfirmed = await run.OnPipelineAsync(_ => Confirm(description ?? plan.Description)).ConfigureAwait(false);

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

    private static string Describe(IService service, RestRequest request) => RequestTrace.Describe(
        request.Method,
        Redacted.Path(service, request),
        request.Body is { Length: > 0 } body ? Redacted.Body(service, request, body) : null);
}
