using System.Management.Automation.Host;

namespace System.Management.Automation;

public enum ShouldProcessReason { None, WhatIf }

/// <summary>What a cmdlet talks to: the pipeline it runs in.</summary>
public interface ICommandRuntime
{
    PSHost? Host { get; }

    void WriteObject(object? sendToPipeline);
    void WriteObject(object? sendToPipeline, bool enumerateCollection);
    void WriteError(ErrorRecord errorRecord);
    void WriteWarning(string text);
    void WriteVerbose(string text);
    void WriteDebug(string text);
    void WriteProgress(ProgressRecord progressRecord);
    void WriteProgress(long sourceId, ProgressRecord progressRecord);
    bool ShouldProcess(string target);
    bool ShouldProcess(string target, string action);
    bool ShouldProcess(string verboseDescription, string verboseWarning, string caption);
    bool ShouldProcess(string verboseDescription, string verboseWarning, string caption, out ShouldProcessReason shouldProcessReason);
    bool ShouldContinue(string query, string caption);
    bool ShouldContinue(string query, string caption, ref bool yesToAll, ref bool noToAll);
    void ThrowTerminatingError(ErrorRecord errorRecord);
}

public interface ICommandRuntime2 : ICommandRuntime
{
    void WriteInformation(InformationRecord informationRecord);
}
