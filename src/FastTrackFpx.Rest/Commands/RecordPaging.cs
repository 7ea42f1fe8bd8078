namespace FastTrackFpx.Rest.Commands;

/// <summary>What <c>-First</c>, <c>-Skip</c> and <c>-IncludeTotalCount</c> mean for a cmdlet's whole output, over all its inputs.</summary>
internal sealed class RecordPaging(PagingParameters wanted)
{
    private const double Exact = 1.0;
    private const double Unknown = 0.0;

    private ulong _skipped;
    private ulong _given;
    private bool _totalGiven;

    public bool IsFull => _given >= wanted.First;

    /// <summary>Whether nothing is to be left out or counted, so that records can be passed on as they come.</summary>
    public bool WantsAll => wanted.First == ulong.MaxValue && wanted.Skip == 0 && !wanted.IncludeTotalCount;

    /// <summary>Writes a list that is the whole output. The client skips and stops, so it reads only what is written.</summary>
    public async Task WriteListAsync<T>(CmdletRun run, PagedSequence<T> records)
        where T : notnull
    {
        records.Skip = (long)Math.Min(wanted.Skip, long.MaxValue);
        records.First = wanted.First > long.MaxValue ? null : (long)wanted.First;
        if (wanted.IncludeTotalCount)
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
        await foreach (T record in list.WithCancellation(run.Stopping).ConfigureAwait(false))
        {
            if (counts(record) && !await WriteAsync(run, record).ConfigureAwait(false)) return;
        }
    }

    /// <summary>Writes one record of an output of unknown length. Returns false if no more are wanted.</summary>
    public async Task<bool> WriteAsync(CmdletRun run, object record)
    {
        if (wanted.IncludeTotalCount) await WriteTotalAsync(run, null).ConfigureAwait(false);
        if (_skipped < wanted.Skip)
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
        if (total is not null && wanted.First == ulong.MaxValue) run.Progress.Expect(Math.Max(0, total.Value - (long)Math.Min(wanted.Skip, long.MaxValue)));
        await run.WriteAsync(wanted.NewTotalCount((ulong)(total ?? 0), total is null ? Unknown : Exact)).ConfigureAwait(false);
    }
}
