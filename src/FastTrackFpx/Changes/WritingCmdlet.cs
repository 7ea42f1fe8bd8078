using FastTrackFpx.Connection;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Rules;

namespace FastTrackFpx.Changes;

/// <summary>A cmdlet that changes something on the service: rules first, then the prompt, then the write.</summary>
public abstract class WritingCmdlet : ConnectedCmdlet
{
    private readonly HashSet<string> _onCommandLine = new(StringComparer.OrdinalIgnoreCase);
    private InputRow? _row;
    private int _inputs;

    private protected WritingCmdlet()
    {
    }

    /// <summary>The record or row from the pipeline, which errors are about; null if there is none.</summary>
    private protected abstract object? PipelineInput { get; }

    private protected override object? ErrorTarget => PipelineInput;

    // Whoever pipes a thousand rows has to know which one.
    private protected override string? ErrorPlace => InputRow.IsRow(PipelineInput) ? $"Row {_inputs}" : null;

    /// <summary>The number of the present input, from 1.</summary>
    private protected int InputNumber => _inputs;

    /// <summary>What is wrong with the present input, so far.</summary>
    private protected InputFaults Faults { get; private set; } = new();

    private InputRow Row => _row ??= new InputRow(GetType());

    private protected override bool IsWrite => true;

    private protected sealed override void Check()
    {
        // Before the first input only what was typed is bound.
        _onCommandLine.UnionWith(MyInvocation.BoundParameters.Keys);
        CheckParameters();
    }

    /// <summary>Checks that come before any work and need no service.</summary>
    private protected virtual void CheckParameters()
    {
    }

    private protected sealed override void OnInput() => _inputs++;

    private protected sealed override async Task RunAsync(CmdletRun run, FpxClient client)
    {
        Faults = new InputFaults();
        object? input = PipelineInput;
        try
        {
            if (InputRow.IsRow(input)) Row.Check(PSObject.AsPSObject(input), IsTyped, Faults);
            await WriteAsync(run, client, Writing(client)).ConfigureAwait(false);
        }
        catch (RestException exception) when (input is not null)
        {
            run.Fail(exception, input);
        }
    }

    /// <summary>Whether rules are left to the service.</summary>
    private protected virtual bool SkipsValidation => false;

    /// <summary>The writes on behalf of this cmdlet, recorded in the connection's journal.</summary>
    private protected FpxWrites Writing(FpxClient client) => client.Writing(ContextFor(Chosen, SkipsValidation));

    /// <summary>The write, or writes, for one input. Runs on the thread pool.</summary>
    private protected abstract Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes);

    private protected sealed override void CheckInput() => Faults.ThrowIfAny([]);

    /// <summary>Whether a parameter has a value for this input, typed or from the pipeline.</summary>
    private protected bool IsBound(string parameter) =>
        IsTyped(parameter) || (PipelineInput is PSObject input ? Row.Has(input, parameter) : MyInvocation.BoundParameters.ContainsKey(parameter));

    /// <summary>Stops a write that lacks what it cannot do without.</summary>
    private protected void Require(params (bool IsThere, string Parameter)[] values)
    {
        if (values.All(value => value.IsThere)) return;
        foreach ((bool isThere, string parameter) in values)
        {
            if (!isThere) Faults.Add(Missing(parameter));
        }

        Faults.ThrowIfAny([]);
    }

    /// <summary>The error for an input that lacks a value.</summary>
    private protected static InputException Missing(string parameter) =>
        new(FpxErrorCode.InvalidInput, $"-{parameter}: the input has none.", parameter, $"Add -{parameter}, or pipe in objects that have it.");

    /// <summary>Whether a parameter was typed, and did not come from the pipeline.</summary>
    private protected bool IsTyped(string parameter) => _onCommandLine.Contains(parameter);

    /// <summary>Stops a write that breaks a documented rule or holds what cannot be read, and warns of a rule that only older guides know.</summary>
    private protected void Validate(CmdletRun run, IEnumerable<FpxRuleFinding> findings)
    {
        FpxRuleFinding[] all = SkipsValidation ? [] : findings.Select(InOwnTerms).ToArray();
        Faults.ThrowIfAny(all);
        all.ThrowIfRefused();
        foreach (FpxRuleFinding finding in all) run.Warning($"-{finding.ParameterName}: {finding.Message}");
    }

    /// <summary>The parameter of this cmdlet that carries what a rule is about.</summary>
    private protected virtual string ParameterOf(FpxRuleFinding finding) => finding.ParameterName;

    /// <summary>A finding under the name of this cmdlet's parameter.</summary>
    private protected FpxRuleFinding InOwnTerms(FpxRuleFinding finding) =>
        ParameterOf(finding) is var parameter && parameter != finding.ParameterName ? finding.Of(parameter) : finding;

    private protected sealed override RestException InOwnTerms(RestException exception) =>
        exception is RuleException broken ? new RuleException(broken.Findings.Select(InOwnTerms).ToArray()) : exception;
}
