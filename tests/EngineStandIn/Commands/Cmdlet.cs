using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation.Host;
using System.Management.Automation.Pipeline;

namespace System.Management.Automation;

public abstract class Cmdlet
{
    private ICommandRuntime? _runtime;

    /// <summary>The names that every cmdlet has without declaring them.</summary>
    public static HashSet<string> CommonParameters { get; } = new(Binding.CommonParameters.Always, StringComparer.OrdinalIgnoreCase);
    public static HashSet<string> OptionalCommonParameters { get; } = new(Binding.CommonParameters.Optional, StringComparer.OrdinalIgnoreCase);

    public ICommandRuntime CommandRuntime
    {
        get => _runtime ?? throw new NotImplementedException("This cmdlet runs in no pipeline.");
        set => _runtime = value;
    }

    public bool Stopping => Processor?.IsStopping ?? false;
    internal CommandProcessor? Processor => _runtime as CommandProcessor;
    protected virtual void BeginProcessing() { }
    protected virtual void ProcessRecord() { }
    protected virtual void EndProcessing() { }
    protected virtual void StopProcessing() { }
    internal void RunBegin() => BeginProcessing();
    internal void RunProcess() => ProcessRecord();
    internal void RunEnd() => EndProcessing();
    internal void RunStop() => StopProcessing();
    public void WriteObject(object? sendToPipeline) => CommandRuntime.WriteObject(sendToPipeline);
    public void WriteObject(object? sendToPipeline, bool enumerateCollection) => CommandRuntime.WriteObject(sendToPipeline, enumerateCollection);
    public void WriteError(ErrorRecord errorRecord) => CommandRuntime.WriteError(errorRecord);
    public void WriteVerbose(string text) => CommandRuntime.WriteVerbose(text);
    public void WriteDebug(string text) => CommandRuntime.WriteDebug(text);
    public void WriteWarning(string text) => CommandRuntime.WriteWarning(text);
    public void WriteProgress(ProgressRecord progressRecord) => CommandRuntime.WriteProgress(progressRecord);
    public void WriteInformation(InformationRecord informationRecord) => ((ICommandRuntime2)CommandRuntime).WriteInformation(informationRecord);

    public void WriteInformation(object messageData, string[] tags)
    {
        InformationRecord record = new(messageData, (this as PSCmdlet)?.MyInvocation.MyCommand?.Name ?? GetType().Name);
        record.Tags.AddRange(tags ?? []);
        WriteInformation(record);
    }

    public void ThrowTerminatingError(ErrorRecord errorRecord) => CommandRuntime.ThrowTerminatingError(errorRecord);
    public bool ShouldProcess(string target) => CommandRuntime.ShouldProcess(target);
    public bool ShouldProcess(string target, string action) => CommandRuntime.ShouldProcess(target, action);
    public bool ShouldProcess(string verboseDescription, string verboseWarning, string caption) => CommandRuntime.ShouldProcess(verboseDescription, verboseWarning, caption);

    public bool ShouldProcess(string verboseDescription, string verboseWarning, string caption, out ShouldProcessReason shouldProcessReason) =>
        CommandRuntime.ShouldProcess(verboseDescription, verboseWarning, caption, out shouldProcessReason);

    public bool ShouldContinue(string query, string caption) => CommandRuntime.ShouldContinue(query, caption);
    public bool ShouldContinue(string query, string caption, ref bool yesToAll, ref bool noToAll) => CommandRuntime.ShouldContinue(query, caption, ref yesToAll, ref noToAll);
}

public abstract class PSCmdlet : Cmdlet
{
    public InvocationInfo MyInvocation => Processor?.Invocation ?? throw OutsidePipeline();
    public string ParameterSetName => Processor?.Binder.ParameterSetName ?? throw OutsidePipeline();
    public PagingParameters? PagingParameters => Processor?.Common.Paging;
    public SessionState SessionState => Processor?.Session ?? throw OutsidePipeline();
    public PSHost Host => Processor?.Host ?? throw OutsidePipeline();
    public string GetUnresolvedProviderPathFromPSPath(string path) => SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
    public Collection<string> GetResolvedProviderPathFromPSPath(string path, out ProviderInfo provider) => SessionState.Path.GetResolvedProviderPathFromPSPath(path, out provider);
    public object? GetVariableValue(string name) => SessionState.PSVariable.GetValue(name);
    public object? GetVariableValue(string name, object? defaultValue) => SessionState.PSVariable.GetValue(name, defaultValue);
    private static InvalidOperationException OutsidePipeline() => new("This cmdlet runs in no pipeline.");
}

public sealed class PagingParameters
{
    internal PagingParameters() { }

    public SwitchParameter IncludeTotalCount { get; set; }
    public ulong Skip { get; set; }
    public ulong First { get; set; } = ulong.MaxValue;

    /// <summary>The object that tells a total: a number that says in words how sure it is.</summary>
    public PSObject NewTotalCount(ulong totalCount, double accuracy)
    {
        PSObject total = new TotalCount(totalCount, accuracy);
        total.Properties.Add(new PSNoteProperty("Accuracy", accuracy));
        return total;
    }

    private sealed class TotalCount(ulong count, double accuracy) : PSObject(count)
    {
        public override string ToString() => accuracy >= 1 ? $"Total count: {count}" : accuracy > 0 ? $"Estimated total count: {count}" : "Unknown total count";
    }
}
