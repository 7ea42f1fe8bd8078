using System.Threading.Channels;

namespace FastTrackFpx.Store.Sync;

/// <summary>What the readings leave to the writing. A reading waits while more than some records are not written yet.</summary>
internal sealed class WriteQueue(int capacity)
{
    private readonly Channel<(Func<Task> Write, int Records)> _writes = Channel.CreateUnbounded<(Func<Task>, int)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim _room = new(0);
    private int _records;

    internal async Task AddAsync(Func<Task> write, int records, CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _records) >= capacity) await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        Interlocked.Add(ref _records, records);
        _writes.Writer.TryWrite((write, records));
    }

    /// <summary>Nothing is added any more.</summary>
    internal void Complete() => _writes.Writer.TryComplete();

    /// <summary>Writes in the order of adding, until everything is written.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach ((Func<Task> write, int records) in _writes.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            await write().ConfigureAwait(false);
            Interlocked.Add(ref _records, -records);
            // Whoever is woken adds something, and its writing wakes the next one.
            if (_room.CurrentCount == 0) _room.Release();
        }
    }
}
