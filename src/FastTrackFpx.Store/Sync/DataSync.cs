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

/// <summary>One worker of one run: reads the parts, and writes what differs.</summary>
internal sealed class DataSync
{
    // Memory, and the work that is lost if the process is killed. Each commit writes the touched pages of the indexes again.
    private const int MostUncommitted = 10_000;

    /// <summary>How often to look for work that another worker may give back.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan CommitInterval = TimeSpan.FromMilliseconds(500);

    private readonly Database _database;
    private readonly IReadOnlyList<SourcePart> _parts;
    private readonly ISyncObserver _observer;
    private readonly TimeProvider _timeProvider;
    private readonly RowWriter _writer;
    private readonly Queue<(WorkItem Item, Queue<Guid> Tenants)> _open = new();
    private WorkItem? _list;
    private SourcePart? _scopedPart;
    private TableScope[] _scopes = [];
    private Guid? _tenant;
    private int _failed;
    private long _stepsDone;
    private long _stepsAll;
    private long _committed;

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
                cancellationToken.ThrowIfCancellationRequested();
                if (Claim(part: null) is { } item) await DoAsync(item, cancellationToken).ConfigureAwait(false);
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

    private async Task DoAsync(WorkItem item, CancellationToken cancellationToken)
    {
        try
        {
            switch (_parts.Single(part => part.Name == item.Part))
            {
                case ListPart list:
                    await ReadListAsync(list, item, cancellationToken).ConfigureAwait(false);
                    break;
                case TenantPart part:
                    await ReadTenantsAsync(part, item, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
        catch (LeaseLostException)
        {
            // All pieces of this worker go back, those that it has begun after the lost one included.
            Discard();
            Release();
        }
        catch
        {
            Discard();
            throw;
        }
    }

    private async Task ReadListAsync(ListPart part, WorkItem item, CancellationToken cancellationToken)
    {
        RestException? failure = null;
        lock (_database.Gate)
        {
            Begin();
            _list = item;
            OpenScopes(part, tenant: null);
        }

        await CommitAsync().ConfigureAwait(false);
        try
        {
            await part.ReadAsync(PutAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (RestException exception) when (!part.IsTenantList && !ErrorRecords.EndsEverything(exception.ErrorCode) && !IsOfDatabase(exception))
        {
            failure = exception;
        }

        lock (_database.Gate)
        {
            Begin();
            if (failure is null)
            {
                foreach (TableScope scope in _scopes) scope.End();
                if (part.IsTenantList)
                {
                    RemoveOrphans();
                    _writer.Flush();
                    Work.AddTenants(_parts.OfType<TenantPart>());
                }
            }
            else
            {
                _failed++;
            }

            _list = null;
            Finish(item);
        }

        await CommitAsync().ConfigureAwait(false);
        if (failure is not null) _observer.Failed(failure, part.Name);
        Report(part);
    }

    private async Task PutAsync(IEnumerable<TableRow> rows)
    {
        lock (_database.Gate)
        {
            Begin();
            Put(rows);
        }

        if (_writer.Pending >= MostUncommitted || IsLongAgo()) await CommitAsync().ConfigureAwait(false);
    }

    private async Task ReadTenantsAsync(TenantPart part, WorkItem first, CancellationToken cancellationToken)
    {
        // Another worker may have listed the tenants.
        Report(part);
        using TenantReading reading = part.Open(_database, rows => TakeAsync(part, rows), cancellationToken);
        for (WorkItem? item = first; item is not null; item = Claim(part.Name))
        {
            IReadOnlyList<Guid> tenants;
            lock (_database.Gate) tenants = Work.TenantsOf(item);
            _open.Enqueue((item, new Queue<Guid>(tenants)));
            foreach (Guid tenant in tenants) await reading.AddAsync(tenant).ConfigureAwait(false);
            // A claim is a transaction of its own, so that other workers see it at once.
            await CommitAsync().ConfigureAwait(false);
        }

        await reading.CompleteAsync().ConfigureAwait(false);
        await CommitAsync().ConfigureAwait(false);
    }

    private async Task TakeAsync(TenantPart part, TenantRows result)
    {
        if (result.Error is { } error && ErrorRecords.EndsEverything(error.ErrorCode)) throw error;
        bool isDone = false;
        lock (_database.Gate)
        {
            Begin();
            (WorkItem item, Queue<Guid> tenants) = _open.Peek();
            if (_tenant != result.Tenant) OpenScopes(part, result.Tenant);
            Put(result.Rows);
            if (result.IsComplete)
            {
                // What an incomplete response lacks may still be there.
                if (result.Error is null) foreach (TableScope scope in _scopes) scope.End();
                else _failed++;
                _tenant = null;
                tenants.Dequeue();
                if (isDone = tenants.Count == 0)
                {
                    _open.Dequeue();
                    Finish(item);
                }
            }
        }

        if (_writer.Pending >= MostUncommitted || (result.EndsGroup && IsLongAgo())) await CommitAsync().ConfigureAwait(false);
        if (result.Error is not null) _observer.Failed(result.Error, result.Tenant);
        if (isDone) Report(part);
        else if (result.IsComplete) _observer.Progress(++_stepsDone, _stepsAll, part.Text);
    }

    /// <summary>True if the last commit is so long ago that others should see what was done, and no longer be held up.</summary>
    private bool IsLongAgo() => _timeProvider.GetElapsedTime(_committed) > CommitInterval;

    private void OpenScopes(SourcePart part, Guid? tenant)
    {
        if (_scopedPart != part) (_scopedPart, _scopes) = (part, [.. part.Tables.Select(table => new TableScope(_writer, table))]);
        _tenant = tenant;
        foreach (TableScope scope in _scopes) scope.Open(tenant);
    }

    private void Put(IEnumerable<TableRow> rows)
    {
        foreach (TableRow row in rows) ScopeOf(row.Table).Put(row.Values);
    }

    private TableScope ScopeOf(Table table)
    {
        foreach (TableScope scope in _scopes) if (scope.Table == table) return scope;
        throw new InvalidOperationException($"The part in progress has no table {table.Name}.");
    }

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

    private void Begin()
    {
        if (_database.IsInTransaction) return;
        _database.Begin();
        _writer.Now = _database.Now;
    }

    private void Finish(WorkItem item)
    {
        _writer.Flush();
        Work.Finish(item);
    }

    /// <summary>Commits, and reports what was committed. The piece in progress must still be this worker's.</summary>
    private async Task CommitAsync()
    {
        List<FpxDataChange> changes;
        lock (_database.Gate)
        {
            if (!_database.IsInTransaction) return;
            _writer.Flush();
            if ((_list ?? (_open.TryPeek(out (WorkItem Item, Queue<Guid>) present) ? present.Item : null)) is { } item) Work.Require(item);
            changes = _writer.Take();
            Work.AddCounts(changes, _failed);
            _database.Commit();
            (_failed, _committed) = (0, _timeProvider.GetTimestamp());
        }

        if (changes.Count > 0) await _observer.ChangedAsync(changes).ConfigureAwait(false);
    }

    private void Discard()
    {
        lock (_database.Gate)
        {
            _database.Rollback();
            _writer.Discard();
            _open.Clear();
            (_list, _tenant, _failed) = (null, null, 0);
        }
    }

    private void Report(SourcePart part)
    {
        lock (_database.Gate) (_stepsAll, _stepsDone) = Work.Steps();
        _observer.Progress(_stepsDone, _stepsAll, part.Text);
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

    private static bool IsOfDatabase(RestException exception) => exception.ErrorCode.StartsWith("Database", StringComparison.Ordinal);
}
