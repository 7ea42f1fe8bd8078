using System.Collections.Concurrent;
using FastTrackFpx.Rest.Batching;
using FastTrackFpx.Rest.Data;
using FastTrackFpx.Rest.Files;
using FastTrackFpx.Store.Databases;
using FastTrackFpx.Store.Sources;

namespace FastTrackFpx.Store.Sync;

/// <summary>A piece of a run that one worker does: a list, or a part of the tenants of a part.</summary>
internal sealed record WorkItem(long Number, string Part, Guid? First, Guid? Last, long Steps)
{
    internal bool IsList => First is null;
}

/// <summary>Another worker has taken over the work, because this one did not renew its lease in time.</summary>
internal sealed class LeaseLostException : Exception;

/// <summary>
/// The work of a run, kept in the database: a run that was cut off continues with what is not finished, and several workers share it. Each worker leases
/// one piece at a time. A lease that is not renewed expires, so a killed worker cannot block the others; on the same machine it ends with its process.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="service">The address of FPX; null if it does not matter.</param>
internal sealed class WorkList(Database database, string? service = null)
{
    /// <summary>How long a lease lasts unless it is renewed.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>A run that was cut off longer ago than this is not continued: what it has read is too old.</summary>
    internal static readonly TimeSpan Continuable = TimeSpan.FromHours(24);

    private static readonly ColumnType[] ItemTypes = [ColumnType.Integer, ColumnType.Text, ColumnType.Id, ColumnType.Id, ColumnType.Integer];
    private static readonly ColumnType[] OneId = [ColumnType.Id];
    private static readonly ColumnType[] RunTypes = [ColumnType.Integer, ColumnType.Time];

    // The workers of this process: one whose connection was lost cannot give back what it has leased.
    private static readonly ConcurrentDictionary<string, bool> Working = new();

    // Names a worker for its whole life, also to a database that has seen the same process id before.
    private readonly string _owner = $"{ProcessMark.Own.ToText()}/{Guid.NewGuid():N}";

    private long _run;

    /// <summary>True if the run was begun earlier or by another worker.</summary>
    internal bool IsContinued { get; private set; }

    /// <summary>True until a run of the database has ended.</summary>
    internal bool IsFirst { get; private set; }

    /// <summary>Throws if the database holds the data of another service: all of it would be removed as gone.</summary>
    internal void RequireService()
    {
        object? stored = database.Scalar("SELECT service FROM sync_run WHERE service IS NOT NULL ORDER BY run_id DESC LIMIT 1");
        if (service is null || stored is null || (string)stored == service) return;
        throw DatabaseFaults.Create(
            ErrorCode.DatabaseInvalid, database.Name, $"holds the data of {stored}, and the connection is to {service}",
            "Use another database for this service, or -Restart to replace the data.");
    }

    /// <summary>Joins the unfinished run of the same parts, or begins one.</summary>
    /// <param name="parts">The parts, in the order in which they are read.</param>
    /// <param name="kind">What makes runs different: a run continues only one of its kind.</param>
    /// <param name="restart">True to begin a run in any case.</param>
    internal void Join(IReadOnlyList<SourcePart> parts, string kind, bool restart) => database.InTransaction(() =>
    {
        database.LockSchema();
        if (!restart) RequireService();
        Working[_owner] = true;
        ReleaseEnded();
        IsFirst = database.Count("SELECT count(*) FROM sync_run WHERE finished IS NOT NULL") == 0;
        DateTimeOffset now = database.Now;
        // A run that another one has followed has no work left in the list: it is not continued, because it would end without reading the rest.
        object?[]? last = restart ? null : database.Query(
            RunTypes, "SELECT run_id, started FROM sync_run WHERE finished IS NULL AND parts = $1 AND run_id = (SELECT max(run_id) FROM sync_run)", kind)
            .FirstOrDefault();
        if (last is not null && (DateTimeOffset)last[1]! > now - Continuable)
        {
            (_run, IsContinued) = ((long)last[0]!, true);
            return true;
        }

        // What is in progress would end as if it were complete.
        if (database.Scalar("SELECT owner FROM sync_work WHERE finished IS NULL AND lease_until > $1 LIMIT 1", now) is string owner)
        {
            ProcessMark? process = ProcessMark.FromText(owner);
            throw DatabaseFaults.Create(
                ErrorCode.DatabaseLocked,
                database.Name,
                $"is in use by another sync (process {process?.Id} on {process?.Machine})",
                "Wait until that sync has ended, or for two minutes if it was killed on another machine. "
                + "To share its work, use the same -Data and -ResolveService, without -Restart.");
        }

        database.Execute("DELETE FROM sync_work");
        _run = database.Count("SELECT max(run_id) FROM sync_run") + 1;
        database.Execute(
            "INSERT INTO sync_run (run_id, started, parts, added, changed, removed, failed, service) VALUES ($1, $2, $3, 0, 0, 0, 0, $4)",
            _run, now, kind, service);
        foreach (ListPart part in parts.OfType<ListPart>()) AddItem(part.Name, null, null, 1);
        return true;
    });

