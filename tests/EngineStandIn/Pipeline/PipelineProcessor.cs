using System.Collections;
using System.Collections.Generic;
using System.Management.Automation.Binding;
using System.Management.Automation.Runspaces;
using System.Runtime.ExceptionServices;

namespace System.Management.Automation.Pipeline;

/// <summary>Commands in a row: what one writes, the next one gets before the first goes on.</summary>
internal sealed class PipelineProcessor(LocalRunspace runspace, PSDataStreams streams, Action<object?> output)
{
    private readonly List<CommandProcessor> _commands = [];
    private readonly System.Threading.Lock _stopping = new();
    private Exception? _failure;

    public LocalRunspace Runspace => runspace;

    public PSDataStreams Streams => streams;

    public bool HadErrors { get; set; }

    public bool IsStopping { get; private set; }

    public void Add(CmdletInfo command, string invocationName, IReadOnlyList<Argument> arguments) =>
        _commands.Add(new CommandProcessor(this, command, invocationName, arguments));

    /// <summary>Runs to the end, or to the failure that this throws.</summary>
    /// <param name="input">What the first command gets; null when nothing is piped into it.</param>
    public void Run(IEnumerable? input)
    {
        try
        {
            for (int i = 0; i < _commands.Count; i++)
            {
                CommandProcessor? next = i + 1 < _commands.Count ? _commands[i + 1] : null;
                _commands[i].Connect(next is null ? output : next.Receive, i, _commands.Count, i > 0 || input is not null);
            }

            CommandProcessor? stopped = null;
            try
            {
                _commands.ForEach(static c => c.Prepare());
                _commands.ForEach(static c => c.Begin());
                Feed(input);
            }
            catch (PipelineStoppedException) when (_failure is StopUpstreamCommandsException)
            {
                stopped = TakeRequester();
            }

            Complete(stopped);
        }
        catch (PipelineStoppedException) when (_failure is not null)
        {
            HadErrors = true;
            ExceptionDispatchInfo.Throw(_failure);
        }
        finally
        {
            _commands.ForEach(static c => c.Dispose());
        }
    }

    /// <summary>Keeps the first failure for whoever runs the pipeline; the commands in it only learn that it stopped.</summary>
    public PipelineStoppedException Fail(Exception failure)
    {
        if (failure is not PipelineStoppedException)
            _failure ??= failure;
        return failure as PipelineStoppedException ?? new PipelineStoppedException();
    }

    public void Stop()
    {
        lock (_stopping)
        {
            if (IsStopping)
                return;
            IsStopping = true;
        }

        _failure ??= new PipelineStoppedException();
        _commands.ForEach(static c => c.Stop());
    }

    private void Feed(IEnumerable? input)
    {
        CommandProcessor first = _commands[0];
        if (input is null)
        {
            first.RunOnce();
            return;
        }

        foreach (object? item in input)
            first.Receive(item);
    }

    private void Complete(CommandProcessor? stopped)
    {
        foreach (CommandProcessor command in _commands)
        {
            // The one that has enough, and all before it, do not come to their end.
            if (stopped is not null)
            {
                stopped = stopped == command ? null : stopped;
                continue;
            }

            try
            {
                command.End();
            }
            catch (PipelineStoppedException) when (_failure is StopUpstreamCommandsException)
            {
                stopped = TakeRequester();
                stopped = _commands.IndexOf(stopped) <= _commands.IndexOf(command) ? null : stopped;
            }
        }
    }

    private CommandProcessor TakeRequester()
    {
        CommandProcessor requester = ((StopUpstreamCommandsException)_failure!).Requester;
        _failure = null;
        return requester;
    }
}
