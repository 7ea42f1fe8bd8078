using System.Management.Automation;
using Microsoft.Data.Sqlite;

namespace FastTrackFpx.Store.Tests.Databases;

/// <summary>Databases that cannot be used, and databases of another version.</summary>
[Trait("Category", "Slow")]
public sealed class SqliteTests
{
    private static readonly FpxDataPart[] Few = [FpxDataPart.Tenant, FpxDataPart.Contact];

    [Fact]
    public async Task A_database_of_a_newer_version_is_left_alone()
    {
        await using StoreBench bench = await StoreBench.StartAsync(options => options.Tenants = 2);
        string path = bench["fpx.db"];
        bench.Sync(path, ("Data", Few)).Succeeded();
        StoreBench.Execute(path, $"PRAGMA user_version = {Schema.Version + 1}");
        byte[] before = File.ReadAllBytes(path);
        ErrorRecord error = Fails(bench, path, FpxErrorCode.DatabaseNewer);
        Assert.Contains($"has schema version {Schema.Version + 1}", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Update-PSResource", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task A_file_that_is_something_else_is_left_alone()
    {
        await using StoreBench bench = await StoreBench.StartAsync(options => options.Tenants = 2);
        File.WriteAllText(bench["letter.txt"], new string('x', 5000));
        Fails(bench, bench["letter.txt"], FpxErrorCode.DatabaseInvalid);
        Assert.Equal(new string('x', 5000), File.ReadAllText(bench["letter.txt"]));
        StoreBench.Execute(bench["other.db"], "CREATE TABLE tenant (name TEXT)");
        byte[] before = File.ReadAllBytes(bench["other.db"]);
        Fails(bench, bench["other.db"], FpxErrorCode.DatabaseInvalid);
        Assert.Equal(before, File.ReadAllBytes(bench["other.db"]));
    }

    [Fact]
    public async Task A_path_that_cannot_be_a_file_is_an_error()
    {
        await using StoreBench bench = await StoreBench.StartAsync(options => options.Tenants = 2);
        Fails(bench, bench[Path.Combine("none", "fpx.db")], FpxErrorCode.DatabaseUnavailable);
        Fails(bench, Path.GetDirectoryName(bench["fpx.db"])!, FpxErrorCode.DatabaseUnavailable);
        Assert.DoesNotContain(bench.Service.Log.Entries, entry => entry.Path.Contains("partnerTenants", StringComparison.Ordinal));
    }

    [Fact]
    public void A_locked_database_says_so()
    {
        using var folder = new TemporaryFolder();
        WorkerProcess.Open(folder["fpx.db"]).Dispose();
        using var other = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder["fpx.db"], Pooling = false }.ToString());
        other.Open();
        using SqliteTransaction transaction = other.BeginTransaction();
        using SqliteCommand write = other.CreateCommand();
        write.CommandText = "CREATE TABLE other (number INTEGER)";
        write.ExecuteNonQuery();
        Assert.Equal(FpxErrorCode.DatabaseLocked, Assert.Throws<RestException>(() => Impatient(folder["fpx.db"])).ErrorCode);
    }

    [Fact]
    public void A_reader_leaves_no_file_beside_the_database_and_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        WorkerProcess.Open(folder["fpx.db"]).Dispose();
        byte[] before = File.ReadAllBytes(folder["fpx.db"]);

        using (var reader = new SqliteDatabase(folder["fpx.db"], mustExist: true, TimeProvider.System))
        {
            Assert.Equal(0, reader.Count("SELECT count(*) FROM tenant"));
            Assert.Equal(FpxErrorCode.DatabaseReadOnly, Assert.Throws<RestException>(() => reader.Execute("DELETE FROM tenant")).ErrorCode);
        }

