using System.Collections;

namespace System.Management.Automation.Pipeline;

/// <summary>What a cmdlet says, and where it goes.</summary>
internal sealed partial class CommandProcessor : ICommandRuntime2
{
    private readonly Confirmation _confirmation;

    Host.PSHost ICommandRuntime.Host => Host;

    public PSTransactionContext? CurrentPSTransaction => null;

    public void WriteObject(object? sendToPipeline)
    {
        RequireTurn();
        Collect(Common.OutVariable, sendToPipeline);
        if (Common.PipelineVariable is { } variable)
            Session.PSVariable.Set(variable, sendToPipeline);
        _output(sendToPipeline);
    }

    public void WriteObject(object? sendToPipeline, bool enumerateCollection)
    {
        if (enumerateCollection && LanguagePrimitives.GetEnumerator(sendToPipeline) is { } many)
        {
            while (many.MoveNext())
                WriteObject(many.Current);
        }
        else
            WriteObject(sendToPipeline);
    }

    public void WriteError(ErrorRecord errorRecord)
    {
        ArgumentNullException.ThrowIfNull(errorRecord);
        RequireTurn();
        errorRecord.SetInvocation(Invocation);
        Report(errorRecord);
    }

    public void ThrowTerminatingError(ErrorRecord errorRecord)
    {
        RequireTurn();
        ArgumentNullException.ThrowIfNull(errorRecord);
        errorRecord.SetInvocation(Invocation);
        throw Terminate(errorRecord, new CmdletInvocationException(errorRecord));
    }

    public void WriteWarning(string text)
    {
        WarningRecord record = new(text) { InvocationInfo = Invocation };
        if (!Wants(_preferences.Warning, "WarningPreference", text, Common.WarningVariable, record))
            return;
        _pipeline.Streams.Warning.Add(record);
        Host.UI?.WriteWarningLine(text);
    }

    public void WriteVerbose(string text)
    {
        if (!Wants(_preferences.Verbose, "VerbosePreference", text))
            return;
        _pipeline.Streams.Verbose.Add(new VerboseRecord(text) { InvocationInfo = Invocation });
        Host.UI?.WriteVerboseLine(text);
    }

    public void WriteDebug(string text)
    {
        if (!Wants(_preferences.Debug, "DebugPreference", text))
            return;
        _pipeline.Streams.Debug.Add(new DebugRecord(text) { InvocationInfo = Invocation });
        Host.UI?.WriteDebugLine(text);
    }

    public void WriteInformation(InformationRecord informationRecord)
    {
        RequireTurn();
        if (_preferences.Information == ActionPreference.Ignore)
            return;
        // Unlike the other streams, this one keeps what is not shown.
        _pipeline.Streams.Information.Add(informationRecord);
        if (_preferences.Information == ActionPreference.Continue)
            Host.UI?.WriteLine(informationRecord.ToString());
        Collect(Common.InformationVariable, informationRecord);
    }

    public void WriteProgress(ProgressRecord progressRecord) => WriteProgress(0, progressRecord);

    public void WriteProgress(long sourceId, ProgressRecord progressRecord)
    {
        if (!Wants(_preferences.Progress, "ProgressPreference", progressRecord.Activity))
            return;
        _pipeline.Streams.Progress.Add(progressRecord);
        Host.UI?.WriteProgress(sourceId, progressRecord);
    }

    public void WriteCommandDetail(string text) { }

    public bool TransactionAvailable() => false;

    public bool ShouldProcess(string target) => ShouldProcess(target, Command.Name);

    public bool ShouldProcess(string target, string action) =>
        ShouldProcess($"Performing the operation \"{action}\" on target \"{target}\".",
            $"Are you sure you want to perform this action?{Environment.NewLine}Performing the operation \"{action}\" on target \"{target}\".", null!);

    public bool ShouldProcess(string verboseDescription, string verboseWarning, string caption) => ShouldProcess(verboseDescription, verboseWarning, caption, out _);

    public bool ShouldProcess(string verboseDescription, string verboseWarning, string caption, out ShouldProcessReason shouldProcessReason)
    {
        RequireTurn();
        return _confirmation.ShouldProcess(verboseDescription, verboseWarning, caption, out shouldProcessReason);
    }

    public bool ShouldContinue(string query, string caption) => _confirmation.Ask(query, caption, toAll: false) == Confirmation.Answer.Yes;

    public bool ShouldContinue(string query, string caption, ref bool yesToAll, ref bool noToAll)
    {
        if (yesToAll || noToAll)
            return yesToAll;
        Confirmation.Answer answer = _confirmation.Ask(query, caption, toAll: true);
        (yesToAll, noToAll) = (answer == Confirmation.Answer.YesToAll, answer == Confirmation.Answer.NoToAll);
        return answer is Confirmation.Answer.Yes or Confirmation.Answer.YesToAll;
    }

    public bool ShouldContinue(string query, string caption, bool hasSecurityImpact, ref bool yesToAll, ref bool noToAll) =>
        ShouldContinue(query, caption, ref yesToAll, ref noToAll);

    private void Report(ErrorRecord record)
    {
        ThrowIfStopping();
        _pipeline.HadErrors = true;
        ActionPreference preference = _preferences.Error;
        if (preference == ActionPreference.Ignore)
            return;
        if (preference == ActionPreference.Stop)
        {
            throw Terminate(record, new ActionPreferenceStopException(
                $"The running command stopped because the preference variable \"ErrorActionPreference\" or common parameter is set to Stop: {record}", record));
        }

        if (preference == ActionPreference.Inquire)
            _confirmation.AskOrHalt(record.ToString());
        Collect(Common.ErrorVariable, record);
        Session.PSVariable.AddError(record);
        if (preference != ActionPreference.SilentlyContinue)
            _pipeline.Streams.Error.Add(record);
    }

    private bool Wants(ActionPreference preference, string variable, string text, string? collect = null, object? record = null)
    {
        RequireTurn();
        if (preference is ActionPreference.Ignore)
            return false;
        Collect(collect, record);
        if (preference == ActionPreference.Stop)
        {
            ErrorRecord error = new(new RuntimeException(text), "ActionPreferenceStop", ErrorCategory.OperationStopped, null);
            error.SetInvocation(Invocation);
            throw Terminate(error, new ActionPreferenceStopException($"The running command stopped because the preference variable \"{variable}\" or common parameter is set to Stop: {text}", error));
        }

        if (preference == ActionPreference.Inquire)
            _confirmation.AskOrHalt(text);
        return preference != ActionPreference.SilentlyContinue;
    }

    /// <summary>Keeps a copy in the variable that the caller named; a plus before the name adds to what is there.</summary>
    private void Collect(string? variable, object? value)
    {
        if (string.IsNullOrEmpty(variable))
            return;
        string name = variable.TrimStart('+');
        if (!_collected.TryGetValue(name, out ArrayList? list))
        {
            list = variable[0] == '+' && Session.PSVariable.GetValue(name) is ArrayList before ? before : [];
            _collected[name] = list;
            Session.PSVariable.Set(name, list);
        }

        list.Add(value);
    }

    private readonly System.Collections.Generic.Dictionary<string, ArrayList> _collected = new(StringComparer.OrdinalIgnoreCase);
}
