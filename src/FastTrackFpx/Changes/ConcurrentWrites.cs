namespace FastTrackFpx.Changes;

/// <summary>Several writes at a time, whose results are reported in the order of their inputs.</summary>
internal sealed class ConcurrentWrites(int limit)
{
    private readonly SemaphoreSlim _slots = new(limit);
    private Task _reported = Task.CompletedTask;

    /// <summary>Starts a write as soon as fewer than the limit are being sent.</summary>
    internal async Task AddAsync(CmdletRun run, Func<Task<Func<Task>>> write)
    {
        await _slots.WaitAsync(run.Stopping).ConfigureAwait(false);
        _reported = ReportAsync(_reported, Task.Run(write));
    }

    internal Task CompleteAsync() => _reported;

    private async Task ReportAsync(Task before, Task<Func<Task>> write)
    {
        Func<Task> report;
        try
        {
            report = await write.ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }

        await before.ConfigureAwait(false);
        await report().ConfigureAwait(false);
    }
}
