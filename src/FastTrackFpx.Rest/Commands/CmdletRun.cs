namespace FastTrackFpx.Rest.Commands;

/// <summary>
/// Posts what asynchronous work does with its cmdlet to the pipeline thread, in order, and what its requests report. What is posted after the end is dropped.
/// </summary>
internal sealed class CmdletRun(RestCmdlet cmdlet, CancellationToken stopping) : IRequestObserver
{
    private static readonly TimeSpan WorthMentioning = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WorthWarning = TimeSpan.FromSeconds(10);

    private readonly Dictionary<RestConnection, object> _clients = [];
    private readonly SemaphoreSlim _page = new(1);
    private readonly BlockingCollection<Action> _messages = new();

    /// <summary>What -First, -Skip and -IncludeTotalCount mean for the whole output, over all inputs; null if the cmdlet has none of them.</summary>
    private readonly PagingParameters? _paging = cmdlet.PagingParameters;
    private ulong _skipped;
    private ulong _written;
    private bool _isTotalWritten;

    internal CancellationToken Stopping { get; } = stopping;

    internal CmdletProgress Progress { get; } = new(cmdlet.MyInvocation.MyCommand?.Name ?? cmdlet.GetType().Name);

    internal bool HasInput => cmdlet.MyInvocation.ExpectingInput;

    /// <summary>True if all records that <c>-First</c> asks for are written.</summary>
    internal bool IsFull => _written >= (_paging?.First ?? ulong.MaxValue);

    /// <summary>True if no record is left out or counted, so that records can be gathered and written together.</summary>
    internal bool WantsAll => _paging is null || (_paging.First == ulong.MaxValue && _paging.Skip == 0 && !_paging.IncludeTotalCount);

    /// <summary>Writes one record, within -First and -Skip. Returns false if no more are wanted.</summary>
    internal Task<bool> WriteAsync(object record) => WriteAllAsync(new[] { record });

    /// <summary>Writes a page of records, within -First and -Skip, in one hop to the pipeline thread. Returns false if no more are wanted.</summary>
    internal async Task<bool> WriteAllAsync<T>(IEnumerable<T> records)
        where T : notnull
    {
        IReadOnlyCollection<T> page = records as IReadOnlyCollection<T> ?? [.. records];
        (int skip, int take) = await LimitAsync(page.Count).ConfigureAwait(false);
        await PostPageAsync(take == page.Count ? page : [.. page.Skip(skip).Take(take)]).ConfigureAwait(false);
        return !IsFull;
    }

    /// <summary>Writes a list that is the whole output. The list itself skips and stops, so it reads only what is written.</summary>
    internal async Task WriteListAsync<T>(PagedSequence<T> list)
        where T : notnull
    {
        if (_paging is { } wanted)
        {
            list.Skip = (long)Math.Min(wanted.Skip, long.MaxValue);
            list.First = wanted.First > long.MaxValue ? null : (long)wanted.First;
            if (wanted.IncludeTotalCount) await WriteTotalAsync(await list.CountAsync(Stopping).ConfigureAwait(false)).ConfigureAwait(false);
        }

        if (!IsFull) await list.ForEachPageAsync(PostPageAsync, Stopping).ConfigureAwait(false);
    }

    /// <summary>Writes the records of a list that count. Reading ends when no more are wanted.</summary>
    internal async Task WriteListAsync<T>(PagedSequence<T> list, Func<T, bool> counts)
        where T : notnull
    {
        if (IsFull) return;
        await foreach (T record in list.WithCancellation(Stopping).ConfigureAwait(false))
        {
            if (counts(record) && !await WriteAsync(record).ConfigureAwait(false)) return;
        }
    }

    /// <summary>Reports the failure of one item. The pipeline goes on unless nothing can go on.</summary>
    internal void Fail(RestException exception, object? target, string? place = null) => Post(() => cmdlet.Fail(exception, target, place));

    internal void Verbose(string text) => Post(() => cmdlet.WriteVerbose(MessageText.Of(text)));

    internal void Debug(string text) => Post(() => cmdlet.WriteDebug(MessageText.Printable(text)));

    internal void Warning(string text) => Post(() => cmdlet.WriteWarning(MessageText.Of(text)));

