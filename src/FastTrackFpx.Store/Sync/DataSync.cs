using FastTrackFpx.Rest.Data;
using FastTrackFpx.Store.Databases;
using FastTrackFpx.Store.Sources;

namespace FastTrackFpx.Store.Sync;

/// <summary>One worker of one run: reads the parts, and writes what differs beside the reading.</summary>
internal sealed class DataSync
{
    // How many records may be read and not written yet: as many as are read while the disk is busy with a checkpoint.
    private const int MostQueued = 5000;

    // While rows are written, no piece can be leased.
    private const int MostRowsAtATime = 500;

    /// <summary>How often to look for work that another worker may give back.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private readonly Database _database;
    private readonly IReadOnlyList<SourcePart> _parts;
    private readonly TimeProvider _timeProvider;
    private readonly SyncWriter _writer;

    // Wakes the reading of tenants.
    private readonly SemaphoreSlim _listed = new(0);

    private WriteQueue _queue = null!;
    private bool _hasReadLists;

    internal DataSync(
        Database database, IReadOnlyList<SourcePart> parts, ISyncObserver observer, TimeProvider timeProvider, Func<Guid, string?>? nameOfTenant = null,
        string? service = null)
    {
        (_database, _parts, _timeProvider) = (database, parts, timeProvider);
        Work = new WorkList(database, service);
        _writer = new SyncWriter(database, Work, parts, observer, timeProvider, nameOfTenant);
    }

    internal WorkList Work { get; }

