using System;
using System.Collections.Generic;
using System.Threading;
using FastTrackFpx.Sandbox.Hosting;
using Microsoft.Data.Sqlite;

namespace FastTrackFpx.Sandbox.Storage;

/// <summary>
/// The SQLite database: one connection, used by one thread at a time, with its statements kept prepared. For calls of some
/// dozens of microseconds that is faster than a pool, and a write needs no second thought about readers.
/// </summary>
internal sealed class SandboxDatabase : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);
    private SqliteTransaction? _transaction;

    private SandboxDatabase(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens the database and sees that it is whole; one in memory when no path is given.</summary>
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
                $"The database '{path}' is damaged or not one of ours ({StateFolder.FirstLine(e)}). Start with --reset to have a new one made.", e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Works with the database alone, without a transaction.</summary>
    public T Read<T>(Func<SandboxDatabase, T> work)
    {
        lock (_gate) return work(this);
    }

    /// <summary>Works with the database alone, in a transaction that is undone when the work throws. May be nested.</summary>
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

    /// <summary>A statement ready to run, with its parameters $0, $1, ... set in order. Only inside Read or Write.</summary>
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

    /// <summary>Every row of a query, made into an object.</summary>
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
            // The log makes a write one sequential append; a sandbox may lose its last calls with the machine's power.
            Text("PRAGMA journal_mode = WAL");
            Execute("PRAGMA synchronous = NORMAL");
            if (Text("PRAGMA quick_check(1)") is { } verdict && verdict != "ok") throw new SqliteException(verdict.Split('\n')[0], 11);
        }

        Execute("PRAGMA temp_store = MEMORY");
    }
}
