using FastTrackFpx.Sandbox.Fpx.Tenants;
using FastTrackFpx.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace FastTrackFpx.Sandbox.Fpx.Notes;

/// <summary>Stores notes in SQLite. The notes of a tenant are made up when they are first read.</summary>
internal sealed class NoteStore(SandboxDatabase database, NoteMaker maker)
{
    public const string Tables = """
        CREATE TABLE note (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            tenant INTEGER NOT NULL, category INTEGER NOT NULL, created TEXT NOT NULL, author TEXT, text TEXT NOT NULL);
        CREATE INDEX note_tenant ON note (tenant, category, created, number);
        """;

    /// <summary>A page of a tenant's notes of one category, and how many there are in total.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="category">Its category.</param>
    /// <param name="newestFirst">True for newest first.</param>
    /// <param name="skip">How many to skip.</param>
    /// <param name="take">How many to return at most.</param>
    public (int Total, IReadOnlyList<NoteRecord> Notes) Page(TenantRecord tenant, int category, bool newestFirst, int skip, int take)
    {
        EnsureMade(tenant);
        string order = newestFirst ? "created DESC, number DESC" : "created, number";
        return database.Read(db => (
            (int)db.Number("SELECT count(*) FROM note WHERE tenant = $0 AND category = $1", tenant.Ordinal, category),
            (IReadOnlyList<NoteRecord>)db.Rows(
                $"SELECT text, author, created, category FROM note WHERE tenant = $0 AND category = $1 ORDER BY {order} LIMIT $2 OFFSET $3",
                Row, tenant.Ordinal, category, take, skip)));
    }

    /// <summary>Every note of a tenant, oldest first.</summary>
    public IReadOnlyList<NoteRecord> All(TenantRecord tenant)
    {
        EnsureMade(tenant);
        return database.Read(db => db.Rows(
            "SELECT text, author, created, category FROM note WHERE tenant = $0 ORDER BY created, number", Row, tenant.Ordinal));
    }

    public void Add(TenantRecord tenant, NoteRecord note) => database.Write(db =>
    {
        EnsureMade(tenant);
        Insert(db, tenant, note);
        return true;
    });

    private void EnsureMade(TenantRecord tenant)
    {
        if ((tenant.Made & MadeChildren.Notes) != 0) return;
        database.Write(db =>
        {
            if (!TenantStore.MarkMade(db, tenant, MadeChildren.Notes)) return false;
            foreach (NoteRecord note in maker.Notes(tenant)) Insert(db, tenant, note);
            return true;
        });
    }

    private static NoteRecord Row(SqliteDataReader row) => new(row.GetString(0), row.TextOrNull(1), row.GetString(2), row.GetInt32(3));

    private static void Insert(SandboxDatabase db, TenantRecord tenant, NoteRecord note) => db.Execute(
        "INSERT INTO note (tenant, category, created, author, text) VALUES ($0, $1, $2, $3, $4)",
        tenant.Ordinal, note.Category, note.Created, note.Author, note.Text);
}
