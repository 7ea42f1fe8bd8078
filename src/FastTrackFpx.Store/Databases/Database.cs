using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using FastTrackFpx.Rest.Data;
using FastTrackFpx.Store.Tables;

namespace FastTrackFpx.Store.Databases;

/// <summary>
/// A connection to a database, with what differs between SQLite and PostgreSQL. SQL in this assembly has parameters <c>$1</c>, <c>$2</c> and so on.
/// </summary>
/// <remarks>For one caller at a time, except that <see cref="Gate"/> protects it from the renewal of leases.</remarks>
internal abstract class Database : IDisposable
{
    private readonly Dictionary<string, DbCommand> _prepared = new(StringComparer.Ordinal);
    private DbTransaction? _transaction;

    /// <summary>Held while the connection is in use.</summary>
    internal object Gate { get; } = new();

    /// <summary>How the user named the database, without a secret.</summary>
    internal abstract string Name { get; }

    protected abstract DbConnection Connection { get; }

    internal bool IsInTransaction => _transaction is not null;

    /// <summary>The clock that all workers of the database share.</summary>
    internal abstract DateTimeOffset Now { get; }

    /// <summary>SQL for the beginning of today in UTC, comparable with a column of type <see cref="ColumnType.Time"/>.</summary>
    internal abstract string Today { get; }

    /// <summary>The end of a subquery that selects a row to claim.</summary>
    internal virtual string ForClaim => string.Empty;

    internal abstract string TypeOf(ColumnType type);

    /// <summary>The end of the statement that creates a table of current rows.</summary>
    internal virtual string TableOptions => string.Empty;

    /// <summary>A parameter that becomes the value of a column.</summary>
    internal virtual string Parameter(ColumnType type, int number) => string.Create(CultureInfo.InvariantCulture, $"${number}");

    /// <summary>The version of the schema; 0 if the database is empty; -1 if it holds something else.</summary>
    internal abstract int SchemaVersion { get; set; }

    /// <summary>Keeps other processes from changing the schema or beginning a run until the transaction ends. A transaction of SQLite always does.</summary>
    internal virtual void LockSchema()
    {
    }

    /// <summary>Inserts a row that is known to be new, in the present transaction and not later than at its end.</summary>
    /// <param name="table">The table.</param>
    /// <param name="row">The row, as a <see cref="RowBuffer"/> holds it.</param>
    /// <param name="hash">The hash of the row.</param>
    /// <param name="from">Since when the row is as it is.</param>
    internal abstract void Insert(Table table, ReadOnlySpan<byte> row, long hash, DateTimeOffset from);

    /// <summary>A failure of the database in words a user can act on.</summary>
    protected abstract RestException Translate(Exception failure);

    /// <summary>A value as the database's parameters take it.</summary>
    protected abstract object Bind(object? value);

    protected abstract DbParameter CreateParameter(int number);

    /// <summary>A value of the database as rows have it.</summary>
    protected abstract object ReadValue(DbDataReader reader, int index, ColumnType type);

    internal void Begin() => _transaction = Guard(() => Connection.BeginTransaction());

    internal virtual void Commit() => Guard(() =>
    {
        Flush();
        _transaction!.Commit();
        End();
    });

    /// <summary>Sends what <see cref="Insert"/> has gathered.</summary>
    internal virtual void Flush()
    {
    }

    /// <summary>Undoes the transaction, if there is one. Never throws: it is called when something has failed already.</summary>
    internal virtual void Rollback()
    {
        try
        {
            _transaction?.Rollback();
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            // The connection is gone, and the transaction with it.
        }

        End();
    }

    /// <summary>Runs something in a transaction of its own.</summary>
    internal T InTransaction<T>(Func<T> work)
    {
        Begin();
        try
        {
            T result = work();
            Commit();
            return result;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    /// <summary>Executes a statement, and returns how many rows it has changed.</summary>
    internal int Execute(string sql, params object?[] values) => Guard(() => Command(sql, values).ExecuteNonQuery());

    /// <summary>The first value of a query; null if it has no row.</summary>
    internal object? Scalar(string sql, params object?[] values) =>
        Guard(() => Command(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null);

    internal long Count(string sql, params object?[] values) => Convert.ToInt64(Scalar(sql, values) ?? 0L, CultureInfo.InvariantCulture);

    /// <summary>The rows of a query, whose columns have the given types.</summary>
    internal List<object?[]> Query(IReadOnlyList<ColumnType> types, string sql, params object?[] values) => Guard(() =>
    {
        var rows = new List<object?[]>();
        using DbDataReader reader = Command(sql, values).ExecuteReader();
        while (reader.Read()) rows.Add(RowOf(reader, types));
        return rows;
    });

    /// <summary>The rows of a query one by one, for results that are too large for memory.</summary>
    internal void ForEach(IReadOnlyList<ColumnType> types, Action<object?[]> body, string sql, params object?[] values) => Guard(() =>
    {
        using DbDataReader reader = Command(sql, values).ExecuteReader();
        while (reader.Read()) body(RowOf(reader, types));
    });

    /// <summary>The hashes of the rows of a tenant, or of all rows of a table.</summary>
    internal virtual void ForEachHash(Table table, Guid? tenant, Action<long> body) => Guard(() =>
    {
        DbCommand command = tenant is null ? Command(Statements.Hashes(table), []) : Command(Statements.HashesOfTenant(table), [tenant]);
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read()) body(reader.GetInt64(0));
    });

    /// <summary>A command that is prepared once.</summary>
    protected DbCommand Command(string sql, object?[] values)
    {
        if (!_prepared.TryGetValue(sql, out DbCommand? command))
        {
            command = Connection.CreateCommand();
            command.CommandText = sql;
            for (int i = 1; i <= values.Length; i++) command.Parameters.Add(CreateParameter(i));
            _prepared.Add(sql, command);
        }

        command.Transaction = _transaction;
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = Bind(values[i]);
        return command;
    }

    protected void Guard(Action work) => Guard(() =>
    {
        work();
        return true;
    });

    protected T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is DbException or SocketException or TimeoutException
            || (failure is InvalidOperationException && Connection.State != ConnectionState.Open))
        {
            // A server that cannot be found, does not respond or has closed the connection is not always a failure of the library's own kind.
            throw Translate(failure);
        }
    }

    public virtual void Dispose()
    {
        Rollback();
        foreach (DbCommand command in _prepared.Values) command.Dispose();
        Connection.Dispose();
        GC.SuppressFinalize(this);
    }

    private object?[] RowOf(DbDataReader reader, IReadOnlyList<ColumnType> types)
    {
        var row = new object?[types.Count];
        for (int i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : ReadValue(reader, i, types[i]);
        return row;
    }

    private void End()
    {
        _transaction?.Dispose();
        _transaction = null;
    }
}