        Assert.Equal([folder["fpx.db"]], Directory.GetFiles(Path.GetDirectoryName(folder["fpx.db"])!));
        Assert.Equal(before, File.ReadAllBytes(folder["fpx.db"]));
    }

    [Fact]
    public async Task What_was_committed_reaches_the_file_beside_the_writing()
    {
        using var folder = new TemporaryFolder();
        using (var database = (SqliteDatabase)WorkerProcess.Open(folder["fpx.db"]))
        {
            // The fourth commit after the schema's, or the one before it.
            for (int number = 0; number < 4; number++)
                database.InTransaction(() => database.Execute("INSERT INTO tenant (tenant_id, content_hash, valid_from) VALUES ($1, 1, '2026-01-01T00:00:00Z')", Guid.NewGuid()));
            await database.Checkpoint;
            File.Copy(folder["fpx.db"], folder["copy.db"]);
            Assert.InRange(StoreBench.Count(folder["copy.db"], "SELECT count(*) FROM tenant"), 3, 4);
        }

        Assert.Equal([folder["fpx.db"]], Directory.GetFiles(Path.GetDirectoryName(folder["fpx.db"])!, "fpx.db*"));
        Assert.Equal(4, StoreBench.Count(folder["fpx.db"], "SELECT count(*) FROM tenant"));
    }

    [Fact]
    public void A_database_beside_which_SQLite_cannot_create_its_files_says_so()
    {
        using var folder = new TemporaryFolder();
        WorkerProcess.Open(folder["fpx.db"]).Dispose();
        // As in a folder that is write-protected, which means nothing to the administrator.
        Directory.CreateDirectory(folder["fpx.db-wal"]);

        RestException error = Assert.Throws<RestException>(() =>
        {
            using var reader = new SqliteDatabase(folder["fpx.db"], mustExist: true, TimeProvider.System);
            reader.Count("SELECT count(*) FROM tenant");
        });

        Assert.Equal(FpxErrorCode.DatabaseUnavailable, error.ErrorCode);
        Assert.Contains("-wal and -shm", error.Message, StringComparison.Ordinal);
        Assert.Contains("write to the folder", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_or_read_only_database_keeps_what_was_committed()
    {
        await using StoreBench bench = await StoreBench.StartAsync(options => (options.Tenants, options.ContactsPerTenant) = (60, 60));
        string path = bench["fpx.db"];
        using (Database database = WorkerProcess.Open(path))
        {
            database.Execute($"PRAGMA max_page_count = {database.Count("PRAGMA page_count") + 150}");
            RestException full = await Assert.ThrowsAsync<RestException>(() => WorkerProcess.SyncAsync(bench.Connect(), database, TimeProvider.System, Few));
            Assert.Equal(FpxErrorCode.DatabaseFull, full.ErrorCode);
        }

        using (Database database = WorkerProcess.Open(path))
        {
            database.Execute("PRAGMA query_only = 1");
            RestException readOnly = await Assert.ThrowsAsync<RestException>(() => WorkerProcess.SyncAsync(bench.Connect(), database, TimeProvider.System, Few));
            Assert.Equal(FpxErrorCode.DatabaseReadOnly, readOnly.ErrorCode);
        }

        Assert.Equal("ok", StoreBench.Rows(path, "PRAGMA integrity_check").Single());
        using Database again = WorkerProcess.Open(path);
        await WorkerProcess.SyncAsync(bench.Connect(), again, TimeProvider.System, Few);
        Assert.Equal(60 * 60, again.Count("SELECT count(*) FROM contact"));
    }

    [Fact]
    public async Task An_older_schema_is_brought_up_to_date_with_its_data()
    {
        await using StoreBench bench = await StoreBench.StartAsync(options => options.Tenants = 2);
        string path = bench["fpx.db"];
        using (var old = new SqliteDatabase(path, mustExist: false, TimeProvider.System))
        {
            Schema.Migrate(old, version: 1);
            old.Execute("INSERT INTO tenant (tenant_id, name, content_hash, valid_from) VALUES ('00000000-0000-0000-0000-000000000001', 'Gone', 1, '2026-01-01T00:00:00Z')");
            Assert.Equal(0, old.Count("SELECT count(*) FROM sqlite_master WHERE name = 'customer_overview'"));
        }

        FpxDataChange removed = bench.Sync(path, ("Data", Few)).Succeeded().Values<FpxDataChange>().Single(change => change.Kind == FpxDataChangeKind.Removed);

        Assert.Equal("Gone", removed.Old!.Properties["name"].Value);
        Assert.Equal(Schema.Version, StoreBench.Count(path, "PRAGMA user_version"));
        Assert.Equal(2, StoreBench.Count(path, "SELECT count(*) FROM customer_overview"));
    }

    private static void Impatient(string path)
    {
        using var database = new SqliteDatabase(path, mustExist: false, TimeProvider.System, patience: TimeSpan.FromSeconds(1));
        database.InTransaction(() => database.Execute("DELETE FROM tenant"));
    }

    private static ErrorRecord Fails(StoreBench bench, string path, string id)
    {
        SessionResult result = bench.Sync(path, ("Data", Few));
        ErrorRecord error = Assert.Single(result.AllErrors);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        // What would happen is the same error.
        Assert.Equal(error.FullyQualifiedErrorId, Assert.Single(bench.Sync(path, ("Data", Few), ("WhatIf", true)).AllErrors).FullyQualifiedErrorId);
        return error;
    }
}
