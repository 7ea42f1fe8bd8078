using System.Data.Common;
using FastTrackFpx.Rest.Data;
using FastTrackFpx.Store.Tables;
using Npgsql;

namespace FastTrackFpx.Store.Databases;

/// <summary>A PostgreSQL database: for many readers, or for several workers on several machines.</summary>
internal sealed class PostgresDatabase : Database
{
    // "FPX" as a number: all workers of a database agree on it.
    private const long SchemaLock = 0x465058;

    // Enough to make the cost of a COPY small, and little enough to keep memory small.
    private const int MostGathered = 500;

    private readonly Dictionary<Table, List<NewRow>> _inserts = [];
    private readonly NpgsqlConnection _connection;

    /// <param name="connectionString">Npgsql's connection string.</param>
    internal PostgresDatabase(string connectionString)
    {
        try
        {
            // A connection of one cmdlet: nothing is left open behind it.
            var builder = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "FastTrackFpx" };
            Name = $"{builder.Database ?? builder.Username ?? Environment.UserName} on {builder.Host}";
            _connection = new NpgsqlConnection(builder.ToString());
        }
        catch (ArgumentException failure)
        {
            // The message of Npgsql names no value either.
            string what = failure.ParamName is { } keyword
                ? $"'{keyword}' is not a known keyword, or has a value that it cannot have"
                : failure.Message.TrimEnd('.');
            throw new InputException(ErrorCode.InvalidInput, $"-ConnectionString is not valid: {what}.", "ConnectionString",
                "Use a text such as 'Host=db.contoso.com;Database=fpx;Username=sync'.");
        }

        try
        {
            Guard(() =>
            {
                _connection.Open();
            });
            Execute("SET client_min_messages = warning");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    internal override string Name { get; }

    protected override DbConnection Connection => _connection;

    // now() is the beginning of the transaction.
    internal override DateTimeOffset Now => new((DateTime)Scalar("SELECT clock_timestamp()")!, TimeSpan.Zero);

    internal override string Today => "(date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC')";

    internal override string ForClaim => " FOR UPDATE SKIP LOCKED";

    // A text is not converted by itself.
    internal override string Parameter(ColumnType type, int number) => base.Parameter(type, number) + (type == ColumnType.Names ? "::json" : string.Empty);

    internal override int SchemaVersion
    {
        get
        {
            // In this order: another worker may create all of them meanwhile.
            bool hasTables = Count(
                "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname IN ('tenant', 'contact', 'sync_run')") > 0;
            if (Scalar("SELECT to_regclass('fpx_schema')::text") is not null) return (int)Count("SELECT max(version) FROM fpx_schema");
            return hasTables ? -1 : 0;
        }

        set
        {
            Execute("CREATE TABLE IF NOT EXISTS fpx_schema (version INTEGER PRIMARY KEY, applied TIMESTAMPTZ NOT NULL)");
            Execute("INSERT INTO fpx_schema VALUES ($1, now())", (long)value);
        }
    }

    internal override void LockSchema() => Scalar("SELECT 1 FROM pg_advisory_xact_lock($1)", SchemaLock);

    internal override string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Integer => "BIGINT",
        ColumnType.Real => "DOUBLE PRECISION",
        ColumnType.Decimal => "NUMERIC",
        ColumnType.Flag => "BOOLEAN",
        ColumnType.Id => "UUID",
        ColumnType.Time => "TIMESTAMPTZ",
        ColumnType.Names => "JSON",
        _ => "TEXT",
    };

    internal override void Insert(Table table, ReadOnlySpan<byte> row, long hash, DateTimeOffset from)
    {
        if (!_inserts.TryGetValue(table, out List<NewRow>? rows)) _inserts.Add(table, rows = []);
        rows.Add(new NewRow(row.ToArray(), hash, from.UtcDateTime));
        if (rows.Count >= MostGathered) Copy(table, rows);
    }

    internal override void Flush()
    {
        foreach ((Table table, List<NewRow> rows) in _inserts)
        {
            if (rows.Count > 0) Copy(table, rows);
        }
    }

    internal override void Rollback()
    {
        _inserts.Clear();
        base.Rollback();
    }

