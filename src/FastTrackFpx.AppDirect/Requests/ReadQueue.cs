using FastTrackFpx.Rest.Batching;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Requests;

/// <summary>Reads several lists at a time and returns their records in the order in which the lists were added.</summary>
internal sealed class ReadQueue(
    RestClient client, Func<ReadTarget, PageReading> open, Func<ReadTarget, IReadOnlyList<AppDirectRecord>, Task> write,
    Action<ReadTarget, RestException> fail, CancellationToken cancellationToken)
{
    private readonly Queue<Running> _running = new();

    /// <summary>Adds a list. Returns what is ready, and waits if enough requests are in progress.</summary>
    internal async Task AddAsync(ReadTarget target)
    {
        _running.Enqueue(new Running(target, open(target), cancellationToken));
        while (_running.Count > 0 && (_running.Count >= CallPace.UnderWay(client.RequestsPerMinute, client.Latency) || _running.Peek().IsReady))
            await TakeAsync().ConfigureAwait(false);
    }

    /// <summary>Returns all that is still to come.</summary>
    internal async Task CompleteAsync()
    {
        while (_running.Count > 0) await TakeAsync().ConfigureAwait(false);
    }

    private async Task TakeAsync()
    {
        Running one = _running.Dequeue();
        try
        {
            while (await one.NextAsync(cancellationToken).ConfigureAwait(false) is { } records)
            {
                if (records.Count > 0) await write(one.Target, records).ConfigureAwait(false);
            }
        }
        catch (RestException failure)
        {
            fail(one.Target, failure);
        }
    }

    /// <summary>A list whose next page is requested while the one before it is written.</summary>
    private sealed class Running
    {
        private readonly PageReading _reading;
        private Task<IReadOnlyList<AppDirectRecord>>? _ahead;

        internal Running(ReadTarget target, PageReading reading, CancellationToken cancellationToken)
        {
            Target = target;
            _reading = reading;
            _ahead = Task.Run(() => reading.NextAsync(cancellationToken), cancellationToken);
        }

        internal ReadTarget Target { get; }

        internal bool IsReady => _ahead is null or { IsCompleted: true };

        internal async Task<IReadOnlyList<AppDirectRecord>?> NextAsync(CancellationToken cancellationToken)
        {
            if (_ahead is null) return null;
            IReadOnlyList<AppDirectRecord> records = await _ahead.ConfigureAwait(false);
            _ahead = _reading.HasEnded ? null : Task.Run(() => _reading.NextAsync(cancellationToken), cancellationToken);
            return records;
        }
    }
}
