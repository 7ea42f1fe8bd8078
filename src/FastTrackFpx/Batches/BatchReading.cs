namespace FastTrackFpx.Batches;

/// <summary>Gathers tenants, or parts of tenants, from the pipeline into batches and writes their records in the order of the input.</summary>
internal sealed class BatchReading<TKey, T>(Func<TKey, Guid> tenantOf)
    where TKey : notnull
    where T : class
{
    private const int MostGathered = 500;

    private ParentBatch<TKey, T>? _batch;
    private CancellationTokenSource? _enough;
    private object? _question;
    private List<T> _gathered = [];

    /// <summary>Adds tenants, and writes what is ready. As long as the question equals the one before, they go into the batch that was opened for it.</summary>
    public async Task AddAsync(
        CmdletRun run,
        object? question,
        Func<Func<ParentResult<TKey, T>, Task>, CancellationToken, Task<ParentBatch<TKey, T>>> openAsync,
        IEnumerable<TKey> keys)
    {
        if (run.IsFull) return;
        run.Progress.CountSteps("tenants");
        if (!run.HasInput) run.Progress.Expect(keys.Count());
        try
        {
            if (_batch is not null && !Equals(_question, question))
            {
                await _batch.CompleteAsync().ConfigureAwait(false);
                _batch = null;
            }

            _question = question;
            _enough ??= CancellationTokenSource.CreateLinkedTokenSource(run.Stopping);
            _batch ??= await openAsync(result => WriteAsync(run, result), _enough.Token).ConfigureAwait(false);
            foreach (TKey key in keys) await _batch.AddAsync(key).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (EndedItself(run))
        {
        }
    }

    /// <summary>What is left to do after the last input; null for none.</summary>
    public Func<CmdletRun, Task>? Finish => _batch is null ? null : CompleteAsync;

    private async Task CompleteAsync(CmdletRun run)
    {
        if (run.IsFull) return;
        try
        {
            await _batch!.CompleteAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (EndedItself(run))
        {
        }

        _batch!.Dispose();
    }

    /// <summary>True if the batch was cancelled because all records that were asked for were written.</summary>
    private bool EndedItself(CmdletRun run) => run.IsFull && !run.Stopping.IsCancellationRequested;

    /// <summary>Records of a group are handed on together: one hop to the pipeline's thread for each of them would cost more than reading them.</summary>
    private async Task WriteAsync(CmdletRun run, ParentResult<TKey, T> result)
    {
        if (run.IsFull) return;
        _gathered.AddRange(result.Items);
        bool isDue = !run.WantsAll || result.Error is not null || result.EndsGroup || _gathered.Count >= MostGathered;
        if (isDue && !await FlushAsync(run).ConfigureAwait(false))
        {
            _enough!.Cancel();
            return;
        }

        if (result.Error is not null) run.Fail(result.Error, tenantOf(result.Key));
        if (result.IsComplete) run.Progress.StepDone();
    }

    private async Task<bool> FlushAsync(CmdletRun run)
    {
        if (_gathered.Count == 0) return true;
        List<T> records = _gathered;
        _gathered = [];
        return await run.WriteAllAsync(records).ConfigureAwait(false);
    }
}
