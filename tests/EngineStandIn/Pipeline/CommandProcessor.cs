using System.Collections.Generic;
using System.Management.Automation.Binding;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace System.Management.Automation.Pipeline;

/// <summary>One command of a pipeline, from its arguments to its end.</summary>
internal sealed partial class CommandProcessor : IDisposable
{
    private readonly PipelineProcessor _pipeline;
    private readonly IReadOnlyList<Argument> _arguments;
    private readonly Preferences _preferences;
    private Action<object?> _output = static _ => { };
    private bool _began;
    private int _turnThread = -1;

    public CommandProcessor(PipelineProcessor pipeline, CmdletInfo command, string invocationName, IReadOnlyList<Argument> arguments)
    {
        (_pipeline, Command, _arguments) = (pipeline, command, arguments);
        Invocation = new InvocationInfo(command, invocationName);
        Common = new CommonParameters { Paging = command.Metadata.SupportsPaging ? new PagingParameters() : null };
        _preferences = new Preferences(Common, Session.PSVariable, Host.UI is not null);
        _confirmation = new Confirmation(this, _preferences);
        Cmdlet = (Cmdlet)Activator.CreateInstance(command.ImplementingType)!;
        Cmdlet.CommandRuntime = this;
        Binder = new ParameterBinder(this);
    }

    public CmdletInfo Command { get; }
    public Cmdlet Cmdlet { get; }
    public InvocationInfo Invocation { get; }
    public CommonParameters Common { get; }
    public ParameterBinder Binder { get; }
    public LocalRunspace Runspace => _pipeline.Runspace;
    public SessionState Session => Runspace.Session;
    public EngineIntrinsics Engine => Runspace.Engine;
    public PSHost Host => Runspace.Host;
    public bool IsStopping => _pipeline.IsStopping;

    public void Connect(Action<object?> output, int index, int length, bool expectsInput)
    {
        _output = output;
        (Invocation.PipelinePosition, Invocation.PipelineLength, Invocation.ExpectingInput) = (index + 1, length, expectsInput);
    }

    public void Prepare()
    {
        try
        {
            Binder.BindArguments(_arguments, Invocation.ExpectingInput);
            foreach (string? variable in new[] { Common.ErrorVariable, Common.WarningVariable, Common.InformationVariable, Common.OutVariable })
                Collected(variable);
        }
        catch (ParameterBindingException e)
        {
            throw _pipeline.Fail(e);
        }
    }

    public void Begin()
    {
        if (_began)
            return;
        _began = true;
        Guard(Cmdlet.RunBegin);
    }

    /// <summary>For a command that nothing is piped into: its one turn.</summary>
    public void RunOnce() => Guard(Cmdlet.RunProcess);

    /// <summary>Binds an object that came down the pipeline and gives the command its turn with it.</summary>
    public void Receive(object? item)
    {
        Begin();
        ThrowIfStopping();
        PSObject? input = item is null ? null : PSObject.AsPSObject(item);
        try
        {
            if (!Binder.BindPipelineObject(input))
            {
                Refuse(input, "InputObjectNotBound", "The input object cannot be bound to any parameters for the command either because the command does not take pipeline input or the input and its properties do not match any of the parameters that take pipeline input.");
                return;
            }
        }
        catch (ParameterBindingException e)
        {
            Binder.RestoreParameters();
            ErrorRecord record = new(e.ErrorRecord, e);
            record.SetTarget(input);
            Report(record);
            return;
        }

        if (Binder.MissingMandatory() is { Count: > 0 } missing)
        {
            string names = string.Join(" ", System.Linq.Enumerable.Select(missing, static p => p.Name));
            Refuse(input, "InputObjectMissingMandatory", $"The input object cannot be bound because it did not contain the information required to bind all mandatory parameters:  {names}");
            return;
        }

        Guard(Cmdlet.RunProcess);
    }

    public void End()
    {
        Begin();
        Guard(Cmdlet.RunEnd);
    }

    public void Stop() => Cmdlet.RunStop();

    public void Dispose() => (Cmdlet as IDisposable)?.Dispose();

    private void Refuse(PSObject? input, string id, string message)
    {
        ParameterBindingException refusal = new(ErrorCategory.InvalidArgument, Invocation, id, null, message);
        ErrorRecord record = new(refusal.ErrorRecord, refusal);
        record.SetTarget(input);
        Report(record);
    }

    /// <summary>What a cmdlet throws ends the pipeline, as an error of that cmdlet.</summary>
    private void Guard(Action turn)
    {
        int outer = _turnThread;
        try
        {
            _turnThread = Environment.CurrentManagedThreadId;
            ThrowIfStopping();
            turn();
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (Exception e)
        {
            if (e is StopUpstreamCommandsException)
                throw _pipeline.Fail(e);
            ErrorRecord record = e is IContainsErrorRecord holder
                ? new ErrorRecord(holder.ErrorRecord, e)
                : new ErrorRecord(e, e.GetType().FullName!, ErrorCategory.NotSpecified, null);
            record.SetInvocation(Invocation);
            throw Terminate(record, new CmdletInvocationException(record, e));
        }
        finally
        {
            _turnThread = outer;
        }
    }

    private PipelineStoppedException Terminate(ErrorRecord record, Exception failure)
    {
        Collect(Common.ErrorVariable, failure);
        Session.PSVariable.AddError(record);
        return _pipeline.Fail(failure);
    }

    /// <summary>A cmdlet may speak only in its turn, and only on the thread that gave it the turn.</summary>
    private void RequireTurn()
    {
        ThrowIfStopping();
        if (_turnThread != Environment.CurrentManagedThreadId)
        {
            throw new PSInvalidOperationException("The WriteObject and WriteError methods cannot be called from outside the overrides of the BeginProcessing, ProcessRecord, and EndProcessing methods, and they can only be called from within the same thread. "
                + "Validate that the cmdlet makes these calls correctly, or contact Microsoft Customer Support Services.");
        }
    }

    private void ThrowIfStopping()
    {
        if (IsStopping)
            throw new PipelineStoppedException();
    }
}
