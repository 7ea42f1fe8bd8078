namespace FastTrackFpx.Rest.Commands;

/// <summary>
/// Posts what asynchronous work does with its cmdlet to the pipeline thread, in order, and what its requests report. What is posted after the end is dropped.
/// </summary>
internal sealed class CmdletRun(RestCmdlet cmdlet, CmdletProgress progress, CancellationToken stopping) : IRequestObserver
{
    // Below the smallest page: work that writes single records must not read a page ahead of a consumer that has enough.
    private const int RecordsAhead = 16;

    private static readonly TimeSpan WorthMentioning = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WorthWarning = TimeSpan.FromSeconds(10);

    private readonly Dictionary<(RestConnection Connection, Type Client), object> _clients = [];
    private readonly SemaphoreSlim _ahead = new(RecordsAhead);
    private readonly SemaphoreSlim _page = new(1);
    private readonly BlockingCollection<Action> _messages = new();

    internal CancellationToken Stopping { get; } = stopping;

    internal CmdletProgress Progress { get; } = progress;

    internal bool HasInput => cmdlet.MyInvocation.ExpectingInput;

    /// <summary>Writes one record. Waits while the pipeline is behind.</summary>
    internal async Task WriteAsync(object record)
    {
        await _ahead.WaitAsync(Stopping).ConfigureAwait(false);
        Progress.RecordsWritten(1);
        Post(() =>
        {
            _ahead.Release();
            cmdlet.WriteObject(record);
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
                cmdlet.WriteObject(page, enumerateCollection: true);
            }
            finally
            {
                _page.Release();
            }
        });
    }

    /// <summary>Reports the failure of one item. The pipeline goes on unless nothing can go on.</summary>
    internal void Fail(RestException exception, object? target, string? place = null) => Post(() => cmdlet.Fail(exception, target, place));

    internal void Verbose(string text) => Post(() => cmdlet.WriteVerbose(MessageText.Of(text)));

    internal void Debug(string text) => Post(() => cmdlet.WriteDebug(MessageText.Printable(text)));

    internal void Warning(string text) => Post(() => cmdlet.WriteWarning(MessageText.Of(text)));

    /// <summary>Runs something on the pipeline thread and returns its result or throws its <see cref="RestException"/>. What ends the pipeline ends it there.</summary>
    internal async Task<T> OnPipelineAsync<T>(Func<RestCmdlet, T> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = Stopping.Register(() => result.TrySetCanceled(Stopping));
        bool posted = Post(() =>
        {
            try
            {
                result.TrySetResult(work(cmdlet));
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
            if (_clients.TryGetValue((connection, typeof(TClient)), out object? known)) return (TClient)known;
            if (_clients.Keys.All(key => key.Connection != connection)) connection.Acquire(this);
            TClient client = observe(this);
            _clients.Add((connection, typeof(TClient)), client);
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

            used = [.. _clients.Keys.Select(key => key.Connection).Distinct()];
            _clients.Clear();
        }

        foreach (RestConnection connection in used) connection.Release(this);
    }

    public BodiesWanted WantedBodies => cmdlet.ShowsBodies ? BodiesWanted.All : cmdlet.ShowsSent ? BodiesWanted.OfWrites : BodiesWanted.None;

    internal static string Describe(string method, string path, string? redactedBody) =>
        redactedBody is null ? $"{method} {path} without a body" : $"{method} {path} with {redactedBody}";

    public void BodySeen(string direction, string method, string path, string redactedBody)
    {
        if (cmdlet.ShowsBodies) Debug($"{method} {path} {direction}: {redactedBody}");
        if (direction == "request" && method != "GET") Verbose(Describe(method, path, redactedBody.Length == 0 ? null : redactedBody));
    }

    // A message that is not shown would still wake the pipeline thread for each request.
    public bool WantsAttempts => cmdlet.ShowsSent;

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