    private void Copy(Table table, List<NewRow> rows) => Guard(() =>
    {
        using NpgsqlBinaryImporter import = _connection.BeginBinaryImport(
            $"COPY {table.Name} ({Statements.Names(table)}, {Table.HashColumn}, {Table.FromColumn}) FROM STDIN (FORMAT BINARY)");
        foreach (NewRow row in rows)
        {
            import.StartRow();
            var values = new RowReader(row.Values);
            foreach (Column column in table.Columns)
            {
                values.Read();
                Write(import, values, column.Type);
            }

            import.Write(row.Hash);
            import.Write(row.From);
        }

        import.Complete();
        rows.Clear();
    });

    private static void Write(NpgsqlBinaryImporter import, RowReader value, ColumnType type)
    {
        switch (value.Kind)
        {
            case ValueKind.Text when type == ColumnType.Names:
                import.Write(value.Text.ToString(), NpgsqlTypes.NpgsqlDbType.Json);
                break;
            case ValueKind.Text:
                import.Write(WithoutZeros(value.Text.ToString()));
                break;
            case ValueKind.Integer:
                import.Write(value.Integer);
                break;
            case ValueKind.Real:
                import.Write(value.Real);
                break;
            case ValueKind.Flag:
                import.Write(value.Flag);
                break;
            case ValueKind.Time:
                import.Write(value.Time);
                break;
            case ValueKind.Id:
                import.Write(value.Id);
                break;
            case ValueKind.Decimal:
                import.Write(value.Decimal);
                break;
            default:
                import.WriteNull();
                break;
        }
    }

    protected override DbParameter CreateParameter(int number) => new NpgsqlParameter();

    protected override object Bind(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset time => time.UtcDateTime,
        string text => WithoutZeros(text),
        _ => value,
    };

    protected override object ReadValue(DbDataReader reader, int index, ColumnType type) => type switch
    {
        ColumnType.Integer when reader.GetFieldType(index) == typeof(int) => (long)reader.GetInt32(index),
        ColumnType.Integer => Convert.ToInt64(reader.GetValue(index), System.Globalization.CultureInfo.InvariantCulture),
        ColumnType.Time => new DateTimeOffset(reader.GetDateTime(index), TimeSpan.Zero),
        _ => reader.GetValue(index),
    };

    protected override RestException Translate(Exception failure)
    {
        string? reason = (failure as PostgresException)?.MessageText;
        (string id, string what, string action) = (failure as PostgresException)?.SqlState switch
        {
            "53100" => (ErrorCode.DatabaseFull, "cannot grow: the disk of the server is full",
                "Free disk space on the server, and run the command again. It continues where it stopped."),
            "55P03" or "40P01" => (ErrorCode.DatabaseLocked, "is locked by another session", "Run the command again later."),
            "25006" => (ErrorCode.DatabaseReadOnly, "is read-only", "Connect to a server that can be written to."),
            "42501" => (ErrorCode.DatabaseReadOnly, $"refuses a right to this user: {reason}",
                "Sync-FpxData requires the right to create and change tables in the schema, and New-FpxReport the right to read them."),
            "28P01" or "28000" => (ErrorCode.DatabaseUnavailable, "rejected the user or the password", "Check the user name and the password."),
            "3D000" => (ErrorCode.DatabaseUnavailable, "does not exist", "Create the database, or use another name."),
            "57P01" or "57P02" or "57P03" => (ErrorCode.DatabaseUnavailable, $"cannot be used now: {reason}", "Run the command again when the server runs."),
            null when failure.InnerException is IOException => (ErrorCode.DatabaseUnavailable, "has closed the connection",
                "Check that the server runs, and run the command again. A sync continues where it stopped."),
            "42P01" or "42703" => DatabaseFaults.NotADatabase,
            "42P07" => (ErrorCode.DatabaseInvalid, $"is of another program: {reason}",
                "Use a new database, a schema of its own (Search Path=fpx), or a database that Sync-FpxData has created."),
            _ => (ErrorCode.DatabaseUnavailable, $"cannot be used: {failure.Message.TrimEnd('.')}",
                "Check that the server runs and can be reached, and run the command again."),
        };
        return DatabaseFaults.Create(id, Name, what, action, failure);
    }

    // PostgreSQL's text cannot hold this character.
    private static string WithoutZeros(string text) => text.Contains('\0') ? text.Replace("\0", string.Empty) : text;

    private readonly record struct NewRow(byte[] Values, long Hash, DateTime From);
}
