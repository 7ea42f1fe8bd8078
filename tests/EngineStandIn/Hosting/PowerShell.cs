using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation.Binding;
using System.Management.Automation.Pipeline;
using System.Management.Automation.Runspaces;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace System.Management.Automation;

public enum RunspaceMode { CurrentRunspace, NewRunspace }

public enum PSInvocationState { NotStarted, Running, Stopping, Stopped, Completed, Failed, Disconnected }

public sealed class PSInvocationStateInfo
{
    internal PSInvocationStateInfo(PSInvocationState state, Exception? reason = null) => (State, Reason) = (state, reason);

    public PSInvocationState State { get; }
    public Exception? Reason { get; }
}

public sealed class PSInvocationStateChangedEventArgs : EventArgs
{
    internal PSInvocationStateChangedEventArgs(PSInvocationStateInfo info) => InvocationStateInfo = info;

    public PSInvocationStateInfo InvocationStateInfo { get; }
}

public sealed class PSInvocationSettings
{
    public ActionPreference? ErrorActionPreference { get; set; }
    public bool AddToHistory { get; set; }
}

/// <summary>Commands to be run in a session, put together call by call.</summary>
public sealed class PowerShell : IDisposable
{
    private readonly ManualResetEventSlim _ended = new(initialState: true);
    private PipelineProcessor? _running;
    private bool _ownsRunspace;

    private PowerShell() { }

    public event EventHandler<PSInvocationStateChangedEventArgs>? InvocationStateChanged;

    public PSCommand Commands { get; set; } = new();
    public PSDataStreams Streams { get; } = new();
    public bool HadErrors { get; private set; }
    public Guid InstanceId { get; } = Guid.NewGuid();

    public PSInvocationStateInfo InvocationStateInfo
    {
        get;
        private set
        {
            field = value;
            InvocationStateChanged?.Invoke(this, new PSInvocationStateChangedEventArgs(value));
        }
    } = new(PSInvocationState.NotStarted);

    public Runspace Runspace
    {
        get
        {
            if (field is null)
            {
                (field, _ownsRunspace) = (RunspaceFactory.CreateRunspace(), true);
                field.Open();
            }

            return field;
        }

        set => (field, _ownsRunspace) = (value, false);
    }

    public static PowerShell Create() => new();

    public static PowerShell Create(RunspaceMode runspace) => runspace == RunspaceMode.NewRunspace ? new()
        : new() { Runspace = Runspaces.Runspace.DefaultRunspace ?? throw new PSInvalidOperationException("There is no runspace on this thread.") };

    public static PowerShell Create(InitialSessionState initialSessionState)
    {
        PowerShell shell = new() { Runspace = RunspaceFactory.CreateRunspace(initialSessionState), _ownsRunspace = true };
        shell.Runspace.Open();
        return shell;
    }

    public PowerShell AddCommand(string cmdlet) => With(c => c.AddCommand(cmdlet));

    public PowerShell AddCommand(string cmdlet, bool useLocalScope) => AddCommand(cmdlet);

    public PowerShell AddScript(string script) => throw new PSNotSupportedException("This engine has no script language.");

    public PowerShell AddArgument(object? value) => With(c => c.AddArgument(value));

    public PowerShell AddParameter(string parameterName) => With(c => c.AddParameter(parameterName));

    public PowerShell AddParameter(string parameterName, object? value) => With(c => c.AddParameter(parameterName, value));

    public PowerShell AddParameters(IDictionary parameters) => With(c =>
    {
        foreach (DictionaryEntry entry in parameters)
            c.AddParameter((string)entry.Key, entry.Value);
    });

    public PowerShell AddParameters(IList parameters) => With(c =>
    {
        foreach (object? value in parameters)
            c.AddArgument(value);
    });

    public PowerShell AddStatement() => With(static c => c.AddStatement());

    public Collection<PSObject> Invoke() => Invoke<PSObject>();

    public Collection<PSObject> Invoke(IEnumerable? input) => Invoke<PSObject>(input);

    public Collection<PSObject> Invoke(IEnumerable? input, PSInvocationSettings? settings) => Invoke<PSObject>(input, settings);

    public Collection<T> Invoke<T>() => Invoke<T>((IEnumerable?)null);

    public Collection<T> Invoke<T>(IEnumerable? input) => Invoke<T>(input, (PSInvocationSettings?)null);

    public Collection<T> Invoke<T>(IEnumerable? input, PSInvocationSettings? settings)
    {
        Collection<T> output = [];
        Invoke(input, output, settings);
        return output;
    }

    public void Invoke<T>(IEnumerable? input, IList<T> output) => Invoke(input, output, null);

