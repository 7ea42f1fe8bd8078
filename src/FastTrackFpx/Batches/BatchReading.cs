using FastTrackFpx.Paging;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Rest.Batching;

namespace FastTrackFpx.Batches;

/// <summary>
/// The records of tenants that come down the pipeline: gathered into batches, written in the order of the tenants, one error for each tenant that fails.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
internal sealed class BatchReading<T>
    where T : class
{
    private readonly RecordPaging? _paging;
    private TenantBatch<T>? _batch;
    private CancellationTokenSource? _enough;
    private string? _question;

    /// <summary>A reading, of which <paramref name="paging"/> may want a part.</summary>
    public BatchReading(RecordPaging? paging = null) => _paging = paging;

    /// <summary>Adds tenants, and writes what is ready.</summary>
    /// <param name="run">Where records go.</param>
    /// <param name="question">What is asked of these tenants, as a text: as long as it is the same, they go into the same batch.</param>
    /// <param name="ask">Finds out what a batch for that question needs, such as the ids of names.</param>
    /// <param name="open">Starts the batch; the token ends its calls.</param>
    /// <param name="tenantIds">The tenants.</param>
    public async Task AddAsync<TNeed>(
        CmdletRun run,
        string question,
        Func<Task<TNeed>> ask,
        Func<TNeed, Func<TenantResult<T>, Task>, CancellationToken, TenantBatch<T>> open,
        IReadOnlyCollection<Guid> tenantIds)
    {
        if (_paging is { IsFull: true }) return;
        run.Progress.CountSteps("tenants");
        if (!run.HasInput) run.Progress.Expect(tenantIds.Count);
        _enough ??= CancellationTokenSource.CreateLinkedTokenSource(run.Stopping);
        await UntilFullAsync(run, async () =>
        {
            if (_batch is null || _question != question)
            {
                if (_batch is not null) await _batch.CompleteAsync().ConfigureAwait(false);
                _batch = null;
                TNeed need = await ask().ConfigureAwait(false);
                _batch = open(need, result => WriteAsync(run, result), _enough.Token);
                _question = question;
            }

            foreach (Guid tenantId in tenantIds) await _batch.AddAsync(tenantId).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>Writes all that is still to come.</summary>
    public async Task CompleteAsync(CmdletRun run)
    {
        if (_batch is null || _paging is { IsFull: true }) return;
        await UntilFullAsync(run, _batch.CompleteAsync).ConfigureAwait(false);
        _batch.Dispose();
    }

    private async Task UntilFullAsync(CmdletRun run, Func<Task> reading)
    {
        try
        {
            await reading().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_paging is { IsFull: true } && !run.Stopping.IsCancellationRequested)
        {
            // Ended from within: what was asked for is there.
        }
    }

    private async Task WriteAsync(CmdletRun run, TenantResult<T> result)
    {
        if (_paging is { IsFull: true }) return;
        if (result.Error is not null) run.Fail(result.Error, result.TenantId);
        if (!await WriteAsync(run, result.Items).ConfigureAwait(false))
        {
            _enough!.Cancel();
            return;
        }

        if (result.IsComplete) run.Progress.StepDone();
    }

    /// <returns>Whether more is wanted.</returns>
    private async Task<bool> WriteAsync(CmdletRun run, IReadOnlyList<T> records)
    {
        if (_paging is null || _paging.WantsAll)
        {
            await run.WriteAllAsync(records).ConfigureAwait(false);
            return true;
        }

        foreach (T record in records)
        {
            if (!await _paging.WriteAsync(run, record).ConfigureAwait(false)) return false;
        }

        return true;
    }
}