    /// <summary>
    /// Divides the tenants among pieces, in the present transaction. Tables that get an index come first, so that it is built while others are read.
    /// </summary>
    internal void AddTenants(IEnumerable<TenantPart> parts)
    {
        List<Guid> tenants = [.. database.Query(OneId, "SELECT tenant_id FROM tenant ORDER BY tenant_id").Select(row => (Guid)row[0]!)];
        // So many pieces that several workers end at about the same time, and none of less than a request.
        int few = Math.Max(tenants.Count / 40, BatchCost.ParentsPerCall);
        foreach (TenantPart part in parts.OrderByDescending(part => part.Tables.Any(table => table.Indexes.Count > 0)))
        {
            foreach (Guid[] chunk in tenants.Chunk(Math.Min(few, part.MostTenantsPerItem))) AddItem(part.Name, chunk[0], chunk[^1], chunk.Length);
        }
    }

    /// <summary>The tenants of a piece.</summary>
    internal IReadOnlyList<Guid> TenantsOf(WorkItem item) =>
        [.. database.Query(OneId, "SELECT tenant_id FROM tenant WHERE tenant_id BETWEEN $1 AND $2 ORDER BY tenant_id", item.First, item.Last)
            .Select(row => (Guid)row[0]!)];

    /// <summary>
    /// Leases the next piece that no worker has leased, in the present transaction if there is one: until it is committed, no other worker can lease the piece.
    /// Null if there is none now.
    /// </summary>
    /// <param name="part">The part it must be of; null for any.</param>
    /// <param name="lists">True for a list, false for tenants; null for either.</param>
    internal WorkItem? Claim(string? part = null, bool? lists = null)
    {
        DateTimeOffset now = database.Now;
        string free = $"run_id = $3 AND finished IS NULL AND (lease_until IS NULL OR lease_until < $4){(part is null ? string.Empty : " AND part = $5")}"
            + (lists switch { null => string.Empty, true => " AND first_tenant IS NULL", false => " AND first_tenant IS NOT NULL" });
        object?[] values = [_owner, now + Lease, _run, now];
        object?[]? row = database.Query(
            ItemTypes,
            $"""
            UPDATE sync_work SET owner = $1, lease_until = $2
            WHERE run_id = $3 AND item = (SELECT item FROM sync_work WHERE {free} ORDER BY item LIMIT 1{database.ForClaim})
            RETURNING item, part, first_tenant, last_tenant, steps
            """,
            part is null ? values : [.. values, part]).FirstOrDefault();
        return row is null ? null : new WorkItem((long)row[0]!, (string)row[1]!, (Guid?)row[2], (Guid?)row[3], (long)row[4]!);
    }

    /// <summary>Throws if the piece is no longer this worker's, in the present transaction.</summary>
    internal void Require(WorkItem item)
    {
        if (database.Scalar("SELECT 1 FROM sync_work WHERE run_id = $1 AND item = $2 AND owner = $3 AND finished IS NULL", _run, item.Number, _owner) is null)
            throw new LeaseLostException();
    }

    /// <summary>Marks a piece as done, in the present transaction.</summary>
    internal void Finish(WorkItem item)
    {
        int done = database.Execute(
            "UPDATE sync_work SET finished = $1 WHERE run_id = $2 AND item = $3 AND owner = $4 AND finished IS NULL", database.Now, _run, item.Number, _owner);
        if (done == 0) throw new LeaseLostException();
    }

