using FastTrackFpx.Sandbox.Fpx.Tenants;
using FastTrackFpx.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace FastTrackFpx.Sandbox.Fpx.Entitlements;

/// <summary>Plans a change from the current state.</summary>
internal delegate EntitlementPlan EntitlementPlanner(SeatTotal? total, IReadOnlyList<EntitlementRecord> now);

/// <summary>Stores seats in SQLite. The seats of a tenant are made up when they are first read.</summary>
internal sealed class EntitlementStore(SandboxDatabase database, EntitlementMaker maker)
{
    public const string Tables = """
        CREATE TABLE seat_total (
            tenant INTEGER NOT NULL, service INTEGER NOT NULL, id TEXT NOT NULL, seats INTEGER NOT NULL,
            PRIMARY KEY (tenant, service)) WITHOUT ROWID;

        CREATE TABLE entitlement (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            intent_id TEXT NOT NULL UNIQUE,
            tenant INTEGER NOT NULL, service INTEGER NOT NULL,
            l1 TEXT NOT NULL, l2 TEXT, l3 TEXT,
            seats INTEGER NOT NULL, target_date TEXT, owner TEXT, next_action_date TEXT, notes TEXT);
        CREATE INDEX entitlement_tenant ON entitlement (tenant, service, number);
        """;

    private const string Columns = "intent_id, service, l1, l2, l3, seats, target_date, owner, next_action_date, notes";

    /// <summary>The seats per service, by service id.</summary>
    public IReadOnlyList<SeatTotal> Totals(TenantRecord tenant)
    {
        EnsureMade(tenant);
        return database.Read(db => db.Rows(
            "SELECT id, service, seats FROM seat_total WHERE tenant = $0 ORDER BY service",
            row => new SeatTotal(row.GetString(0), row.GetInt32(1), row.GetInt32(2)), tenant.Ordinal));
    }

    /// <summary>The status records of all services, by service id and age.</summary>
    public IReadOnlyList<EntitlementRecord> Records(TenantRecord tenant)
    {
        EnsureMade(tenant);
        return database.Read(
            db => db.Rows($"SELECT {Columns} FROM entitlement WHERE tenant = $0 ORDER BY service, number", Row, tenant.Ordinal));
    }

    /// <summary>Changes the records of one service in one step.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="serviceId">The service.</param>
    /// <param name="plan">Returns what to do, from the service's seats and records; may throw a rejection.</param>
    /// <returns>The records of the service after the change.</returns>
    public IReadOnlyList<EntitlementRecord> Change(TenantRecord tenant, int serviceId, EntitlementPlanner plan) => database.Write(db =>
    {
        SeatTotal? total = Totals(tenant).FirstOrDefault(t => t.ServiceId == serviceId);
        List<EntitlementRecord> now = [.. Records(tenant).Where(record => record.ServiceId == serviceId)];
        EntitlementPlan planned = plan(total, now);
        foreach (EntitlementRecord gone in planned.Gone) Delete(db, gone);
        foreach (EntitlementStep step in planned.Steps) CarryOut(db, tenant, step);
        return (IReadOnlyList<EntitlementRecord>)[.. Records(tenant).Where(record => record.ServiceId == serviceId)];
    });

    private void CarryOut(SandboxDatabase db, TenantRecord tenant, EntitlementStep step)
    {
        bool stays = step.After.Seats > 0;
        if (step.Existing is null && stays) Insert(db, tenant, step.After with { IntentId = NewId(db) });
        else if (step.Existing is not null && stays) Update(db, step.After);
        else if (step.Existing is not null) Delete(db, step.Existing);
    }

    private string NewId(SandboxDatabase db)
    {
        long number = db.Number("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'entitlement'");
        return maker.NewId(number);
    }

    private static void Delete(SandboxDatabase db, EntitlementRecord record) =>
        db.Execute("DELETE FROM entitlement WHERE intent_id = $0", record.IntentId);

    private static void Update(SandboxDatabase db, EntitlementRecord r) => db.Execute(
        "UPDATE entitlement SET l1 = $1, l2 = $2, l3 = $3, seats = $4, target_date = $5, owner = $6, next_action_date = $7, notes = $8 "
        + "WHERE intent_id = $0",
        r.IntentId, r.L1, r.L2, r.L3, r.Seats, r.TargetDate, r.Owner, r.NextActionDate, r.Notes);

    private void EnsureMade(TenantRecord tenant)
    {
        if ((tenant.Made & MadeChildren.Entitlements) != 0) return;
        database.Write(db =>
        {
            if (!TenantStore.MarkMade(db, tenant, MadeChildren.Entitlements)) return false;
            foreach (SeatTotal total in maker.Totals(tenant))
            {
                db.Execute(
                    "INSERT INTO seat_total (tenant, service, id, seats) VALUES ($0, $1, $2, $3)", tenant.Ordinal, total.ServiceId,
                    total.Id, total.Seats);
                foreach (EntitlementRecord record in maker.Records(tenant, total)) Insert(db, tenant, record);
            }

            return true;
        });
    }

    private static void Insert(SandboxDatabase db, TenantRecord tenant, EntitlementRecord record) => db.Execute(
        $"INSERT INTO entitlement (tenant, {Columns}) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        tenant.Ordinal, record.IntentId, record.ServiceId, record.L1, record.L2, record.L3, record.Seats, record.TargetDate, record.Owner,
        record.NextActionDate, record.Notes);

    private static EntitlementRecord Row(SqliteDataReader row) => new(
        row.GetString(0), row.GetInt32(1), row.GetString(2), row.TextOrNull(3), row.TextOrNull(4), row.GetInt32(5), row.TextOrNull(6),
        row.TextOrNull(7),
        row.TextOrNull(8), row.TextOrNull(9));
}
