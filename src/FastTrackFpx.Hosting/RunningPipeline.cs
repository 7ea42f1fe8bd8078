using System.Collections;

namespace FastTrackFpx.Hosting;

/// <summary>A pipeline on its way: it can be stopped, and waited for.</summary>
public sealed class RunningPipeline
{
    // Far beyond what any command of the tests takes: it only turns a hang into a failure.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly PowerShell _shell;
    private readonly HostTranscript _host;
    private readonly PSDataCollection<PSObject?> _output = [];
    private readonly IAsyncResult _invocation;
    private readonly TaskCompletionSource _firstOutput = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _firstWarning = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _firstProgress = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal RunningPipeline(PowerShell shell, IEnumerable? input, HostTranscript host)
    {
        (_shell, _host) = (shell, host);
        _output.DataAdded += (_, _) => _firstOutput.TrySetResult();
        shell.Streams.Warning.DataAdded += (_, _) => _firstWarning.TrySetResult();
        shell.Streams.Progress.DataAdded += (_, _) => _firstProgress.TrySetResult();
        PSDataCollection<PSObject?>? objects = null;
        if (input is not null)
        {
            objects = new(input.Cast<object?>().Select(static o => o is null ? null : PSObject.AsPSObject(o)));
            objects.Complete();
        }

        // As at a prompt: each run is an entry of the history, by which a cmdlet can tell runs apart.
        _invocation = shell.BeginInvoke(objects, _output, new PSInvocationSettings { AddToHistory = true }, null, null);
    }

    public Task FirstOutput => _firstOutput.Task;

    public Task FirstWarning => _firstWarning.Task;

    public Task FirstProgress => _firstProgress.Task;

    /// <summary>Asks the commands to stop, as Ctrl+C does, and returns when they have.</summary>
    public void Stop() => _shell.Stop();

    /// <summary>Waits for the end and gives what came out.</summary>
    public SessionResult Wait()
    {
        if (!_invocation.AsyncWaitHandle.WaitOne(Limit))
        {
            _shell.Stop();
            throw new TimeoutException($"The pipeline did not end within {Limit}.");
        }

        Exception? failure = null;
        try
        {
            _shell.EndInvoke(_invocation);
        }
        catch (RuntimeException e)
        {
            failure = e;
        }

        SessionResult result = new(_output, _shell.Streams, _host, failure, _shell.HadErrors);
        _shell.Dispose();
        return result;
    }
}
