namespace FastTrackFpx.Changes;

/// <summary>A cmdlet that changes something on the service: rules first, then the prompt, then the write.</summary>
public abstract class WritingCmdlet : ConnectedCmdlet
{
    /// <summary>The record or row from the pipeline, which errors are about; null if there is none.</summary>
    private protected abstract object? PipelineInput { get; }

    private protected override object? ErrorTarget => PipelineInput;

    // A user who pipes a thousand rows needs to know which one.
    private protected override string? ErrorPlace => IsRow(PipelineInput) ? $"Row {InputNumber}" : null;

    private protected int InputNumber { get; private set; }
    private protected InputFaults Faults { get; set; } = new();

    private protected override bool IsWrite => true;

    private protected virtual bool SkipsValidation => false;

    private protected sealed override void OnInput() => InputNumber++;

    private protected sealed override Task RunAsync(CmdletRun run, FpxClient client)
    {
        Faults = new InputFaults();
        if (IsRow(PipelineInput)) Check(PSObject.AsPSObject(PipelineInput));
        return WriteAsync(run, client, Writing(client));
    }

    private protected abstract Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes);

    /// <summary>The writes on behalf of this cmdlet, recorded in the connection's journal.</summary>
    private protected FpxWrites Writing(FpxClient client) => new(client, ContextFor(Chosen, SkipsValidation));

    private protected static bool IsRow(object? input) => InputRow.IsRow(input, typeof(FpxContact));

    /// <summary>A row as it is, and anything else without PowerShell's wrapper.</summary>
    private protected static object? RowOrRecord(PSObject? input) => IsRow(input) ? input : input?.BaseObject;

    private void Check(PSObject row)
    {
        InputRow cells = InputRow.Of(this);
        foreach (string parameter in cells.BoundByName.Where(name => !IsTyped(name))) Faults.Collect(() => cells.Read(row, parameter));
    }

    private protected sealed override void CheckInput() => Faults.ThrowIfAny([]);

    /// <summary>Whether a parameter has a value for this input, typed or from the pipeline.</summary>
    private protected bool IsBound(string parameter) =>
        IsTyped(parameter) || (PipelineInput is PSObject row ? InputRow.Of(this).Has(row, parameter) : MyInvocation.BoundParameters.ContainsKey(parameter));

    private protected void Require(params (bool IsThere, string Parameter)[] values)
    {
        if (values.All(value => value.IsThere)) return;
        foreach ((bool isThere, string parameter) in values)
        {
            if (!isThere) Faults.Add(Missing(parameter));
        }

        Faults.ThrowIfAny([]);
    }

    private protected static InputException Missing(string parameter) =>
        new(ErrorCode.InvalidInput, $"-{parameter}: the input has none.", parameter, $"Add -{parameter}, or pipe in objects that have it.");

    /// <summary>Stops a write that breaks a documented rule or holds what cannot be read, and warns of a rule that only older guides know.</summary>
    private protected void Validate(CmdletRun run, IEnumerable<FpxRuleFinding> findings)
    {
        FpxRuleFinding[] all = SkipsValidation ? [] : [.. findings.Select(InOwnTerms)];
        Faults.ThrowIfAny(all);
        all.ThrowIfRefused();
        foreach (FpxRuleFinding finding in all) run.Warning($"-{finding.ParameterName}: {finding.Message}");
    }

    private protected virtual string ParameterOf(FpxRuleFinding finding) => finding.ParameterName;

    /// <summary>A finding under the name of this cmdlet's parameter.</summary>
    private protected FpxRuleFinding InOwnTerms(FpxRuleFinding finding) => finding.Of(ParameterOf(finding));

    private protected sealed override RestException InOwnTerms(RestException exception) =>
        exception is RuleException broken ? new RuleException([.. broken.Findings.Select(InOwnTerms)]) : exception;
}
