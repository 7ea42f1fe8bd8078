using FastTrackFpx.Rest.Data;
using FastTrackFpx.Store.Sources;

namespace FastTrackFpx.Store.Databases;

/// <summary>Creates tables and views, and brings those of an older module version up to date.</summary>
internal static class Schema
{
    /// <summary>One step for each version, from an empty database on. A step that was released is never changed: what comes later is another step.</summary>
    private static readonly Action<Database>[] Steps = [CreateTables, CreateViews];

    /// <summary>The version this module writes.</summary>
    internal static int Version => Steps.Length;

    /// <summary>Brings a database to this module's version.</summary>
    /// <param name="database">The database.</param>
    /// <param name="version">The version to stop at.</param>
    /// <exception cref="RestException">It is of a newer module, or of another program. Nothing was changed.</exception>
    internal static void Migrate(Database database, int? version = null)
    {
        int target = version ?? Version;
        if (Require(database) >= target) return;
        database.InTransaction(() =>
        {
            database.LockSchema();
            // Another worker may have been first.
            for (int present = Require(database); present < target; present++)
            {
                Steps[present](database);
                database.SchemaVersion = present + 1;
            }

            return true;
        });
    }

    /// <summary>The version of a database that this module can read.</summary>
    internal static int Require(Database database)
    {
        int version = database.SchemaVersion;
        if (version < 0)
            throw DatabaseFaults.Create(DatabaseFaults.NotADatabase.Id, database.Name, DatabaseFaults.NotADatabase.What, DatabaseFaults.NotADatabase.Action);
        if (version > Version) throw DatabaseFaults.Newer(database.Name, version, Version);
        return version;
    }

    /// <summary>Creates the indexes for readers, after the first run has filled the tables: sorting rows once costs less than random inserts.</summary>
    /// <param name="database">The database.</param>
    /// <param name="tables">The tables; null for all.</param>
    internal static void CreateIndexes(Database database, IEnumerable<Table>? tables = null)
    {
        foreach (Table table in tables ?? AllTables())
        {
            // A primary key that begins with the tenant finds the tenant's rows as well.
            IEnumerable<string> indexes = table.Tenant < 0 || table.KeyColumns[0] == table.Tenant ? table.Indexes : table.Indexes.Prepend(Table.TenantColumn);
            foreach (string column in indexes) database.Execute($"CREATE INDEX IF NOT EXISTS ix_{table.Name}_{column} ON {table.Name} ({column})");
        }
    }

    private static IEnumerable<Table> AllTables() => FpxTables.All.Concat(ServiceList.All().SelectMany(list => list.Tables));

    private static void CreateTables(Database database)
    {
        foreach (Table table in AllTables()) Create(database, table);
        string time = database.TypeOf(ColumnType.Time);
        database.Execute($"""
            CREATE TABLE sync_run (
              run_id INTEGER PRIMARY KEY, started {time} NOT NULL, finished {time}, parts TEXT NOT NULL,
              added INTEGER NOT NULL, changed INTEGER NOT NULL, removed INTEGER NOT NULL, failed INTEGER NOT NULL, service TEXT)
            """);
        database.Execute($"""
            CREATE TABLE sync_work (
              run_id INTEGER NOT NULL, item INTEGER NOT NULL, part TEXT NOT NULL, first_tenant {database.TypeOf(ColumnType.Id)},
              last_tenant {database.TypeOf(ColumnType.Id)}, steps INTEGER NOT NULL, owner TEXT, lease_until {time}, finished {time}, PRIMARY KEY (run_id, item))
            """);
    }

    private static void Create(Database database, Table table)
    {
        string columns = string.Concat(table.Columns.Select((column, index) =>
            $"{column.Name} {database.TypeOf(column.Type)}{(table.KeyColumns.Contains(index) ? " NOT NULL" : string.Empty)}, "));
        string key = string.Join(", ", table.KeyColumns.Select(index => table.ColumnNames[index]));
        string time = database.TypeOf(ColumnType.Time);
        string hash = database.TypeOf(ColumnType.Integer);
        database.Execute($"CREATE TABLE {table.Name} ({columns}{Table.HashColumn} {hash} NOT NULL, {Table.FromColumn} {time} NOT NULL, "
            + $"PRIMARY KEY ({key})){database.TableOptions}");
        database.Execute($"CREATE TABLE {table.History} ({columns}{Table.FromColumn} {time} NOT NULL, {Table.ToColumn} {time} NOT NULL)");
        database.Execute($"CREATE INDEX ix_{table.History} ON {table.History} ({key}, {Table.FromColumn})");
        database.Execute($"""
            CREATE VIEW {table.Name}_versions AS
            SELECT {Statements.Names(table)}, {Table.FromColumn}, NULL AS {Table.ToColumn} FROM {table.Name}
            UNION ALL SELECT {Statements.Names(table)}, {Table.FromColumn}, {Table.ToColumn} FROM {table.History}
            """);
    }

    private static void CreateViews(Database database)
    {
        foreach ((string name, string query) in Views.All(database)) database.Execute($"CREATE VIEW {name} AS {query}");
    }
}