    public void Invoke<T>(IEnumerable? input, IList<T> output, PSInvocationSettings? settings)
    {
        Exception? failure = Start(input, item => Keep(output, item), settings).Wait();
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    public IAsyncResult BeginInvoke() => BeginInvoke<PSObject, PSObject>(null, new PSDataCollection<PSObject>());

    public IAsyncResult BeginInvoke<T>(PSDataCollection<T>? input) => BeginInvoke<T, PSObject>(input, new PSDataCollection<PSObject>());

    public IAsyncResult BeginInvoke<TInput, TOutput>(PSDataCollection<TInput>? input, PSDataCollection<TOutput> output) =>
        Start(input, item => Keep(output, item), null, output as PSDataCollection<PSObject>);

    public PSDataCollection<PSObject> EndInvoke(IAsyncResult asyncResult)
    {
        var invocation = (Invocation)asyncResult;
        Exception? failure = invocation.Wait();
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        return invocation.Output ?? [];
    }

    /// <summary>Asks the running commands to stop and waits until they have.</summary>
    public void Stop()
    {
        PipelineProcessor? running = Volatile.Read(ref _running);
        if (running is null)
            return;
        InvocationStateInfo = new(PSInvocationState.Stopping);
        running.Stop();
        _ended.Wait();
    }

    public void Dispose()
    {
        Stop();
        if (_ownsRunspace)
            Runspace.Dispose();
    }

    private static void Keep<T>(IList<T> output, object? item)
    {
        if (item is null && typeof(T) == typeof(PSObject))
            output.Add(default!);
        else
            output.Add(LanguagePrimitives.ConvertTo<T>(item));
    }

    private PowerShell With(Action<PSCommand> change)
    {
        if (Volatile.Read(ref _running) is not null)
            throw new PSInvalidOperationException("The operation cannot be performed because a command has already been started. Wait for the command to complete, or stop it, and then try the operation again.");
        change(Commands);
        return this;
    }

    private Invocation Start(IEnumerable? input, Action<object?> output, PSInvocationSettings? settings, PSDataCollection<PSObject>? result = null)
    {
        if (Commands.Commands.Count == 0)
            throw new PSInvalidOperationException("No commands are specified. The commands must be specified before the operation can be performed.");
        var runspace = (LocalRunspace)Runspace;
        if (settings?.ErrorActionPreference is { } preference)
            runspace.Session.PSVariable.Set("ErrorActionPreference", preference);
        _ended.Reset();
        PipelineProcessor first = _running = new PipelineProcessor(runspace, Streams, output);
        Invocation invocation = new(result);
        // A thread of its own, as a session has: what belongs to a thread (its session above all) is then right by itself.
        Thread thread = new(() =>
        {
            Runspaces.Runspace.DefaultRunspace = runspace;
            invocation.End(Run(first, runspace, input, output));
        }) { IsBackground = true, Name = "Pipeline Execution Thread" };
        InvocationStateInfo = new(PSInvocationState.Running);
        thread.Start();
        return invocation;
    }

    private Exception? Run(PipelineProcessor first, LocalRunspace runspace, IEnumerable? input, Action<object?> output)
    {
        Exception? failure = null;
        PipelineProcessor pipeline = first;
        HadErrors = false;
        try
        {
            Command[][] statements = [.. Statements()];
            for (int i = 0; i < statements.Length; i++)
            {
                if (i > 0)
                    _running = pipeline = new PipelineProcessor(runspace, Streams, output);
                RunStatement(pipeline, runspace, statements[i], input, isLast: i == statements.Length - 1);
                input = null;
            }
        }
        catch (Exception e)
        {
            HadErrors = true;
            failure = e;
        }

        HadErrors |= pipeline.HadErrors;
        _running = null;
        InvocationStateInfo = failure is null ? new(PSInvocationState.Completed)
            : new(pipeline.IsStopping ? PSInvocationState.Stopped : PSInvocationState.Failed, failure);
        _ended.Set();
        return failure;
    }

    private void RunStatement(PipelineProcessor pipeline, LocalRunspace runspace, Command[] commands, IEnumerable? input, bool isLast)
    {
        try
        {
            foreach (Command command in commands)
            {
                CmdletInfo info = runspace.Modules.Find(command.CommandText);
                pipeline.Add(info, command.CommandText, [.. command.Parameters.Select(static p => new Argument(p.Name, p.Value))]);
            }

            pipeline.Run(input);
            HadErrors |= pipeline.HadErrors;
        }
        catch (RuntimeException e) when (!isLast && e is not (PipelineStoppedException or ActionPreferenceStopException))
        {
            // A statement that fails does not keep the next one from running.
            HadErrors = true;
            Streams.Error.Add(new ErrorRecord(e.ErrorRecord, e));
        }
    }

    private IEnumerable<Command[]> Statements()
    {
        List<Command> statement = [];
        foreach (Command command in Commands.Commands)
        {
            statement.Add(command);
            if (!command.IsEndOfStatement)
                continue;
            yield return [.. statement];
            statement.Clear();
        }

        if (statement.Count > 0)
            yield return [.. statement];
    }

    private sealed class Invocation(PSDataCollection<PSObject>? output) : IAsyncResult
    {
        private readonly ManualResetEvent _ended = new(initialState: false);
        private Exception? _failure;

        public PSDataCollection<PSObject>? Output => output;
        public object? AsyncState => null;
        public WaitHandle AsyncWaitHandle => _ended;
        public bool CompletedSynchronously => false;
        public bool IsCompleted => _ended.WaitOne(0);

        public void End(Exception? failure)
        {
            _failure = failure;
            output?.Complete();
            _ended.Set();
        }

        public Exception? Wait()
        {
            _ended.WaitOne();
            return _failure;
        }
    }
}
