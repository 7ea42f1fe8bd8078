using FastTrackFpx.Rest.Data;
using FastTrackFpx.Store.Databases;
using FastTrackFpx.Store.Sources;
using FastTrackFpx.Store.Tables;

namespace FastTrackFpx.Store.Sync;

/// <summary>Who watches a sync.</summary>
internal interface ISyncObserver
{
    /// <summary>Changes that were committed.</summary>
    Task ChangedAsync(IReadOnlyList<FpxDataChange> changes);

    /// <summary>A tenant or a list could not be read.</summary>
    void Failed(RestException exception, object target);

    /// <summary>How many steps there are, and how many are done.</summary>
    void Progress(long done, long all, string part);
}

/// <summary>One worker of one run: reads the parts, and writes what differs beside the reading.</summary>
internal sealed class DataSync
{
    // Memory, and the work that is lost if the process is killed. Each commit writes the touched pages of the indexes again.
    private const int MostUncommitted = 2500;

    // How many records may be read and not written yet: as many as are read while the disk is busy with a checkpoint.
    private const int MostQueued = 5000;

    /// <summary>How often to look for work that another worker may give back.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan CommitInterval = TimeSpan.FromMilliseconds(500);

    private readonly Database _database;
    private readonly IReadOnlyList<SourcePart> _parts;
    private readonly ISyncObserver _observer;
    private readonly TimeProvider _timeProvider;
    private readonly RowWriter _writer;

    // What is being written.
    private readonly HashSet<Piece> _pieces = [];

    // Wakes the reading of tenants.
    private readonly SemaphoreSlim _listed = new(0);

    private WriteQueue _queue = null!;
    private bool _hasReadLists;

    private int _failed;
    private long _stepsDone;
    private long _stepsAll;
    private long _begun;

    internal DataSync(Database database, IReadOnlyList<SourcePart> parts, ISyncObserver observer, TimeProvider timeProvider, Func<Guid, string?>? nameOfTenant = null)
    {
        (_database, _parts, _observer, _timeProvider) = (database, parts, observer, timeProvider);
        _writer = new RowWriter(database, nameOfTenant);
        Work = new WorkList(database);
    }

    internal WorkList Work { get; }

    /// <summary>Works until the run is finished.</summary>
    internal async Task RunAsync(string kind, bool restart, CancellationToken cancellationToken)
    {
        lock (_database.Gate)
        {
            Work.Join(_parts, kind, restart);
            (_stepsAll, _stepsDone) = Work.Steps();
        }

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

            await CommitAsync().ConfigureAwait(false);
        }
        catch (LeaseLostException)
        {
            // All pieces of this worker go back, those that were read after the lost one included.
            Discard();
            Release();
        }
        catch
        {
            Discard();
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
            await ReadListAsync(new Piece(_writer, PartOf(item)), item, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _hasReadLists, true);
        _listed.Release();
    }

