using System.Globalization;
using FastTrackFpx.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace FastTrackFpx.Sandbox.Fpx.Tenants;

/// <summary>Stores tenants in SQLite.</summary>
internal sealed class TenantStore(SandboxDatabase database, TenantMaker maker)
{
    public const string Tables = """
        -- made: which of its children were written, one bit each
        CREATE TABLE tenant (
            ordinal INTEGER PRIMARY KEY,
            tenant_id TEXT NOT NULL UNIQUE,
            tpid INTEGER NOT NULL,
            name TEXT NOT NULL,
            domain TEXT NOT NULL,
            locale INTEGER NOT NULL,
            claimed INTEGER NOT NULL,
            workloads TEXT NOT NULL,
            made INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX tenant_claimed ON tenant (claimed, ordinal);
        """;

    private static readonly string[] Children = ["seat_total", "entitlement", "contact", "note"];

    private const string Columns = "ordinal, tenant_id, tpid, name, domain, locale, claimed, workloads, made";

    public void Fill(IEnumerable<TenantRecord> tenants) => database.Write(db =>
    {
        foreach (TenantRecord tenant in tenants)
        {
            db.Execute(
                "INSERT INTO tenant (ordinal, tenant_id, tpid, name, domain, locale, claimed, workloads) "
                + "VALUES ($0, $1, $2, $3, $4, $5, $6, $7)",
                tenant.Ordinal, tenant.TenantId, tenant.Tpid, tenant.Name, tenant.Domain, tenant.Place, tenant.Claimed ? 1 : 0,
                string.Join(',', tenant.Workloads.Select(id => id.ToString(CultureInfo.InvariantCulture))));
        }

        return true;
    });

    /// <summary>Removes a tenant with all its records; false if it does not exist.</summary>
    public bool Remove(string tenantId) => database.Write(db =>
    {
        if (Find(tenantId) is not { } tenant) return false;
        foreach (string table in Children) db.Execute($"DELETE FROM {table} WHERE tenant = $0", tenant.Ordinal);
        db.Execute("DELETE FROM referral WHERE tenant_id = $0", tenantId);
        return db.Execute("DELETE FROM tenant WHERE ordinal = $0", tenant.Ordinal) == 1;
    });

    /// <summary>Adds one more tenant with a claimed workload at the end of the list.</summary>
    public TenantRecord Add() => database.Write(db =>
    {
        TenantRecord added = maker.MakeClaimed((int)db.Number("SELECT coalesce(max(ordinal), -1) + 1 FROM tenant"));
        Fill([added]);
        return added;
    });

    public TenantRecord? Find(string tenantId) =>
        database.Read(db => db.Rows($"SELECT {Columns} FROM tenant WHERE tenant_id = $0", Row, tenantId)).FirstOrDefault();

    /// <summary>The tenant with that ordinal, which must exist.</summary>
    public TenantRecord At(int ordinal) =>
        database.Read(db => db.Rows($"SELECT {Columns} FROM tenant WHERE ordinal = $0", Row, ordinal)).Single();

    /// <summary>Every tenant, in order.</summary>
    public IReadOnlyList<TenantRecord> All() => database.Read(db => db.Rows($"SELECT {Columns} FROM tenant ORDER BY ordinal", Row));

    /// <summary>How many tenants the partner has a claim on.</summary>
    public int CountClaimed() => database.Read(db => (int)db.Number("SELECT count(*) FROM tenant WHERE claimed = 1"));

    /// <summary>Tenants with a claimed workload, in order.</summary>
    public IReadOnlyList<TenantRecord> Claimed(int skip, int take) => database.Read(db =>
        db.Rows($"SELECT {Columns} FROM tenant WHERE claimed = 1 ORDER BY ordinal LIMIT $0 OFFSET $1", Row, take, skip));

    /// <summary>Marks a tenant's records of a kind as made up; false if they already were.</summary>
    public static bool MarkMade(SandboxDatabase db, TenantRecord tenant, MadeChildren children) =>
        db.Execute("UPDATE tenant SET made = made | $0 WHERE ordinal = $1 AND made & $0 = 0", (int)children, tenant.Ordinal) == 1;

    /// <summary>The tenants whose records of that kind have not been made up yet.</summary>
    public static List<TenantRecord> Unmade(SandboxDatabase db, MadeChildren children) =>
        db.Rows($"SELECT {Columns} FROM tenant WHERE made & $0 = 0", Row, (int)children);

    private static TenantRecord Row(SqliteDataReader row)
    {
        string workloads = row.GetString(7);
        return new TenantRecord(
            row.GetInt32(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetString(4), row.GetInt32(5), row.GetInt32(6) == 1,
            workloads.Length == 0 ? [] : Array.ConvertAll(workloads.Split(','), id => int.Parse(id, CultureInfo.InvariantCulture)))
        {
            Made = (MadeChildren)row.GetInt32(8),
        };
    }
}
