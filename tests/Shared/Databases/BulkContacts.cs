using System.Diagnostics;
using FastTrackFpx.Rest.Data;
using FastTrackFpx.Rest.Errors;
using FastTrackFpx.Store.Databases;
using FastTrackFpx.Store.Sources;
using FastTrackFpx.Store.Sync;
using Microsoft.Data.Sqlite;

namespace FastTrackFpx.Tests.Shared;

/// <summary>Contacts by the million without a service: written by a sync, and by a bare bulk insert.</summary>
internal static class BulkContacts
{
    private const int ContactsOfTenant = 1000;

    /// <summary>A sync of made-up contacts: seconds, and bytes of the managed heap above idle.</summary>
    internal static async Task<(double Seconds, long Memory)> SyncAsync(string path, int contacts)
    {
        using Database database = Open(path);
        FpxTenant[] tenants = [.. Enumerable.Range(0, contacts / ContactsOfTenant).Select(number => new FpxTenant { TenantId = Id(number, 0), Name = $"Tenant {number}" })];
        SourcePart[] parts =
        [
            new ListPart("Tenant", (rows, _) => rows(tenants.Select(FpxTables.Tenants.Row)), FpxTables.Tenants) { IsTenantList = true },
            new MadeUpContacts(),
        ];
        var observer = new Watcher();
        long idle = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        await new DataSync(database, parts, observer, TimeProvider.System).RunAsync("bulk", restart: false, CancellationToken.None);
        return (watch.Elapsed.TotalSeconds, observer.Most - idle);
    }

    /// <summary>What anybody would write: one prepared command, in one transaction, into the same table.</summary>
    internal static double Bare(string path, int contacts)
    {
        Open(path).Dispose();
        Table<FpxContact> table = FpxTables.Contacts;
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536";
        command.ExecuteNonQuery();
        var watch = Stopwatch.StartNew();
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = Statements.Insert(table);
        SqliteParameter[] parameters = [.. Enumerable.Range(1, table.Columns.Count + 2).Select(number => insert.Parameters.Add($"${number}", SqliteType.Text))];
        foreach (FpxContact contact in Enumerable.Range(0, contacts).Select(Contact))
        {
            object?[] row = table.ValuesOf(contact);
            for (int i = 0; i < row.Length; i++)
            {
                parameters[i].ResetSqliteType();
                parameters[i].Value = row[i] switch { null => DBNull.Value, Guid id => id.ToString(), DateTimeOffset time => time.ToString("O"), var other => other };
            }

            (parameters[^2].Value, parameters[^1].Value) = (0L, "2026-01-01T00:00:00Z");
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return watch.Elapsed.TotalSeconds;
    }

    private static SqliteDatabase Open(string path)
    {
        var database = new SqliteDatabase(path, mustExist: false, TimeProvider.System);
        Schema.Migrate(database);
        return database;
    }

    private static FpxContact Contact(int number) => new()
    {
        TenantId = Id(number / ContactsOfTenant, 0),
        ContactId = Id(number, 1),
        TenantName = $"Tenant {number / ContactsOfTenant}",
        Name = $"Person {number}",
        Email = $"person{number}@example.com",
        Phone = "+49 30 1234567",
        Title = "Head of IT",
        IsEngaged = number % 2 == 0,
        ContactType = new FpxLookup { Id = "1", Name = "Customer" },
        CountryRegion = new FpxLookup { Id = "2", Name = "Germany" },
        TimeZone = new FpxLookup { Id = "3", Name = "Europe/Berlin" },
        SkillTypes = new FpxList<FpxLookup>([new FpxLookup { Id = "1", Name = "Identity" }]),
        Created = DateTimeOffset.UnixEpoch.AddMinutes(number),
        CreatedBy = "Somebody",
    };

    private static Guid Id(int number, short kind)
    {
        // Spread like the service's ids.
        uint spread = unchecked((uint)number * 2654435761u);
        return new Guid((int)spread, kind, 0, [0, 0, 0, 0, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
    }

    /// <summary>Contacts without a service: a page of a hundred at a time, as the service returns them.</summary>
    private sealed class MadeUpContacts() : TenantPart("Contact", FpxTables.Contacts)
    {
        internal override async Task ReadAsync(Database database, IEnumerable<Guid> tenants, Func<TenantRecords, Task> emit, CancellationToken cancellationToken)
        {
            foreach (Guid tenant in tenants)
            {
                byte[] bytes = tenant.ToByteArray();
                int number = (bytes[12] << 24) | (bytes[13] << 16) | (bytes[14] << 8) | bytes[15];
                for (int page = 0; page < ContactsOfTenant / 100; page++)
                {
                    FpxContact[] contacts = [.. Enumerable.Range((number * ContactsOfTenant) + (page * 100), 100).Select(Contact)];
                    bool isLast = page == (ContactsOfTenant / 100) - 1;
                    await emit(new TenantRecords(tenant, contacts, null, isLast, isLast));
                }
            }
        }
    }

    private sealed class Watcher : ISyncObserver
    {
        internal long Most { get; private set; }

        public Task ChangedAsync(IReadOnlyList<FpxDataChange> changes) => Task.CompletedTask;

        public void Failed(RestException exception, object target) => throw exception;

        // What is garbage already included.
        public void Progress(long done, long all, string part) => Most = Math.Max(Most, GC.GetTotalMemory(forceFullCollection: false));
    }
}
