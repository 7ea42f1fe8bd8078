using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation.Binding;
using System.Management.Automation.Pipeline;
using System.Management.Automation.Runspaces;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace System.Management.Automation;

/// <summary>Commands to be run in a session, put together call by call.</summary>
public sealed class PowerShell : IDisposable
{
    private readonly List<(string Name, List<Argument> Arguments)> _commands = [];
    private readonly ManualResetEventSlim _ended = new(initialState: true);
    private PipelineProcessor? _running;
    private bool _ownsRunspace;

    private PowerShell() { }

    public PSDataStreams Streams { get; } = new();
    public bool HadErrors { get; private set; }

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

    public PowerShell AddScript(string script) => throw new PSNotSupportedException("This engine has no script language.");

    public PowerShell AddCommand(string cmdlet)
    {
        _commands.Add((cmdlet, []));
        return this;
    }

    public PowerShell AddArgument(object? value) => Add(new Argument(null, value));

    public PowerShell AddParameter(string parameterName) => AddParameter(parameterName, true);

    public PowerShell AddParameter(string parameterName, object? value) => Add(new Argument(parameterName, value));

    public Collection<PSObject> Invoke() => Invoke(null);

    public Collection<PSObject> Invoke(IEnumerable? input)
    {
        PSDataCollection<PSObject> output = [];
        EndInvoke(Start(input, output));
        return output;
    }

    public IAsyncResult BeginInvoke<TInput, TOutput>(PSDataCollection<TInput>? input, PSDataCollection<TOutput> output) => Start(input, output);

    public PSDataCollection<PSObject> EndInvoke(IAsyncResult asyncResult)
    {
        asyncResult.AsyncWaitHandle.WaitOne();
        if (((Invocation)asyncResult).Failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        return [];
    }

    /// <summary>Asks the running commands to stop and waits until they have.</summary>
    public void Stop()
    {
        Volatile.Read(ref _running)?.Stop();
        _ended.Wait();
    }

    public void Dispose()
    {
        Stop();
        if (_ownsRunspace)
            Runspace.Dispose();
    }

    private PowerShell Add(Argument argument)
    {
        if (_commands.Count == 0)
            throw new PSInvalidOperationException("A command is required to add a parameter. A command must be added to the PowerShell instance before adding a parameter.");
        _commands[^1].Arguments.Add(argument);
        return this;
    }

    private Invocation Start<T>(IEnumerable? input, PSDataCollection<T> output)
    {
        if (_running is not null)
            throw new PSInvalidOperationException("The commands are running already. Wait for them to complete, or stop them, and then try again.");
        var runspace = (LocalRunspace)Runspace;
        void Keep(object? item) => output.Add(item is null ? default! : LanguagePrimitives.ConvertTo<T>(item));
        if (_commands.Count == 0)
            throw new PSInvalidOperationException("No commands are specified. The commands must be specified before the operation can be performed.");
        _ended.Reset();
        PipelineProcessor pipeline = _running = new PipelineProcessor(runspace, Streams, Keep);
        Invocation invocation = new();
        // A thread of its own, as a session has: what belongs to a thread (its session above all) is then right by itself.
        Thread thread = new(() =>
        {
            Runspaces.Runspace.DefaultRunspace = runspace;
            Exception? failure = Run(pipeline, runspace, input);
            _running = null;
            _ended.Set();
            invocation.End(failure);
        }) { IsBackground = true, Name = "Pipeline Execution Thread" };
        thread.Start();
        return invocation;
    }

    private Exception? Run(PipelineProcessor pipeline, LocalRunspace runspace, IEnumerable? input)
    {
        try
        {
            foreach ((string name, List<Argument> arguments) in _commands)
                pipeline.Add(runspace.Modules.Find(name), name, arguments);
            pipeline.Run(input is not ICollection { Count: 0 } ? input : null);
        }
        catch (Exception e)
        {
            HadErrors = true;
            return e;
        }

        HadErrors = pipeline.HadErrors;
        return null;
    }

    private sealed class Invocation : IAsyncResult
    {
        private readonly ManualResetEvent _ended = new(initialState: false);

        public Exception? Failure { get; private set; }
        public object? AsyncState => null;
        public WaitHandle AsyncWaitHandle => _ended;
        public bool CompletedSynchronously => false;
        public bool IsCompleted => _ended.WaitOne(0);

        public void End(Exception? failure)
        {
            Failure = failure;
            _ended.Set();
        }
    }
}
