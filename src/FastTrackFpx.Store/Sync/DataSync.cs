using System.Threading.Channels;
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

    // What may be read and not written yet: groups of tenants, or pages of a list.
    private const int MostQueued = 4;

    /// <summary>How often to look for work that another worker may give back.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan CommitInterval = TimeSpan.FromMilliseconds(500);

    private readonly Database _database;
    private readonly IReadOnlyList<SourcePart> _parts;
    private readonly ISyncObserver _observer;
    private readonly TimeProvider _timeProvider;
    private readonly RowWriter _writer;

    // What the reading leaves to the writing.
    private Channel<Func<Task>> _queue = null!;

    // What is being written.
    private WorkItem? _item;
    private SourcePart? _scopedPart;
    private TableScope[] _scopes = [];
    private Guid? _tenant;
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
                if (Claim(part: null) is { } item) await WorkAsync(item, cancellationToken).ConfigureAwait(false);
                else if (TryEnd()) return;
                else await Task.Delay(PollInterval, _timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await renewing.ConfigureAwait(false);
            Release();
        }
    }

    /// <summary>Reads all pieces that can be leased, and writes what was read at the same time.</summary>
    private async Task WorkAsync(WorkItem first, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _queue = Channel.CreateBounded<Func<Task>>(MostQueued);
        Task writing = Task.Run(() => WriteAsync(stop), CancellationToken.None);
        try
        {
            try
            {
                for (WorkItem? item = first; item is not null; item = Claim(part: null))
                {
                    SourcePart part = _parts.Single(part => part.Name == item.Part);
                    if (part is ListPart list) await ReadListAsync(list, item, stop.Token).ConfigureAwait(false);
                    else await ReadTenantsAsync((TenantPart)part, item, stop.Token).ConfigureAwait(false);
                }
            }
            finally
            {
                // If the writing has failed, the reading was cancelled because of it.
                _queue.Writer.TryComplete();
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
    }

    private async Task WriteAsync(CancellationTokenSource stop)
    {
        try
        {
            await foreach (Func<Task> write in _queue.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false)) await write().ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task ReadListAsync(ListPart part, WorkItem item, CancellationToken cancellationToken)
    {
        RestException? failure = null;
        try
        {
            await part.ReadAsync(rows => QueueAsync(() => WriteListAsync(part, item, rows), cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (RestException exception) when (!part.IsTenantList && !ErrorRecords.EndsEverything(exception.ErrorCode))
        {
            failure = exception;
        }

        await QueueAsync(() => EndListAsync(part, item, failure), cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadTenantsAsync(TenantPart part, WorkItem first, CancellationToken cancellationToken)
    {
        var items = new Queue<(WorkItem Item, int Tenants)>();
        int complete = 0;
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
            // A group at a time, because each handover wakes a thread.
            if (!result.EndsGroup) return Task.CompletedTask;
            List<(WorkItem Item, TenantRecords Result, bool EndsItem)> group = gathered;
            gathered = new(group.Count);
            return QueueAsync(
                async () =>
                {
                    foreach ((WorkItem item, TenantRecords result, bool endsItem) in group) await WriteTenantAsync(part, item, result, endsItem).ConfigureAwait(false);
                },
                cancellationToken);
        }
    }

    /// <summary>Leaves something to the writing. Waits if the writing is behind.</summary>
    private async Task QueueAsync(Func<Task> write, CancellationToken cancellationToken) => await _queue.Writer.WriteAsync(write, cancellationToken).ConfigureAwait(false);

    private async Task WriteListAsync(ListPart part, WorkItem item, IEnumerable<TableRow> rows)
    {
        lock (_database.Gate)
        {
            Begin(part, item);
            foreach (TableRow row in rows) _scopes.First(scope => scope.Table == row.Table).Put(row.Record);
        }

        if (_writer.Pending >= MostUncommitted || IsLongAgo()) await CommitAsync().ConfigureAwait(false);
    }

    private async Task EndListAsync(ListPart part, WorkItem item, RestException? failure)
    {
        lock (_database.Gate)
        {
            Begin(part, item);
            if (failure is not null) _failed++;
            else foreach (TableScope scope in _scopes) scope.End();
            if (part.IsTenantList)
            {
                RemoveOrphans();
                _database.Flush();
                Work.AddTenants(_parts.OfType<TenantPart>());
            }

            Finish(item);
        }

        if (IsLongAgo()) await CommitAsync().ConfigureAwait(false);
        if (failure is not null) _observer.Failed(failure, part.Name);
        Report(part);
    }

    private async Task WriteTenantAsync(TenantPart part, WorkItem item, TenantRecords result, bool endsItem)
    {
        lock (_database.Gate)
        {
            Begin(part, item);
            Put(_scopes[0], result);
            // What an incomplete response lacks may still be there.
            if (result.Error is not null) _failed++;
            if (endsItem) Finish(item);
        }

        if (_writer.Pending >= MostUncommitted || (result.EndsGroup && IsLongAgo())) await CommitAsync().ConfigureAwait(false);
        if (result.Error is not null) _observer.Failed(result.Error, result.Tenant);
        if (endsItem) Report(part);
        else if (result.IsComplete) _observer.Progress(++_stepsDone, _stepsAll, part.Name);
    }

    private void Put(TableScope scope, TenantRecords result)
    {
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

    /// <summary>True if the transaction began so long ago that others should see what was done, and no longer be held up.</summary>
    private bool IsLongAgo() => _timeProvider.GetElapsedTime(_begun) > CommitInterval;

    /// <summary>A tenant that is gone is not read any more, so its records go with it.</summary>
    private void RemoveOrphans()
    {
        foreach (Table table in _parts.OfType<TenantPart>().SelectMany(part => part.Tables))
        {
            var gone = new List<object?[]>();
            _database.ForEach(
                [.. table.Columns.Select(column => column.Type)],
                gone.Add,
                $"SELECT {Statements.Names(table)} FROM {table.Name} WHERE {Table.TenantColumn} NOT IN (SELECT tenant_id FROM tenant)");
            foreach (object?[] row in gone) _writer.Delete(table, row);
        }
    }

    private WorkItem? Claim(string? part)
    {
        lock (_database.Gate) return Work.Claim(part);
    }

    /// <summary>Begins a transaction if there is none, and the comparison with what is stored of the piece.</summary>
    private void Begin(SourcePart part, WorkItem item)
    {
        if (!_database.IsInTransaction)
        {
            _database.Begin();
            (_writer.Now, _begun) = (_database.Now, _timeProvider.GetTimestamp());
        }

        if (_item == item) return;
        if (_scopedPart != part)
        {
            (_scopedPart, _scopes) = (part, [.. part.Tables.Select(table => new TableScope(_writer, table))]);
            // Another worker may have listed the tenants.
            (_stepsAll, _stepsDone) = Work.Steps();
        }

        (_item, _tenant) = (item, null);
        foreach (TableScope scope in _scopes)
        {
            if (item is { First: { } first, Last: { } last }) scope.OpenTenants(first, last);
            else scope.Open(tenant: null);
        }
    }

    private void Finish(WorkItem item)
    {
        Work.Finish(item);
        _item = null;
    }

    /// <summary>Commits, and reports what was committed. The piece in progress must still be this worker's.</summary>
    private async Task CommitAsync()
    {
        List<FpxDataChange> changes;
        lock (_database.Gate)
        {
            if (!_database.IsInTransaction) return;
            if (_item is { } item) Work.Require(item);
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
            (_item, _tenant, _failed) = (null, null, 0);
        }
    }

    private void Report(SourcePart part)
    {
        lock (_database.Gate) (_stepsAll, _stepsDone) = Work.Steps();
        _observer.Progress(_stepsDone, _stepsAll, part.Name);
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
}
