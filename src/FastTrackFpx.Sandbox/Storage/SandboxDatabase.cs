using FastTrackFpx.Sandbox.Hosting;
using Microsoft.Data.Sqlite;

namespace FastTrackFpx.Sandbox.Storage;

/// <summary>
/// The SQLite database: one connection, used by one thread at a time, with prepared statements. For calls of a few dozen microseconds
/// that is faster than a pool, and writes need no coordination with readers.
/// </summary>
internal sealed class SandboxDatabase : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);
    private SqliteTransaction? _transaction;

    private SandboxDatabase(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens the database of a state folder, or one in memory.</summary>
    /// <exception cref="SandboxStartException">It cannot be written or is damaged.</exception>
    public static SandboxDatabase Open(SandboxOptions options, StateFolderPaths paths)
    {
        if (options.InMemory) return Open(null);
        try
        {
            if (options.Reset)
            {
                foreach (string suffix in new[] { "", "-wal", "-shm" }) File.Delete(paths.Database + suffix);
            }

            PrivateFile.Touch(paths.Database);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SandboxStartException($"The database '{paths.Database}' cannot be written: {StateFolder.FirstLine(e)}", e);
        }

        return Open(paths.Database);
    }

    /// <summary>Opens the database and checks that it is not damaged.</summary>
    /// <param name="path">Its file; null for a database in memory.</param>
    public static SandboxDatabase Open(string? path)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path ?? ":memory:", Pooling = false };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            var database = new SandboxDatabase(connection);
            database.Prepare(path is not null);
            return database;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new SandboxStartException(
                $"The database '{path}' is damaged or not a sandbox database ({StateFolder.FirstLine(e)}). "
                + "Start with --reset to create a new one.", e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Uses the database exclusively, without a transaction.</summary>
    public T Read<T>(Func<SandboxDatabase, T> work)
    {
        lock (_gate) return work(this);
    }

    /// <summary>Uses the database exclusively, in a transaction that is rolled back if the work throws. Can be nested.</summary>
    public T Write<T>(Func<SandboxDatabase, T> work)
    {
        lock (_gate)
        {
            if (_transaction is not null) return work(this);
            using SqliteTransaction transaction = _connection.BeginTransaction();
            _transaction = transaction;
            try
            {
                T result = work(this);
                transaction.Commit();
                return result;
            }
            finally
            {
                _transaction = null;
            }
        }
    }

    /// <summary>A prepared statement, with its parameters $0, $1, ... set in order. Only inside Read or Write.</summary>
    public SqliteCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out SqliteCommand? command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            _prepared.Add(sql, command);
        }

        command.Transaction = _transaction;
        if (command.Parameters.Count != values.Length)
        {
            command.Parameters.Clear();
            for (int i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
        }

        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    public int Execute(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteNonQuery();

    public long Number(string sql, params ReadOnlySpan<object?> values) => (long)(Command(sql, values).ExecuteScalar() ?? 0L);

    public string? Text(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteScalar() as string;

    /// <summary>Every row of a query as an object.</summary>
    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> make, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        using SqliteDataReader reader = Command(sql, values).ExecuteReader();
        while (reader.Read()) rows.Add(make(reader));
        return rows;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (SqliteCommand command in _prepared.Values) command.Dispose();
            _connection.Dispose();
        }
    }

    private void Prepare(bool isFile)
    {
        if (isFile)
        {
            // The log makes a write one sequential append; a sandbox may lose its last writes in a power failure.
            Text("PRAGMA journal_mode = WAL");
            Execute("PRAGMA synchronous = NORMAL");
            if (Text("PRAGMA quick_check(1)") is { } verdict && verdict != "ok") throw new SqliteException(verdict.Split('\n')[0], 11);
        }

        Execute("PRAGMA temp_store = MEMORY");
    }
}
