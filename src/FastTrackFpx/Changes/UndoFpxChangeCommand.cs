namespace FastTrackFpx.Changes;

/// <summary>Restores what a change replaced, by the same rules and with a prompt of its own, and records that as a change too.</summary>
[Cmdlet(VerbsCommon.Undo, "FpxChange", SupportsShouldProcess = true, DefaultParameterSetName = ByObject), OutputType(typeof(FpxChange))]
public sealed class UndoFpxChangeCommand : JournalCmdlet
{
    private const string ByObject = "InputObject";
    private const string ById = "ChangeId";
    private const string ByRun = "RunId";

    // The records that -WhatIf has described already.
    private readonly HashSet<string> _described = new(StringComparer.Ordinal);

    private IReadOnlyList<JournalEntry>? _entries;

    /// <summary>A change from <c>Get-FpxChange</c>. If you pipe in several changes of one record, newest first, they are undone one after the other.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByObject), ArgumentCompleter(typeof(NoValueCompleter))]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The id of a change.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById), ArgumentCompleter(typeof(NoValueCompleter))]
    public Guid ChangeId { get; set; }

    /// <summary>Undoes all changes of a run, newest first: the changes of one command line or script.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByRun), ArgumentCompleter(typeof(NoValueCompleter))]
    public Guid RunId { get; set; }

    /// <summary>Undoes the change even if the record was changed again since.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Skips the checks of the documented rules, and their warnings. The service decides.</summary>
    [Parameter]
    public SwitchParameter SkipValidation { get; set; }

    /// <summary>Returns the change that the undo is.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override object? ErrorTarget => ParameterSetName switch { ByObject => ChangeCopy.Target(InputObject), ByRun => RunId, _ => ChangeId };

    private protected override RestException InOwnTerms(RestException exception) => exception is RuleException broken
        ? new RuleException([.. broken.Findings.Select(finding => new FpxRuleFinding(finding.RuleId, finding.Severity, ParameterSetName, finding.Message))])
        : exception;

    private protected override async Task RunAsync(CmdletRun run)
    {
        // The journal decides and not a copy, which may have been undone since. Before an undo is recorded, the journal is read again.
        ChangeJournal journal = Connections[0].Journal ?? new ChangeJournal();
        var entries = _entries ??= (await journal.ReadAsync(null, run.Stopping).ConfigureAwait(false)).Entries;
        if (ParameterSetName == ByRun)
        {
            var all = entries.Where(entry => entry.RunId == RunId).ToList();
            if (all.Count == 0) throw ChangeCopy.NotFound($"run {RunId}", nameof(RunId));
            await run.ForEachAsync(all, entry => UndoAsync(run, entry, isOneOfMany: true)).ConfigureAwait(false);
            return;
        }

        Guid id = ParameterSetName == ById ? ChangeId : ChangeCopy.IdOf(InputObject);
        JournalEntry found = entries.FirstOrDefault(entry => entry.Id == id) ?? throw ChangeCopy.NotFound($"change {id}", ParameterSetName);
        Guid? undo = await UndoAsync(run, found, MyInvocation.ExpectingInput).ConfigureAwait(false);
        if (undo is not null && ParameterSetName == ByObject && InputObject.BaseObject is FpxChange change) change.UndoneBy = undo;
    }

    private async Task<Guid?> UndoAsync(CmdletRun run, JournalEntry entry, bool isOneOfMany)
    {
        if (isOneOfMany && SkipReason(entry) is { } why)
        {
            run.Verbose($"Skipped because {why}: {entry.Kind} {entry.Id}.");
            return null;
        }

        // -WhatIf leaves the later change of the record in place, which is no conflict then: it would have been undone by now.
        bool isForced = Force || (IsOn("WhatIf") && !_described.Add(RecordOf(entry)));
        ServiceWrites writes = await WritesForAsync(run, entry, SkipValidation).ConfigureAwait(false);
        PlannedChange plan = await writes.PlanUndoAsync(entry, isForced, run.Stopping).ConfigureAwait(false);
        if (plan.ChangesNothing)
        {
            run.Verbose($"{plan.Description.LogStatement} Nothing to send.");
            return null;
        }

        if (!await ConfirmAsync(run, writes, plan, Undo.Describe(entry, plan.Description)).ConfigureAwait(false)) return null;
        foreach (string warning in plan.Warnings) run.Warning(warning);
        if (await plan.RunAsync(writes.Runner, run.Stopping).ConfigureAwait(false) is { } note) run.Warning(note);
        entry.UndoneBy = plan.Entry.Id;
        if (PassThru) await run.WriteAsync(plan.Entry.ToChange()).ConfigureAwait(false);
        return plan.Entry.Id;
    }

    private static string RecordOf(JournalEntry entry) => entry.IsFpx()
        ? string.Join("|",
            entry.Target(FpxChanges.ContactId), entry.Target(FpxChanges.ServiceId) is null ? null : entry.Target(FpxChanges.TenantId),
            entry.Target(FpxChanges.ServiceId), entry.Target(FpxChanges.PartnerReferralId))
        : string.Join("|", entry.Targets.OrderBy(target => target.Key, StringComparer.Ordinal).Select(target => target.Value).Prepend(entry.Service));

    // If the whole journal is piped in, only changes that are in effect are meant.
    private static string? SkipReason(JournalEntry entry) =>
        entry.UndoneBy is not null ? "it was undone already"
        : entry.Undoes is not null ? "it undid another change itself; name it with -ChangeId to undo that"
        : entry.Outcome == ChangeOutcome.Failed ? "it was not carried out"
        : null;
}

/// <summary>Changes as they come from the pipeline: records, or copies of them that went through a file or a job.</summary>
internal static class ChangeCopy
{
    internal static object? Target(PSObject? input) => input?.BaseObject is FpxChange change ? change : input;

    internal static Guid IdOf(PSObject input) => input.BaseObject switch
    {
        FpxChange change => change.ChangeId,
        Guid id => id,
        _ when Guid.TryParse(CellValue.Bare(input.Properties["ChangeId"]?.Value ?? input.BaseObject)?.ToString(), out Guid id) => id,
        _ => throw new InputException(
            ErrorCode.InvalidInput, $"-InputObject: '{input}' has no ChangeId.", "InputObject", "Pipe in what Get-FpxChange returns, or use -ChangeId."),
    };

    internal static InputException NotFound(string what, string parameter) =>
        new(ErrorCode.NotFound, $"The journal has no {what}.", parameter, "Run Get-FpxChange without parameters to list all.");
}