    /// <summary>True if no piece of a part is left.</summary>
    internal bool IsFinished(SourcePart part) =>
        database.Scalar("SELECT 1 FROM sync_work WHERE run_id = $1 AND part = $2 AND finished IS NULL LIMIT 1", _run, part.Name) is null;

    /// <summary>Adds to the numbers of the run, in the present transaction.</summary>
    internal void AddCounts(IEnumerable<FpxDataChange> changes, int failed)
    {
        var counts = new long[3];
        foreach (FpxDataChange change in changes) counts[(int)change.Kind]++;
        if (failed > 0 || counts.Any(count => count > 0))
        {
            database.Execute(
                "UPDATE sync_run SET added = added + $1, changed = changed + $2, removed = removed + $3, failed = failed + $4 WHERE run_id = $5",
                counts[0], counts[1], counts[2], (long)failed, _run);
        }
    }

    /// <summary>Extends the leases of this worker.</summary>
    internal void Renew() => database.Execute(
        "UPDATE sync_work SET lease_until = $1 WHERE run_id = $2 AND owner = $3 AND finished IS NULL", database.Now + Lease, _run, _owner);

    /// <summary>Gives back what processes of this machine had leased before they were killed.</summary>
    internal void ReleaseEnded()
    {
        foreach (object?[] row in database.Query([ColumnType.Text], "SELECT DISTINCT owner FROM sync_work WHERE finished IS NULL AND owner IS NOT NULL"))
        {
            if (HasEnded((string)row[0]!))
                database.Execute("UPDATE sync_work SET owner = NULL, lease_until = NULL WHERE owner = $1 AND finished IS NULL", row[0]);
        }
    }

    /// <summary>Gives back what is not finished.</summary>
    internal void Release() => database.Execute(
        "UPDATE sync_work SET owner = NULL, lease_until = NULL WHERE run_id = $1 AND owner = $2 AND finished IS NULL", _run, _owner);

    /// <summary>Ends this worker. What it has leased and could not give back is free for the other workers of this process at once.</summary>
    internal void Leave() => Working.TryRemove(_owner, out _);

    /// <summary>How many steps the run has, and how many are done by any worker.</summary>
    internal (long All, long Done) Steps() => (
        database.Count("SELECT sum(steps) FROM sync_work WHERE run_id = $1", _run),
        database.Count("SELECT sum(steps) FROM sync_work WHERE run_id = $1 AND finished IS NOT NULL", _run));

    /// <summary>Ends the run if all is done. Throws if another run has replaced it: the list no longer has what this one has not read.</summary>
    internal bool TryEnd() => database.InTransaction(() =>
    {
        if (database.Count("SELECT count(*) FROM sync_work WHERE run_id = $1 AND finished IS NULL", _run) > 0) return false;
        int ended = database.Execute(
            "UPDATE sync_run SET finished = $1 WHERE run_id = $2 AND finished IS NULL AND run_id IN (SELECT run_id FROM sync_work)", database.Now, _run);
        if (ended == 0 && database.Scalar("SELECT finished FROM sync_run WHERE run_id = $1", _run) is null)
        {
            throw DatabaseFaults.Create(
                ErrorCode.DatabaseLocked, database.Name, "is in use by another sync, which has replaced this one before everything was read",
                "Run the command again when that sync has ended.");
        }

        if (ended > 0 && database.Count("SELECT count(*) FROM sync_run WHERE finished IS NOT NULL") == 1) Schema.CreateIndexes(database);
        return true;
    });

    /// <summary>True if the owner was a worker of this process that has ended, or of a process of this machine that no longer runs.</summary>
    private static bool HasEnded(string owner) => owner.StartsWith($"{ProcessMark.Own.ToText()}/", StringComparison.Ordinal)
        ? !Working.ContainsKey(owner)
        : ProcessMark.FromText(owner) is { IsOfThisMachine: true } process && !process.IsRunning();

    private void AddItem(string part, Guid? first, Guid? last, int steps)
    {
        long number = database.Count("SELECT max(item) FROM sync_work WHERE run_id = $1", _run) + 1;
        database.Execute(
            "INSERT INTO sync_work (run_id, item, part, first_tenant, last_tenant, steps) VALUES ($1, $2, $3, $4, $5, $6)",
            _run, number, part, first, last, (long)steps);
    }
}
