using FastTrackFpx.Connection;
using FastTrackFpx.Journal;
using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;

namespace FastTrackFpx.Changes;

/// <summary>
/// Puts back what a change replaced, by the same rules and with a question of its own, and notes that as a change too. What the API cannot take back, such
/// as a decline or a note, is an error that says so.
/// </summary>
[Cmdlet(VerbsCommon.Undo, "FpxChange", SupportsShouldProcess = true, DefaultParameterSetName = ByObject)]
[OutputType(typeof(FpxChange))]
public sealed class UndoFpxChangeCommand : WritingCmdlet
{
    private const string ByObject = "InputObject";
    private const string ById = "ChangeId";

    // The records of which -WhatIf has told already.
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>A change that <c>Get-FpxChange</c> gave. Piped in newest first, several changes of one record are taken back one after the other.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByObject)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public FpxChange InputObject { get; set; } = null!;

    /// <summary>The id of a change.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public Guid ChangeId { get; set; }

    /// <summary>Takes the change back although the record was changed again since.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Sends what breaks a rule as well, without warnings, and lets the service decide.</summary>
    [Parameter]
    public SwitchParameter SkipValidation { get; set; }

    /// <summary>Gives the change that this one is.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool SkipsValidation => SkipValidation;

    private protected override object? PipelineInput => ParameterSetName == ByObject ? InputObject : null;

    private protected override string ParameterOf(FpxRuleFinding finding) => ParameterSetName;

    private protected override async Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes)
    {
        FpxChange change = ParameterSetName == ByObject ? InputObject : await FindAsync(run).ConfigureAwait(false);
        if (MyInvocation.ExpectingInput && PassesOver(change) is { } why)
        {
            run.Verbose($"Passed over, {why}: {change.Kind} {change.ChangeId}.");
            return;
        }

        // -WhatIf leaves the later change of the record in place, which then is no conflict: it would have been taken back by now.
        bool isForced = Force || (IsOn("WhatIf") && !_told.Add(RecordOf(change)));
        var plan = (UndoPlan)await writes.PlanUndoAsync(change, isForced, run.Stopping).AsObject().ConfigureAwait(false);
        if (plan.ChangesNothing)
        {
            run.Verbose($"{plan.Deed.TracedStatement} Nothing is sent.");
            return;
        }

        if (!await ShallAsync(run, ChangeDeeds.Undo(change, plan), () => plan.PreviewAsync(run.Stopping).Select(preview => preview.ToString())).ConfigureAwait(false)) return;
        foreach (string warning in plan.Warnings) run.Warning(warning);
        FpxChange undo = await plan.RunAsync(run.Stopping).ConfigureAwait(false);
        change.UndoneBy = undo.ChangeId;
        if (PassThru) await run.WriteAsync(undo).ConfigureAwait(false);
    }

    private static string RecordOf(FpxChange change) => $"{change.ContactId}|{(change.ServiceId is null ? null : change.TenantId)}|{change.ServiceId}|{change.PartnerReferralId}";

    // Whoever pipes the whole journal in means what stands, not what never was or is undone already.
    private static string? PassesOver(FpxChange change) =>
        change.UndoneBy is not null ? "it was taken back already"
        : change.Undoes is not null ? "it took back another change itself; name it with -ChangeId to take that back"
        : change.Outcome == FpxChangeOutcome.Failed ? "it was not carried out"
        : null;

    private async Task<FpxChange> FindAsync(CmdletRun run)
    {
        var changes = await new ChangeJournal().ReadAsync(null, run.Stopping).Select(content => content.Changes).ConfigureAwait(false);
        return changes.FirstOrDefault(change => change.ChangeId == ChangeId)
            ?? throw new InputException(FpxErrorCode.NotFound, $"The journal has no change {ChangeId}.", nameof(ChangeId), "Get-FpxChange lists all.");
    }
}
