using System;
using System.Collections;
using System.Management.Automation;
using System.Threading;

namespace EngineSampleModule;

[Cmdlet(VerbsCommunications.Write, "SampleStream", SupportsShouldProcess = true)]
public sealed class WriteSampleStreamCommand : PSCmdlet
{
    protected override void ProcessRecord()
    {
        WriteVerbose("verbose text");
        WriteDebug("debug text");
        WriteWarning("warning text");
        WriteInformation("information text", new[] { "tag" });
        WriteProgress(new ProgressRecord(7, "activity", "status") { PercentComplete = 50, SecondsRemaining = 3 });
        if (ShouldProcess("a target"))
            WriteObject("output");
    }
}

public enum SampleFailure
{
    WriteError,
    ThrowTerminatingError,
    Throw,
    ThrowWithRecord,
    WriteFromAnotherThread,
    ThrowInBegin,
    ThrowInEnd,
}

[Cmdlet(VerbsLifecycle.Invoke, "SampleFailure")]
public sealed class InvokeSampleFailureCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public SampleFailure How { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public int Item { get; set; }

    protected override void BeginProcessing()
    {
        if (How == SampleFailure.ThrowInBegin)
            throw new InvalidOperationException("in begin");
    }

    protected override void ProcessRecord()
    {
        switch (How)
        {
            case SampleFailure.WriteError:
                WriteError(Record());
                break;
            case SampleFailure.ThrowTerminatingError:
                ThrowTerminatingError(Record());
                break;
            case SampleFailure.Throw:
                throw new InvalidOperationException("thrown as it is");
            case SampleFailure.ThrowWithRecord:
                throw new RuntimeException("with a record", null, Record());
            case SampleFailure.WriteFromAnotherThread:
                Exception? refused = null;
                Thread other = new(() => refused = WriteElsewhere());
                other.Start();
                other.Join();
                WriteObject(refused?.GetType().Name ?? "nothing refused");
                break;
            default:
                break;
        }

        WriteObject($"after {Item}");
    }

    protected override void EndProcessing()
    {
        if (How == SampleFailure.ThrowInEnd)
            throw new InvalidOperationException("in end");
    }

    private Exception? WriteElsewhere()
    {
        try
        {
            WriteObject("from another thread");
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e;
        }
    }

    private ErrorRecord Record() => new(new ArgumentException($"item {Item} is bad"), "SampleBad", ErrorCategory.InvalidData, Item)
    {
        ErrorDetails = new ErrorDetails($"Item {Item} cannot be used.") { RecommendedAction = "Use another one." },
    };
}

/// <summary>Writes down when it gets its turns, and passes on what it gets.</summary>
[Cmdlet(VerbsDiagnostic.Trace, "SampleOrder")]
public sealed class TraceSampleOrderCommand : PSCmdlet, IDisposable
{
    [Parameter(Mandatory = true)]
    public IList Log { get; set; } = null!;

    [Parameter(Mandatory = true)]
    public string Label { get; set; } = string.Empty;

    [Parameter]
    public int Emit { get; set; }

    [Parameter]
    public SwitchParameter EmitInBegin { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    protected override void BeginProcessing()
    {
        Log.Add($"{Label} begin");
        if (EmitInBegin)
            WriteObject("early");
    }

    protected override void ProcessRecord()
    {
        if (Emit == 0)
        {
            Log.Add($"{Label} process {InputObject}");
            WriteObject(InputObject);
            return;
        }

        for (int i = 1; i <= Emit; i++)
        {
            Log.Add($"{Label} emit {i}");
            try
            {
                WriteObject(i);
            }
            catch (Exception e)
            {
                Log.Add($"{Label} saw {e.GetType().Name}");
                throw;
            }
        }
    }

    protected override void EndProcessing() => Log.Add($"{Label} end {InputObject}");

    protected override void StopProcessing() => Log.Add($"{Label} stop");

    public void Dispose() => Log?.Add($"{Label} dispose");
}

/// <summary>Waits until it is stopped.</summary>
[Cmdlet(VerbsLifecycle.Wait, "Sample")]
public sealed class WaitSampleCommand : PSCmdlet, IDisposable
{
    private readonly ManualResetEventSlim _stopped = new();

    protected override void ProcessRecord()
    {
        WriteObject("waiting");
        _stopped.Wait();
        WriteObject(Stopping);
    }

    protected override void StopProcessing() => _stopped.Set();

    public void Dispose() => _stopped.Dispose();
}
