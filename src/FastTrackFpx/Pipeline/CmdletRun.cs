using FastTrackFpx.Connection;

namespace FastTrackFpx.Pipeline;

/// <summary>
/// What asynchronous work may do with the cmdlet it works for, from the first input to the last. Everything is handed to the pipeline thread, in
/// order; records are handed over a few at a time, so that work never runs far ahead of a slow reader.
/// </summary>
internal sealed class CmdletRun
{
    // Far below the smallest page, or reading would run a page ahead of a reader who has enough.
    private const int RecordsAhead = 16;

    // One message for each record would cost more than the record.
    private const int RecordsAtOnce = 8;

    private readonly FpxCmdlet _cmdlet;
    private readonly Dictionary<FpxConnection, FpxClient> _clients = new();
    private readonly SemaphoreSlim _room = new(RecordsAhead);
    private bool _ended;

    public CmdletRun(FpxCmdlet cmdlet, CmdletProgress progress, CancellationToken stopping)
    {
        _cmdlet = cmdlet;
        Progress = progress;
        Stopping = stopping;
    }

    /// <summary>Is cancelled at Ctrl+C, and when the reader has enough.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>How far the work is; any thread.</summary>
    public CmdletProgress Progress { get; }

    /// <summary>Whether inputs come down the pipeline, so that nobody knows how many there will be.</summary>
    public bool HasInput => _cmdlet.MyInvocation.ExpectingInput;

    /// <summary>What the pipeline thread still has to do.</summary>
    public MessageQueue Messages { get; } = new();

    /// <summary>A record for the next cmdlet. Waits while the reader is behind.</summary>
    public async Task WriteAsync(object record)
    {
        await _room.WaitAsync(Stopping).ConfigureAwait(false);
        Progress.RecordsWritten(1);
        Messages.Post(() =>
        {
            _room.Release();
            _cmdlet.WriteObject(record);
        });
    }

    /// <summary>Records for the next cmdlet, a few at a time. Waits while the reader is behind.</summary>
    public async Task WriteAllAsync<T>(IEnumerable<T> records)
        where T : notnull
    {
        var some = new List<T>(RecordsAtOnce);
        foreach (T record in records)
        {
            some.Add(record);
            if (some.Count < RecordsAtOnce) continue;
            await WriteSomeAsync(some).ConfigureAwait(false);
            some = new List<T>(RecordsAtOnce);
        }

        if (some.Count > 0) await WriteSomeAsync(some).ConfigureAwait(false);
    }

    private async Task WriteSomeAsync<T>(List<T> some)
        where T : notnull
    {
        // Waits for one place and takes what further ones there are: who waited for all of them could wait for another who does the same.
        await _room.WaitAsync(Stopping).ConfigureAwait(false);
        int places = 1;
        while (places < some.Count && _room.Wait(0)) places++;
        Progress.RecordsWritten(some.Count);
        Messages.Post(() =>
        {
            try
            {
                foreach (T record in some) _cmdlet.WriteObject(record);
            }
            finally
            {
                _room.Release(places);
            }
        });
    }

    /// <summary>A failure of one item; the pipeline goes on, unless nothing can go on.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="target">The input it is about.</param>
    /// <param name="place">Which of many inputs that is; null for the present one.</param>
    public void Fail(RestException exception, object? target, string? place = null) => Messages.Post(() => _cmdlet.Fail(exception, target, place));

    /// <summary>A line for <c>-Verbose</c>.</summary>
    public void Verbose(string text) => Messages.Post(() => _cmdlet.WriteVerbose(text));

    /// <summary>A line for <c>-Debug</c>.</summary>
    public void Debug(string text) => Messages.Post(() => _cmdlet.WriteDebug(text));

    /// <summary>A warning.</summary>
    public void Warning(string text) => Messages.Post(() => _cmdlet.WriteWarning(text));

    /// <summary>Runs something on the pipeline thread and waits for its answer, such as a question to the user.</summary>
    /// <remarks>What PowerShell throws to end the pipeline ends it there; failures of ours come back to who asked.</remarks>
    public async Task<T> OnPipelineAsync<T>(Func<FpxCmdlet, T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = Stopping.Register(() => answer.TrySetCanceled(Stopping));
        bool posted = Messages.Post(() =>
        {
            try
            {
                answer.TrySetResult(question(_cmdlet));
            }
            catch (RestException exception)
            {
                answer.TrySetException(exception);
            }
        });
        if (!posted) throw new OperationCanceledException(Stopping);
        return await answer.Task.ConfigureAwait(false);
    }

    /// <summary>Does the same for each item; one that fails costs an error of its own and nothing else.</summary>
    public async Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> body)
    {
        foreach (T item in items)
        {
            Stopping.ThrowIfCancellationRequested();
            try
            {
                await body(item).ConfigureAwait(false);
            }
            catch (RestException exception)
            {
                Fail(exception, item);
            }
        }
    }

    /// <summary>The connection's client, whose calls this run tells of. The connection stays usable for this run until its end.</summary>
    public FpxClient Observe(FpxConnection connection)
    {
        lock (_clients)
        {
            if (_ended) throw new OperationCanceledException(Stopping);
            if (!_clients.TryGetValue(connection, out FpxClient? client))
                _clients.Add(connection, client = connection.Enter(this).ObservedBy(CallTrace.To(this, _cmdlet.ShowsBodies, _cmdlet.ShowsSent)));
            return client;
        }
    }

    /// <summary>The cmdlet has ended: nothing is handed to it any more, and its connections are free. Doing it twice is fine.</summary>
    public void End()
    {
        Messages.Close();
        FpxConnection[] used;
        lock (_clients)
        {
            _ended = true;
            used = _clients.Keys.ToArray();
            _clients.Clear();
        }

        foreach (FpxConnection connection in used) connection.Leave(this);
    }
}
