using System.Management.Automation;
using FastTrackFpx.Rest.Paging;

namespace FastTrackFpx.Rest.Commands;

/// <summary>What <c>-First</c>, <c>-Skip</c> and <c>-IncludeTotalCount</c> mean for a cmdlet's whole output, over all its inputs.</summary>
internal sealed class RecordPaging
{
    private const double Exact = 1.0;
    private const double Unknown = 0.0;

    private readonly PagingParameters _wanted;
    private ulong _skipped;
    private ulong _given;
    private bool _totalGiven;

    public RecordPaging(PagingParameters wanted) => _wanted = wanted;

    /// <summary>Whether the reader has all that was asked for.</summary>
    public bool IsFull => _given >= _wanted.First;

    /// <summary>Whether nothing is to be left out or counted, so that records can be passed on as they come.</summary>
    public bool WantsAll => _wanted.First == ulong.MaxValue && _wanted.Skip == 0 && !_wanted.IncludeTotalCount;

    /// <summary>Writes a list that is the whole output. The client skips and stops, so it reads only what is written.</summary>
    public async Task WriteListAsync<T>(CmdletRun run, Func<ReadRange, PagedSequence<T>> list)
        where T : notnull
    {
        PagedSequence<T> records = list(Range());
        if (_wanted.IncludeTotalCount)
        {
            long? total = await records.CountAsync(run.Stopping).ConfigureAwait(false);
            await WriteTotalAsync(run, total).ConfigureAwait(false);
        }

        if (!IsFull) await records.ForEachPageAsync(run.WriteAllAsync, run.Stopping).ConfigureAwait(false);
    }

    /// <summary>The records of a list that count. Reading ends when the reader has enough.</summary>
    public async Task WriteListAsync<T>(CmdletRun run, PagedSequence<T> list, Func<T, bool> counts)
        where T : notnull
    {
        if (IsFull) return;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(run.Stopping);
        try
        {
            await list.ForEachAsync(
                async record =>
                {
                    if (counts(record) && !await WriteAsync(run, record).ConfigureAwait(false)) enough.Cancel();
                },
                enough.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (IsFull && !run.Stopping.IsCancellationRequested)
        {
            // Ended from within: what was asked for is there.
        }
    }

    /// <summary>Writes one record of an output of unknown length. Returns false if no more are wanted.</summary>
    public async Task<bool> WriteAsync(CmdletRun run, object record)
    {
        if (_wanted.IncludeTotalCount) await WriteTotalAsync(run, null).ConfigureAwait(false);
        if (_skipped < _wanted.Skip)
        {
            _skipped++;
            return true;
        }

        if (IsFull) return false;
        _given++;
        await run.WriteAsync(record).ConfigureAwait(false);
        return !IsFull;
    }

    private async Task WriteTotalAsync(CmdletRun run, long? total)
    {
        if (_totalGiven) return;
        _totalGiven = true;
        if (total is not null && _wanted.First == ulong.MaxValue) run.Progress.Expect(Math.Max(0, total.Value - (long)Math.Min(_wanted.Skip, long.MaxValue)));
        await run.WriteAsync(_wanted.NewTotalCount((ulong)(total ?? 0), total is null ? Unknown : Exact)).ConfigureAwait(false);
    }

    private ReadRange Range() => new()
    {
        Skip = (long)Math.Min(_wanted.Skip, long.MaxValue),
        First = _wanted.First > long.MaxValue ? null : (long)_wanted.First,
    };
}
