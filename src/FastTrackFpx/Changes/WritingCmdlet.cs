using FastTrackFpx.Connection;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Rules;

namespace FastTrackFpx.Changes;

/// <summary>A cmdlet that changes something on the service: rules first, then the question, then the write.</summary>
public abstract class WritingCmdlet : ConnectedCmdlet
{
    private readonly HashSet<string> _onCommandLine = new(System.StringComparer.OrdinalIgnoreCase);
    private InputRow? _row;
    private int _inputs;

    private protected WritingCmdlet()
    {
    }

    /// <summary>The record or row that came down the pipeline, which errors are about; null when nothing did.</summary>
    private protected abstract object? PipelineInput { get; }

    private protected override object? ErrorTarget => PipelineInput;

    // Whoever pipes a thousand rows wants to know which one.
    private protected override string? ErrorPlace => PipelineInput is PSObject { BaseObject: PSCustomObject } ? $"Row {_inputs}" : null;

    private InputRow Row => _row ??= new InputRow(GetType());

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
        object? input = PipelineInput;
        try
        {
            if (input is PSObject { BaseObject: PSCustomObject } row) Row.RequireReadable(row, IsTyped);
            await WriteAsync(run, client, Chosen.Writing(client, this, SkipsValidation)).ConfigureAwait(false);
        }
        catch (RestException exception) when (input is not null)
        {
            run.Fail(exception, input);
        }
    }

    /// <summary>Whether rules are left to the service.</summary>
    private protected virtual bool SkipsValidation => false;

    /// <summary>The write, or writes, for one input. Runs on the thread pool.</summary>
    private protected abstract Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes);

    /// <summary>Whether a parameter has a value for this input, typed or from the pipeline.</summary>
    private protected bool IsBound(string parameter) =>
        IsTyped(parameter) || (PipelineInput is PSObject input ? Row.Has(input, parameter) : MyInvocation.BoundParameters.ContainsKey(parameter));

    /// <summary>Stops a write that lacks what it cannot be made without.</summary>
    private protected static void Require(bool isThere, string parameter)
    {
        if (!isThere) throw new InputException(FpxErrorCode.InvalidInput, $"-{parameter}: the input has none.", parameter, $"Give -{parameter}, or pipe in objects that have it.");
    }

    /// <summary>Whether a parameter was typed, and did not come from the pipeline.</summary>
    private protected bool IsTyped(string parameter) => _onCommandLine.Contains(parameter);

    /// <summary>Stops a write that breaks a documented rule, and warns of one that older guides know.</summary>
    private protected void Judge(CmdletRun run, IEnumerable<FpxRuleFinding> findings)
    {
        if (SkipsValidation) return;
        FpxRuleFinding[] all = findings.Select(InOwnTerms).ToArray();
        all.ThrowIfRefused();
        foreach (FpxRuleFinding finding in all) run.Warning($"-{finding.ParameterName}: {finding.Message}");
    }

    /// <summary>The parameter of this cmdlet that carries what a rule is about.</summary>
    private protected virtual string ParameterOf(FpxRuleFinding finding) => finding.ParameterName;

    /// <summary>A finding under the name of this cmdlet's parameter.</summary>
    private protected FpxRuleFinding InOwnTerms(FpxRuleFinding finding) =>
        ParameterOf(finding) is var parameter && parameter != finding.ParameterName ? new(finding.RuleId, finding.Severity, parameter, finding.Message) : finding;

    private protected sealed override RestException InOwnTerms(RestException exception) =>
        exception is RuleException broken ? new RuleException(broken.Findings.Select(InOwnTerms).ToArray()) : exception;

    /// <summary>What the user should know although the write was carried out.</summary>
    private protected static void Tell(CmdletRun run, string? warning)
    {
        if (warning is not null) run.Warning(warning);
    }
}