    /// <summary>Runs work on the pipeline thread; returns its result or throws its <see cref="RestException"/>. What ends the pipeline ends it there.</summary>
    internal async Task<T> OnPipelineAsync<T>(Func<T> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = Stopping.Register(() => result.TrySetCanceled(Stopping));
        bool posted = Post(() =>
        {
            try
            {
                result.TrySetResult(work());
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
            if (_messages.IsAddingCompleted) throw new OperationCanceledException(Stopping);
            if (_clients.TryGetValue(connection, out object? known)) return (TClient)known;
            connection.Acquire(this);
            TClient client = observe(this);
            _clients.Add(connection, client);
            return client;
        }
    }

    /// <summary>Posts work to the pipeline thread; any thread. Returns false after the end.</summary>
    internal bool Post(Action message)
    {
        try
        {
            _messages.Add(message);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The next posted work; null if none comes in time.</summary>
    internal Action? Take(TimeSpan patience) => _messages.TryTake(out Action? message, patience) ? message : null;

    /// <summary>Drops what is posted and releases the connections. May be called twice.</summary>
    internal void End()
    {
        RestConnection[] used;
        lock (_clients)
        {
            _messages.CompleteAdding();
            while (_messages.TryTake(out _))
            {
            }

            used = [.. _clients.Keys];
            _clients.Clear();
        }

        foreach (RestConnection connection in used) connection.Release(this);
    }

    /// <summary>How many of the next records to leave out, and how many to write then, over all inputs of the cmdlet.</summary>
    private async ValueTask<(int Skip, int Take)> LimitAsync(int count)
    {
        if (_paging is not { } wanted) return (0, count);
        if (wanted.IncludeTotalCount) await WriteTotalAsync(total: null).ConfigureAwait(false);
        int skip = (int)Math.Min(wanted.Skip - _skipped, (ulong)count);
        int take = (int)Math.Min(wanted.First - _written, (ulong)(count - skip));
        _skipped += (ulong)skip;
        _written += (ulong)take;
        return (skip, take);
    }

    private async Task WriteTotalAsync(long? total)
    {
        if (_isTotalWritten) return;
        _isTotalWritten = true;
        PagingParameters wanted = _paging!;
        if (total is { } count && wanted.First == ulong.MaxValue) Progress.Expect(Math.Max(0, count - (long)Math.Min(wanted.Skip, long.MaxValue)));
        await PostPageAsync(new[] { wanted.NewTotalCount((ulong)(total ?? 0), accuracy: total is null ? 0 : 1) }).ConfigureAwait(false);
    }

    /// <summary>One page is read ahead: this waits for the page before.</summary>
    private async Task PostPageAsync<T>(IReadOnlyCollection<T> page)
        where T : notnull
    {
        if (page.Count == 0) return;
        await _page.WaitAsync(Stopping).ConfigureAwait(false);
        Progress.RecordsWritten(page.Count);
        Post(() =>
        {
            try
            {
                cmdlet.WriteObject(page, enumerateCollection: true);
            }
            finally
            {
                _page.Release();
            }
        });
    }

    internal static string Describe(string method, string path, string? redactedBody) =>
        redactedBody is null ? $"{method} {path} without a body" : $"{method} {path} with {redactedBody}";

    public void BodySeen(string direction, string method, string path, string redactedBody)
    {
        if (WantsBodies) Debug($"{method} {path} {direction}: {redactedBody}");
        if (direction == "request" && method != "GET") Verbose(Describe(method, path, redactedBody.Length == 0 ? null : redactedBody));
    }

    public bool WantsBodies { get; } = cmdlet.IsOn("Debug");

    // A message that is not shown would still wake the pipeline thread for each request.
    public bool WantsAttempts { get; } = cmdlet.IsOn("Verbose");

    public void AttemptEnded(AttemptReport report)
    {
        // Both, if the head of a response came and its body did not.
        string[] parts = [.. new[] { report.StatusCode?.ToString(CultureInfo.InvariantCulture), report.ErrorCode }.OfType<string>()];
        string outcome = parts.Length > 0 ? string.Join(" ", parts) : "no response";
        string line = string.Format(
            CultureInfo.InvariantCulture,
            "{0} {1}: {2} in {3:0} ms, attempt {4}, {5} calls left",
            report.Method, report.Path, outcome, report.Elapsed.TotalMilliseconds, report.Attempt, report.CallsLeft);
        Verbose(report.CorrelationId is { } id ? $"{line}, correlation id {id}" : line);
    }

    public void Waiting(RequestWait wait)
    {
        Progress.Waiting(wait.Reason, wait.Duration);
        if (wait.Duration <= WorthMentioning) return;
        string line = Describe(wait, DateTime.Now);
        if (Progress.IsWorthWarning(wait.Duration, WorthWarning)) Warning(line);
        else Verbose(line);
    }

    private static string Describe(RequestWait wait, DateTime now)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        DateTime until = now + wait.Duration;
        string moment = until.ToString(until.Date == now.Date ? "T" : "G", culture);
        string request = $"{wait.Method} {wait.Path.Split('?')[0]}";
        if (wait.Attempt is { } number) request = string.Format(culture, "attempt {0} of {1}", number, request);
        string why = wait.Cause ?? (wait.Reason == RequestWait.RateLimit
            ? "the requests of this minute are used up"
            : "to find out whether a write without a response was carried out");
        return string.Format(
            culture, "Waiting {0:0.#} seconds, until {1}, before {2}: {3} ({4}).", wait.Duration.TotalSeconds, moment, request, why, wait.Reason);
    }
}
