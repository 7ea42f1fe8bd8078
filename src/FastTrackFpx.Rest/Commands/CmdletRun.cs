using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Rest.Commands;

/// <summary>Posts what asynchronous work does with its cmdlet to the pipeline thread, in order. What is posted after the end is dropped.</summary>
internal sealed class CmdletRun
{
    // Below the smallest page: work that writes single records must not read a page ahead of a consumer that has enough.
    private const int RecordsAhead = 16;

    private readonly RestCmdlet _cmdlet;
    private readonly Dictionary<(RestConnection Connection, Type Client), object> _clients = [];
    private readonly SemaphoreSlim _ahead = new(RecordsAhead);
    private readonly SemaphoreSlim _page = new(1);
    private readonly object _gate = new();
    private readonly Queue<Action> _messages = new();
    private bool _woken;
    private bool _ended;

    internal CmdletRun(RestCmdlet cmdlet, CmdletProgress progress, CancellationToken stopping)
    {
        _cmdlet = cmdlet;
        Progress = progress;
        Stopping = stopping;
    }

    /// <summary>Cancelled at Ctrl+C, and when a later cmdlet has enough.</summary>
    internal CancellationToken Stopping { get; }

    /// <summary>How far the work is; any thread.</summary>
    internal CmdletProgress Progress { get; }

    /// <summary>True if input comes down the pipeline, so that its number is not known.</summary>
    internal bool HasInput => _cmdlet.MyInvocation.ExpectingInput;

    /// <summary>Writes one record. Waits while the pipeline is behind.</summary>
    internal async Task WriteAsync(object record)
    {
        await _ahead.WaitAsync(Stopping).ConfigureAwait(false);
        Progress.RecordsWritten(1);
        Post(() =>
        {
            _ahead.Release();
            _cmdlet.WriteObject(record);
        });
    }

    /// <summary>Writes a page of records in one hop to the pipeline thread. One page is read ahead: this waits for the page before.</summary>
    internal async Task WriteAllAsync<T>(IEnumerable<T> records)
        where T : notnull
    {
        IReadOnlyCollection<T> page = records as IReadOnlyCollection<T> ?? [.. records];
        if (page.Count == 0) return;
        await _page.WaitAsync(Stopping).ConfigureAwait(false);
        Progress.RecordsWritten(page.Count);
        Post(() =>
        {
            try
            {
                _cmdlet.WriteObject(page, enumerateCollection: true);
            }
            finally
            {
                _page.Release();
            }
        });
    }

    /// <summary>Reports the failure of one item. The pipeline goes on unless nothing can go on.</summary>
    internal void Fail(RestException exception, object? target, string? place = null) => Post(() => _cmdlet.Fail(exception, target, place));

    internal void Verbose(string text) => Post(() => _cmdlet.WriteVerbose(MessageText.Of(text)));

    internal void Debug(string text) => Post(() => _cmdlet.WriteDebug(MessageText.Printable(text)));

    internal void Warning(string text) => Post(() => _cmdlet.WriteWarning(MessageText.Of(text)));

    /// <summary>Runs something on the pipeline thread and returns its result or throws its <see cref="RestException"/>. What ends the pipeline ends it there.</summary>
    internal async Task<T> OnPipelineAsync<T>(Func<RestCmdlet, T> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = Stopping.Register(() => result.TrySetCanceled(Stopping));
        bool posted = Post(() =>
        {
            try
            {
                result.TrySetResult(work(_cmdlet));
            }
            catch (RestException exception)
            {
                result.TrySetException(exception);
            }
        });
        if (!posted) throw new OperationCanceledException(Stopping);
        return await result.Task.ConfigureAwait(false);
    }

    /// <summary>Does the same for each item. The failure of one is reported as its own error.</summary>
    internal async Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> body)
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

    /// <summary>A client of the connection whose requests this run traces. The connection stays usable for this run until the run ends.</summary>
    internal TClient Use<TClient>(RestConnection connection, Func<IRequestObserver, TClient> observe)
        where TClient : class
    {
        lock (_clients)
        {
            if (_ended) throw new OperationCanceledException(Stopping);
            if (_clients.TryGetValue((connection, typeof(TClient)), out object? known)) return (TClient)known;
            if (_clients.Keys.All(key => key.Connection != connection)) connection.Acquire(this);
            TClient client = observe(new RequestTrace(this, _cmdlet.ShowsBodies, _cmdlet.ShowsSent));
            _clients.Add((connection, typeof(TClient)), client);
            return client;
        }
    }

    /// <summary>Posts work to the pipeline thread; any thread. Returns false after the end.</summary>
    internal bool Post(Action message)
    {
        lock (_gate)
        {
            if (_ended) return false;
            _messages.Enqueue(message);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Ends the current or next wait in <see cref="Take"/>.</summary>
    internal void Wake()
    {
        lock (_gate)
        {
            _woken = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The next posted work; null after the time or after <see cref="Wake"/>.</summary>
    internal Action? Take(TimeSpan patience)
    {
        lock (_gate)
        {
            if (_messages.Count == 0 && !_ended && !_woken && patience > TimeSpan.Zero) Monitor.Wait(_gate, patience);
            _woken = false;
            return _messages.Count > 0 ? _messages.Dequeue() : null;
        }
    }

    /// <summary>Drops what is posted and releases the connections. May be called twice.</summary>
    internal void End()
    {
        RestConnection[] used;
        lock (_clients)
        {
            lock (_gate)
            {
                _ended = true;
                _messages.Clear();
                Monitor.PulseAll(_gate);
            }

            used = [.. _clients.Keys.Select(key => key.Connection).Distinct()];
            _clients.Clear();
        }

        foreach (RestConnection connection in used) connection.Release(this);
    }
}
