using FastTrackFpx.Rest.Data;
using FastTrackFpx.Store.Databases;
using FastTrackFpx.Store.Sources;
using FastTrackFpx.Store.Tables;

namespace FastTrackFpx.Store.Sync;

/// <summary>Writes what a worker has read, in transactions of some thousand changes, and reports what was committed.</summary>
internal sealed class SyncWriter(
    Database database, WorkList work, IReadOnlyList<SourcePart> parts, ISyncObserver observer, TimeProvider timeProvider, Func<Guid, string?>? nameOfTenant)
{
    // Memory, and the work that is lost if the process is killed. Each commit writes the touched pages of the indexes again.
    private const int MostUncommitted = 2500;

    private static readonly TimeSpan CommitInterval = TimeSpan.FromMilliseconds(500);

    private readonly RowWriter _rows = new(database, nameOfTenant);

    // What is being written.
    private readonly HashSet<Piece> _pieces = [];

    private int _failed;
    private long _stepsDone;
    private long _stepsAll;
    private long _begun;

    internal Piece NewPiece(SourcePart part) => new(_rows, part);

    internal async Task WriteListAsync(Piece piece, WorkItem item, TableRow[] rows)
    {
        lock (database.Gate)
        {
            Begin(piece, item);
            foreach (TableRow row in rows) piece.ScopeOf(row.Table).Put(row.Record);
        }

        if (_rows.Pending >= MostUncommitted || IsLongAgo()) await CommitAsync().ConfigureAwait(false);
    }

    internal async Task EndListAsync(Piece piece, WorkItem item, RestException? failure)
    {
        bool isTenantList = ((ListPart)piece.Part).IsTenantList;
        lock (database.Gate)
        {
            Begin(piece, item);
            if (failure is not null) _failed++;
            else foreach (TableScope scope in piece.Scopes) scope.End();
            if (isTenantList) RemoveOrphans();
            database.Flush();
            if (isTenantList) work.AddTenants(parts.OfType<TenantPart>());
            Finish(piece, item);
        }

        if (IsLongAgo()) await CommitAsync().ConfigureAwait(false);
        if (failure is not null) observer.Failed(failure, piece.Part.Name);
        Report(piece);
    }

    internal async Task WriteTenantAsync(Piece piece, WorkItem item, TenantRecords result, bool endsItem)
    {
        lock (database.Gate)
        {
            Begin(piece, item);
            piece.Put(result);
            // What an incomplete response lacks may still be there.
            if (result.Error is not null) _failed++;
            if (endsItem) Finish(piece, item);
        }

        if (_rows.Pending >= MostUncommitted || (result.EndsGroup && IsLongAgo())) await CommitAsync().ConfigureAwait(false);
        if (result.Error is not null) observer.Failed(result.Error, result.Tenant);
        if (endsItem) Report(piece);
        else if (result.IsComplete) observer.Progress(++_stepsDone, _stepsAll, piece.Part.Name);
    }

    /// <summary>Commits, and reports what was committed. The pieces in progress must still be this worker's.</summary>
    internal async Task CommitAsync()
    {
        List<FpxDataChange> changes;
        lock (database.Gate)
        {
            if (!database.IsInTransaction) return;
            foreach (Piece piece in _pieces) work.Require(piece.Item!);
            changes = _rows.Take();
            work.AddCounts(changes, _failed);
            database.Commit();
            _failed = 0;
        }

        if (changes.Count > 0) await observer.ChangedAsync(changes).ConfigureAwait(false);
    }

    /// <summary>Commits what nothing else commits, because the next response takes its time.</summary>
    internal async Task CommitIdleAsync()
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

    internal void Discard()
    {
        lock (database.Gate)
        {
            database.Rollback();
            _rows.Take();
            _pieces.Clear();
            _failed = 0;
        }
    }

    /// <summary>True if the transaction began so long ago that others should see what was done, and no longer be held up.</summary>
    private bool IsLongAgo() => timeProvider.GetElapsedTime(_begun) > CommitInterval;

    /// <summary>A tenant that is gone is not read any more, so its records go with it.</summary>
    private void RemoveOrphans()
    {
        foreach (Table table in parts.OfType<TenantPart>().SelectMany(part => part.Tables))
            _rows.Delete(table, static _ => true, $"WHERE {Table.TenantColumn} NOT IN (SELECT tenant_id FROM tenant)");
    }

    /// <summary>Begins a transaction if there is none, and the comparison with what is stored of the piece.</summary>
    private void Begin(Piece piece, WorkItem item)
    {
        if (!database.IsInTransaction)
        {
            database.Begin();
            (_rows.Now, _begun) = (database.Now, timeProvider.GetTimestamp());
        }

        if (piece.Item == item) return;
        // Another worker may have listed the tenants.
        if (piece.Item is null) (_stepsAll, _stepsDone) = work.Steps();
        piece.Begin(item);
        _pieces.Add(piece);
    }

    private void Finish(Piece piece, WorkItem item)
    {
        work.Finish(item);
        _pieces.Remove(piece);
        if (!work.IsFirst || !work.IsFinished(piece.Part)) return;
        // While other parts are read, and not when everything has been read.
        database.Flush();
        Schema.CreateIndexes(database, piece.Part.Tables);
    }

    private void Report(Piece piece)
    {
        lock (database.Gate) (_stepsAll, _stepsDone) = work.Steps();
        observer.Progress(_stepsDone, _stepsAll, piece.Part.Name);
    }
}
