using System.Globalization;
using FastTrackFpx.Sandbox.Contacts;
using FastTrackFpx.Sandbox.Entitlements;
using FastTrackFpx.Sandbox.Notes;
using FastTrackFpx.Sandbox.Referrals;
using Microsoft.Data.Sqlite;

namespace FastTrackFpx.Sandbox.Storage;

/// <summary>The tables, and what the data in them was made from.</summary>
internal static class Schema
{
    /// <summary>Raised whenever tables or made-up data change: a database of another version is made anew.</summary>
    private const int Version = 1;

    private const string Tables = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

        -- made: which of its children have been written, one bit each
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

    /// <summary>Makes the tables in an empty database.</summary>
    public static void Create(SandboxDatabase database, DataOrigin origin) => database.Write(db =>
    {
        foreach (string tables in new[] { Tables, EntitlementStore.Tables, ContactStore.Tables, NoteStore.Tables, ReferralStore.Tables })
        {
            db.Execute(tables);
        }
        db.Execute(
            "INSERT INTO meta VALUES ('version', $0), ('tenants', $1), ('seed', $2)", Text(Version), Text(origin.Tenants),
            Text(origin.Seed));
        return true;
    });

    /// <summary>What the stored data was made from; null when there is none.</summary>
    public static DataOrigin? Stored(SandboxDatabase database) => database.Read(db =>
    {
        if (db.Number("SELECT count(*) FROM sqlite_master") == 0) return null;
        string? version = db.Text("SELECT value FROM meta WHERE name = 'version'");
        if (version != Text(Version)) throw new SqliteException($"version {version}, this program needs {Version}", 1);
        return new DataOrigin(
            int.Parse(db.Text("SELECT value FROM meta WHERE name = 'tenants'")!, CultureInfo.InvariantCulture),
            int.Parse(db.Text("SELECT value FROM meta WHERE name = 'seed'")!, CultureInfo.InvariantCulture));
    });

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What made-up data is made from: the same two numbers give the same data.</summary>
internal sealed record DataOrigin(int Tenants, int Seed);