    /// <summary>Reads tenants until none are left, or while lists are read, because one of the lists adds tenants.</summary>
    private async Task ReadTenantsAsync(WorkItem? first, CancellationToken cancellationToken)
    {
        while (true)
        {
            bool isComplete = Volatile.Read(ref _hasReadLists);
            if ((first ?? Claim(lists: false)) is { } item) await ReadTenantsAsync(new Piece(_writer, PartOf(item)), item, cancellationToken).ConfigureAwait(false);
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
            await part.ReadAsync(rows => AddAsync([.. rows]), cancellationToken).ConfigureAwait(false);
        }
        catch (RestException exception) when (!part.IsTenantList && !ErrorRecords.EndsEverything(exception.ErrorCode))
        {
            failure = exception;
        }

        await _queue.AddAsync(() => EndListAsync(piece, item, failure), records: 0, cancellationToken).ConfigureAwait(false);

        Task AddAsync(TableRow[] rows) => _queue.AddAsync(() => WriteListAsync(piece, item, rows), rows.Length, cancellationToken);
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
                    foreach ((WorkItem item, TenantRecords result, bool endsItem) in group) await WriteTenantAsync(piece, item, result, endsItem).ConfigureAwait(false);
                },
                records,
                cancellationToken);
            (gathered, records) = (new(group.Count), 0);
            return added;
        }
    }

    private async Task WriteListAsync(Piece piece, WorkItem item, TableRow[] rows)
    {
        lock (_database.Gate)
        {
            Begin(piece, item);
            foreach (TableRow row in rows) piece.ScopeOf(row.Table).Put(row.Record);
        }

        if (_writer.Pending >= MostUncommitted || IsLongAgo()) await CommitAsync().ConfigureAwait(false);
    }

    private async Task EndListAsync(Piece piece, WorkItem item, RestException? failure)
    {
        bool isTenantList = ((ListPart)piece.Part).IsTenantList;
        lock (_database.Gate)
        {
            Begin(piece, item);
            if (failure is not null) _failed++;
            else foreach (TableScope scope in piece.Scopes) scope.End();
            if (isTenantList) RemoveOrphans();
            _database.Flush();
            if (isTenantList) Work.AddTenants(_parts.OfType<TenantPart>());
            // While tenants are read, and not when everything has been read.
            if (Work.IsFirst && failure is null) Schema.CreateIndexes(_database, piece.Part.Tables);
            Finish(piece, item);
        }

        if (isTenantList) _listed.Release();
        if (IsLongAgo()) await CommitAsync().ConfigureAwait(false);
        if (failure is not null) _observer.Failed(failure, piece.Part.Name);
        Report(piece);
    }

    private async Task WriteTenantAsync(Piece piece, WorkItem item, TenantRecords result, bool endsItem)
    {
        lock (_database.Gate)
        {
            Begin(piece, item);
            piece.Put(result);
            // What an incomplete response lacks may still be there.
            if (result.Error is not null) _failed++;
            if (endsItem) Finish(piece, item);
        }

        if (_writer.Pending >= MostUncommitted || (result.EndsGroup && IsLongAgo())) await CommitAsync().ConfigureAwait(false);
        if (result.Error is not null) _observer.Failed(result.Error, result.Tenant);
        if (endsItem) Report(piece);
        else if (result.IsComplete) _observer.Progress(++_stepsDone, _stepsAll, piece.Part.Name);
    }

    /// <summary>True if the transaction began so long ago that others should see what was done, and no longer be held up.</summary>
    private bool IsLongAgo() => _timeProvider.GetElapsedTime(_begun) > CommitInterval;

    /// <summary>A tenant that is gone is not read any more, so its records go with it.</summary>
    private void RemoveOrphans()
    {
        foreach (Table table in _parts.OfType<TenantPart>().SelectMany(part => part.Tables))
            _writer.Delete(table, static _ => true, $"WHERE {Table.TenantColumn} NOT IN (SELECT tenant_id FROM tenant)");
    }

    private WorkItem? Claim(string? part = null, bool? lists = null)
    {
        lock (_database.Gate) return Work.Claim(part, lists);
    }

    /// <summary>Begins a transaction if there is none, and the comparison with what is stored of the piece.</summary>
    private void Begin(Piece piece, WorkItem item)
    {
        if (!_database.IsInTransaction)
        {
            _database.Begin();
            (_writer.Now, _begun) = (_database.Now, _timeProvider.GetTimestamp());
        }

        if (piece.Item == item) return;
        // Another worker may have listed the tenants.
        if (piece.Item is null) (_stepsAll, _stepsDone) = Work.Steps();
        piece.Begin(item);
        _pieces.Add(piece);
    }

    private void Finish(Piece piece, WorkItem item)
    {
        Work.Finish(item);
        _pieces.Remove(piece);
    }

    /// <summary>Commits, and reports what was committed. The pieces in progress must still be this worker's.</summary>
    private async Task CommitAsync()
    {
        List<FpxDataChange> changes;
        lock (_database.Gate)
        {
            if (!_database.IsInTransaction) return;
            foreach (Piece piece in _pieces) Work.Require(piece.Item!);
            changes = _writer.Take();
            Work.AddCounts(changes, _failed);
            _database.Commit();
            _failed = 0;
        }

        if (changes.Count > 0) await _observer.ChangedAsync(changes).ConfigureAwait(false);
    }

    private void Discard()
    {
        lock (_database.Gate)
        {
            _database.Rollback();
            _writer.Take();
            _pieces.Clear();
            _failed = 0;
        }
    }

    private void Report(Piece piece)
    {
        lock (_database.Gate) (_stepsAll, _stepsDone) = Work.Steps();
        _observer.Progress(_stepsDone, _stepsAll, piece.Part.Name);
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
                await CommitIdleAsync().ConfigureAwait(false);
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

    private async Task CommitIdleAsync()
    {
        try
        {
            if (IsLongAgo()) await CommitAsync().ConfigureAwait(false);
        }
        catch (LeaseLostException)
        {
            // The work itself finds out at its next commit.
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

    /// <summary>What is read of one part: its rows, compared with those that are stored.</summary>
    private sealed class Piece(RowWriter writer, SourcePart part)
    {
        // A tenant that has come in part.
        private Guid? _tenant;

        internal SourcePart Part { get; } = part;

        internal TableScope[] Scopes { get; } = [.. part.Tables.Select(table => new TableScope(writer, table))];

        /// <summary>The piece of the work list that is being written.</summary>
        internal WorkItem? Item { get; private set; }

        internal void Begin(WorkItem item)
        {
            (Item, _tenant) = (item, null);
            foreach (TableScope scope in Scopes)
            {
                if (item is { First: { } first, Last: { } last }) scope.OpenTenants(first, last);
                else scope.Open(tenant: null);
            }
        }

        internal TableScope ScopeOf(Table table)
        {
            foreach (TableScope scope in Scopes) if (scope.Table == table) return scope;
            throw new InvalidOperationException($"The part {Part.Name} has no table {table.Name}.");
        }

        internal void Put(TenantRecords result)
        {
            TableScope scope = Scopes[0];
            if (_tenant is null && result is { IsComplete: true, Error: null })
            {
                scope.PutTenant(result.Tenant, result.Records);
                return;
            }

            if (_tenant is null) scope.Open(_tenant = result.Tenant);
            foreach (object record in result.Records) scope.Put(record);
            if (!result.IsComplete) return;
            if (result.Error is null) scope.End();
            _tenant = null;
        }
    }
}