    /// <summary>Works until the run is finished.</summary>
    internal async Task RunAsync(string kind, bool restart, CancellationToken cancellationToken)
    {
        lock (_database.Gate) Work.Join(_parts, kind, restart);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task renewing = RenewAsync(ended.Token);
        try
        {
            while (true)
            {
                if (Claim() is { } item) await WorkAsync(item, cancellationToken).ConfigureAwait(false);
                else if (TryEnd()) return;
                else
                {
                    await Task.Delay(PollInterval, _timeProvider, cancellationToken).ConfigureAwait(false);
                    lock (_database.Gate) Work.ReleaseEnded();
                }
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await renewing.ConfigureAwait(false);
            Release();
            Work.Leave();
        }
    }

    /// <summary>Reads all pieces that can be leased, lists beside tenants, and writes what was read at the same time.</summary>
    private async Task WorkAsync(WorkItem first, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        (_queue, _hasReadLists) = (new WriteQueue(MostQueued), false);
        Task writing = StopIfItFailsAsync(_queue.RunAsync(cancellationToken));
        try
        {
            try
            {
                // A list is few requests, which are sent one after the other. Tenants are read meanwhile.
                await Task.WhenAll(
                    StopIfItFailsAsync(ReadListsAsync(first.IsList ? first : null, stop.Token)),
                    StopIfItFailsAsync(ReadTenantsAsync(first.IsList ? null : first, stop.Token))).ConfigureAwait(false);
            }
            finally
            {
                // If the writing has failed, the readings were cancelled because of it.
                _queue.Complete();
                await writing.ConfigureAwait(false);
            }

            await _writer.CommitAsync().ConfigureAwait(false);
        }
        catch (LeaseLostException)
        {
            // All pieces of this worker go back, those that were read after the lost one included.
            _writer.Discard();
            Release();
        }
        catch
        {
            _writer.Discard();
            throw;
        }

        async Task StopIfItFailsAsync(Task work)
        {
            try
            {
                await work.ConfigureAwait(false);
            }
            catch
            {
                await stop.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private async Task ReadListsAsync(WorkItem? first, CancellationToken cancellationToken)
    {
        for (WorkItem? item = first ?? Claim(lists: true); item is not null; item = Claim(lists: true))
            await ReadListAsync(_writer.NewPiece(PartOf(item)), item, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _hasReadLists, true);
        _listed.Release();
    }

    /// <summary>Reads tenants until none are left, or while lists are read, because one of the lists adds tenants.</summary>
    private async Task ReadTenantsAsync(WorkItem? first, CancellationToken cancellationToken)
    {
        while (true)
        {
            bool isComplete = Volatile.Read(ref _hasReadLists);
            if ((first ?? Claim(lists: false)) is { } item)
                await ReadTenantsAsync(_writer.NewPiece(PartOf(item)), item, cancellationToken).ConfigureAwait(false);
            else if (isComplete) return;
            else await _listed.WaitAsync(PollInterval, cancellationToken).ConfigureAwait(false);
            first = null;
        }
    }

    private SourcePart PartOf(WorkItem item) => _parts.Single(part => part.Name == item.Part);

    private async Task ReadListAsync(Piece piece, WorkItem item, CancellationToken cancellationToken)
    {
        var part = (ListPart)piece.Part;
        RestException? failure = null;
        try
        {
            await part.ReadAsync(AddAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (RestException exception) when (!part.IsTenantList && !ErrorRecords.EndsEverything(exception.ErrorCode))
        {
            failure = exception;
        }

        await _queue.AddAsync(EndAsync, records: 0, cancellationToken).ConfigureAwait(false);

        async Task AddAsync(IEnumerable<TableRow> rows)
        {
            foreach (TableRow[] some in rows.Chunk(MostRowsAtATime))
                await _queue.AddAsync(() => _writer.WriteListAsync(piece, item, some), some.Length, cancellationToken).ConfigureAwait(false);
        }

        async Task EndAsync()
        {
            await _writer.EndListAsync(piece, item, failure).ConfigureAwait(false);
            if (part.IsTenantList) _listed.Release();
        }
    }

    private async Task ReadTenantsAsync(Piece piece, WorkItem first, CancellationToken cancellationToken)
    {
        var part = (TenantPart)piece.Part;
        var items = new Queue<(WorkItem Item, int Tenants)>();
        int complete = 0, records = 0;
        var gathered = new List<(WorkItem Item, TenantRecords Result, bool EndsItem)>();
        await part.ReadAsync(_database, Tenants(), TakeAsync, cancellationToken).ConfigureAwait(false);

        IEnumerable<Guid> Tenants()
        {
            for (WorkItem? item = first; item is not null; item = Claim(part.Name))
            {
                IReadOnlyList<Guid> tenants;
                lock (_database.Gate) tenants = Work.TenantsOf(item);
                items.Enqueue((item, tenants.Count));
                foreach (Guid tenant in tenants) yield return tenant;
            }
        }

        Task TakeAsync(TenantRecords result)
        {
            if (result.Error is { } error && ErrorRecords.EndsEverything(error.ErrorCode)) throw error;
            (WorkItem item, int tenants) = items.Peek();
            if (result.IsComplete) complete++;
            bool endsItem = complete == tenants;
            if (endsItem)
            {
                items.Dequeue();
                complete = 0;
            }

            gathered.Add((item, result, endsItem));
            records += result.Records.Count;
            // A group at a time, because each handover wakes a thread.
            if (!result.EndsGroup) return Task.CompletedTask;
            List<(WorkItem Item, TenantRecords Result, bool EndsItem)> group = gathered;
            Task added = _queue.AddAsync(
                async () =>
                {
                    foreach ((WorkItem item, TenantRecords result, bool endsItem) in group)
                        await _writer.WriteTenantAsync(piece, item, result, endsItem).ConfigureAwait(false);
                },
                records,
                cancellationToken);
            (gathered, records) = (new(group.Count), 0);
            return added;
        }
    }

    private WorkItem? Claim(string? part = null, bool? lists = null)
    {
        lock (_database.Gate) return Work.Claim(part, lists);
    }

    private bool TryEnd()
    {
        lock (_database.Gate) return Work.TryEnd();
    }

    /// <summary>Renews the leases, and commits what nothing else commits because the next response takes its time.</summary>
    private async Task RenewAsync(CancellationToken ended)
    {
        long renewed = _timeProvider.GetTimestamp();
        try
        {
            while (true)
            {
                await Task.Delay(PollInterval, _timeProvider, ended).ConfigureAwait(false);
                await _writer.CommitIdleAsync().ConfigureAwait(false);
                if (_timeProvider.GetElapsedTime(renewed) < WorkList.Lease / 4) continue;
                lock (_database.Gate) Work.Renew();
                renewed = _timeProvider.GetTimestamp();
            }
        }
        catch (OperationCanceledException)
        {
            // The work has ended.
        }
        catch (RestException)
        {
            // The database is gone; the work itself fails with the same error.
        }
    }

    private void Release()
    {
        try
        {
            lock (_database.Gate) Work.Release();
        }
        catch (RestException)
        {
            // The lease expires by itself.
        }
    }
}
