using System.Collections.Concurrent;

namespace FastTrackFpx.Store.Sync;

/// <summary>What the readings leave to the writing. A reading waits while more than some records are not written yet.</summary>
internal sealed class WriteQueue(int capacity)
{
    private readonly BlockingCollection<(Func<Task> Write, int Records)> _writes = [];
    private readonly SemaphoreSlim _room = new(0);
    private int _records;

    internal async Task AddAsync(Func<Task> write, int records, CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _records) >= capacity) await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        Interlocked.Add(ref _records, records);
        _writes.Add((write, records), cancellationToken);
    }

    /// <summary>Nothing is added any more.</summary>
    internal void Complete() => _writes.CompleteAdding();

    /// <summary>
    /// Writes in the order of adding, until everything is written, on a thread of its own: the thread pool begins with a thread for each processor, and the
    /// readings would share those that are left.
    /// </summary>
    internal Task RunAsync(CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => Run(cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(CancellationToken cancellationToken)
    {
        foreach ((Func<Task> write, int records) in _writes.GetConsumingEnumerable(cancellationToken))
        {
            write().GetAwaiter().GetResult();
            Interlocked.Add(ref _records, -records);
            // The reading that is woken adds something, and its writing wakes the next reading.
            if (_room.CurrentCount == 0) _room.Release();
        }
    }
}
