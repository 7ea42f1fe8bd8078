using System.Collections;
using System.Collections.Generic;

namespace System.Management.Automation.Pipeline;

/// <summary>What a cmdlet says, and where it goes.</summary>
internal sealed partial class CommandProcessor : ICommandRuntime2
{
    private readonly Confirmation _confirmation;
    private readonly Dictionary<string, ArrayList> _collected = new(StringComparer.OrdinalIgnoreCase);

    Host.PSHost ICommandRuntime.Host => Host;

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
        throw Terminate(errorRecord, new CmdletInvocationException(errorRecord, errorRecord.Exception));
    }

    public void WriteWarning(string text)
    {
        WarningRecord record = new(text) { InvocationInfo = Invocation };
        if (Wants(_preferences.Warning))
        {
            _pipeline.Streams.Warning.Add(record);
            Host.UI?.WriteWarningLine(text);
        }

        if (_preferences.Warning != ActionPreference.Ignore)
            Collect(Common.WarningVariable, record);
        Follow(_preferences.Warning, "WarningPreference", text);
    }

    public void WriteVerbose(string text)
    {
        if (!Wants(_preferences.Verbose))
            return;
        _pipeline.Streams.Verbose.Add(new VerboseRecord(text) { InvocationInfo = Invocation });
        Host.UI?.WriteVerboseLine(text);
        Follow(_preferences.Verbose, "VerbosePreference", text);
    }

    public void WriteDebug(string text)
    {
        if (!Wants(_preferences.Debug))
            return;
        _pipeline.Streams.Debug.Add(new DebugRecord(text) { InvocationInfo = Invocation });
        Host.UI?.WriteDebugLine(text);
        Follow(_preferences.Debug, "DebugPreference", text);
    }

    public void WriteInformation(InformationRecord informationRecord)
    {
        RequireTurn();
        Collect(Common.InformationVariable, informationRecord);
        if (_preferences.Information == ActionPreference.Ignore)
            return;
        // Unlike the other streams, this one keeps what is not shown.
        _pipeline.Streams.Information.Add(informationRecord);
        if (_preferences.Information == ActionPreference.Continue)
            Host.UI?.WriteLine(informationRecord.ToString());
    }

    public void WriteProgress(ProgressRecord progressRecord) => WriteProgress(0, progressRecord);

    public void WriteProgress(long sourceId, ProgressRecord progressRecord)
    {
        if (!Wants(_preferences.Progress))
            return;
        _pipeline.Streams.Progress.Add(progressRecord);
        Host.UI?.WriteProgress(sourceId, progressRecord);
        Follow(_preferences.Progress, "ProgressPreference", progressRecord.Activity);
    }

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
            _confirmation.AskOrHalt("Error", record.ToString());
        Collect(Common.ErrorVariable, record);
        Session.PSVariable.AddError(record);
        if (preference != ActionPreference.SilentlyContinue)
            _pipeline.Streams.Error.Add(record);
    }

    /// <summary>Whether a text goes to its stream; <see cref="Follow"/> then does what the preference asks for beyond that.</summary>
    private bool Wants(ActionPreference preference)
    {
        RequireTurn();
        return preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
    }

    private void Follow(ActionPreference preference, string variable, string text)
    {
        if (preference == ActionPreference.Inquire)
            _confirmation.AskOrHalt(variable, null);
        if (preference != ActionPreference.Stop)
            return;
        string message = $"The running command stopped because the preference variable \"{variable}\" or common parameter is set to Stop: {text}";
        ActionPreferenceStopException stop = new(message);
        stop.Identify("ActionPreferenceStop", ErrorCategory.OperationStopped);
        stop.ErrorRecord.SetInvocation(Invocation);
        throw Terminate(stop.ErrorRecord, stop);
    }

    private void Collect(string? variable, object? value) => Collected(variable)?.Add(value);

    /// <summary>What is kept in the variable that the caller named: anew for each command, unless a plus before the name adds to what is there.</summary>
    private ArrayList? Collected(string? variable)
    {
        if (string.IsNullOrEmpty(variable))
            return null;
        string name = variable.TrimStart('+');
        if (_collected.TryGetValue(name, out ArrayList? list))
            return list;
        list = variable[0] == '+' && Session.PSVariable.GetValue(name) is ArrayList before ? before : [];
        Session.PSVariable.Set(name, list);
        return _collected[name] = list;
    }
}
