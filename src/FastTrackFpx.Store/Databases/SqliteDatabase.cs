using System.Data.Common;
using System.Globalization;
using System.Text;
using FastTrackFpx.Rest.Data;
using FastTrackFpx.Store.Tables;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FastTrackFpx.Store.Databases;

/// <summary>A database in a file, or in memory.</summary>
internal sealed class SqliteDatabase : Database
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    // "FPX" and 1: marks a file as one of ours, so that no other program's database is changed.
    private const int ApplicationId = 0x46505801;

    // Some 8 MB of changes. What is left at the end is copied while the user waits.
    private const int CommitsPerCheckpoint = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<Table, RowInsert> _inserts = [];
    private readonly Dictionary<string, sqlite3_stmt> _hashes = new(StringComparer.Ordinal);
    private readonly SqliteConnection _connection;
    private readonly TimeProvider _timeProvider;
    private readonly string? _path;

    private SqliteConnection? _checkpoints;
    private int _commits;

    static SqliteDatabase()
    {
        Batteries_V2.Init();
        // A connection is used by one thread at a time, so SQLite needs no locks of its own, and its memory statistics are not read. If SQLite is in use
        // already, it stays as it is.
        raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <param name="path">The file; null for a database in memory.</param>
    /// <param name="mustExist">True to read an existing database only.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="patience">How long to wait for a lock.</param>
    internal SqliteDatabase(string? path, bool mustExist, TimeProvider timeProvider, TimeSpan? patience = null)
    {
        _path = path;
        _timeProvider = timeProvider;
        if (path is not null) RequireFile(path, mustExist);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path ?? ":memory:",
            // A connection that only reads leaves SQLite's files beside the database behind.
            Mode = mustExist ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadWriteCreate,
            // A pooled connection would keep the file open after the cmdlet has ended.
            Pooling = false,
            DefaultTimeout = (int)(patience ?? Patience).TotalSeconds,
        }.ToString());
        try
        {
            Guard(() =>
            {
                _connection.Open();
            });
            Execute("PRAGMA cache_size = -65536");
            // Has an effect on a new database only. Rows are up to a kilobyte, and a page of the default size has room for a few of them.
            Execute("PRAGMA page_size = 16384");
            if (mustExist) Execute("PRAGMA query_only = 1");
            if (mustExist || path is null) return;
            // Before anything is written.
            Schema.Require(this);
            // Readers, such as Power BI, are not blocked while a sync writes.
            Execute("PRAGMA journal_mode = WAL");
            Execute("PRAGMA synchronous = NORMAL");
            // A checkpoint of SQLite's own, which waits for the disk, if those beside the writing fall behind. The default is a thousand pages.
            Execute("PRAGMA wal_autocheckpoint = 4096");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Copies what was committed from the log to the file, beside the writing: a checkpoint waits for the disk.</summary>
    internal Task Checkpoint { get; private set; } = Task.CompletedTask;

    internal override string Name => _path ?? "memory";

    protected override DbConnection Connection => _connection;

    internal override DateTimeOffset Now => _timeProvider.GetUtcNow();

    internal override string Today => "strftime('%Y-%m-%dT00:00:00Z', 'now')";

    internal override int SchemaVersion
    {
        get
        {
            if (Count("PRAGMA application_id") == ApplicationId) return (int)Count("PRAGMA user_version");
            return Count("SELECT count(*) FROM sqlite_master") == 0 ? 0 : -1;
        }

        set
        {
            Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
            Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {value}"));
        }
    }

    internal override string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Integer or ColumnType.Flag => "INTEGER",
        ColumnType.Real or ColumnType.Decimal => "REAL",
        _ => "TEXT",
    };

    // The rows of a tenant lie side by side, and a row is written once, not once more for its key.
    internal override string TableOptions => " WITHOUT ROWID";

    /// <summary>By SQLite's own functions: a command of the ADO.NET provider costs several times as much for each row.</summary>
    internal override void Insert(Table table, ReadOnlySpan<byte> row, long hash, DateTimeOffset from)
    {
        if (!_inserts.TryGetValue(table, out RowInsert? insert))
            _inserts.Add(table, insert = Guard(() => new RowInsert(Prepare(Statements.Insert(table)), table.Columns.Count)));
        int result = insert.Execute(row, hash, from);
        if (result != raw.SQLITE_DONE) Guard(() => Require(result));
    }

    internal override void ForEachHash(Table table, Guid? tenant, Action<long> body) => Guard(() =>
    {
        string sql = tenant is null ? Statements.Hashes(table) : Statements.HashesOfTenant(table);
        if (!_hashes.TryGetValue(sql, out sqlite3_stmt? query)) _hashes.Add(sql, query = Prepare(sql));
        if (tenant is { } id) BindId(query, 1, id);
        int result;
        while ((result = raw.sqlite3_step(query)) == raw.SQLITE_ROW) body(raw.sqlite3_column_int64(query, 0));
        raw.sqlite3_reset(query);
        if (result != raw.SQLITE_DONE) Require(result);
    });

    internal override void Commit()
    {
        base.Commit();
        if (++_commits < CommitsPerCheckpoint || _path is null || !Checkpoint.IsCompleted) return;
        _commits = 0;
        // A thread of its own, because the thread pool begins with a thread for each processor.
        Checkpoint = Task.Factory.StartNew(CopyLog, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public override void Dispose()
    {
        // The last connection that is closed removes the log.
        Checkpoint.Wait();
        _checkpoints?.Dispose();
        foreach (RowInsert insert in _inserts.Values) insert.Dispose();
        foreach (sqlite3_stmt query in _hashes.Values) query.Dispose();
        base.Dispose();
    }

    private void CopyLog()
    {
        try
        {
            if (_checkpoints is null)
            {
                _checkpoints = new SqliteConnection(_connection.ConnectionString);
                _checkpoints.Open();
            }

            using SqliteCommand command = _checkpoints.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // The log stays, and the checkpoint at its limit or at the end fails with the same error.
        }
    }

    private static void BindId(sqlite3_stmt statement, int number, Guid id)
    {
        Span<byte> text = stackalloc byte[36];
        id.TryFormat(text, out _);
        raw.sqlite3_bind_text(statement, number, text);
    }

    private sqlite3_stmt Prepare(string sql)
    {
        Require(raw.sqlite3_prepare_v3(_connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt statement));
        return statement;
    }

    private void Require(int result)
    {
        if (result != raw.SQLITE_OK) throw new SqliteException(raw.sqlite3_errmsg(_connection.Handle).utf8_to_string(), result);
    }

    protected override DbParameter CreateParameter(int number) => new SqliteParameter { ParameterName = $"${number}" };

    protected override object Bind(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToString(),
        DateTimeOffset time => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture),
        bool flag => flag ? 1L : 0L,
        decimal amount => (double)amount,
        _ => value,
    };

    protected override object ReadValue(DbDataReader reader, int index, ColumnType type) => type switch
    {
        ColumnType.Integer => reader.GetInt64(index),
        ColumnType.Flag => reader.GetInt64(index) != 0,
        ColumnType.Real => reader.GetDouble(index),
        ColumnType.Decimal => (decimal)reader.GetDouble(index),
        ColumnType.Id => Guid.Parse(reader.GetString(index)),
        ColumnType.Time => DateTimeOffset.Parse(reader.GetString(index), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        _ => reader.GetString(index),
    };

    protected override RestException Translate(Exception failure)
    {
        int code = (failure as SqliteException)?.SqliteErrorCode ?? 0;
        (string id, string what, string action) = code switch
        {
            5 or 6 => (ErrorCode.DatabaseLocked, "is locked by another program",
                "Close the program that has it open for writing, or run the command again later."),
            8 => (ErrorCode.DatabaseReadOnly, "is read-only", "Remove the write protection of the file and its folder, or use another path."),
            11 or 26 => DatabaseFaults.NotADatabase,
            13 => (ErrorCode.DatabaseFull, "cannot grow: the disk is full", "Free disk space, and run the command again. It continues where it stopped."),
            14 when File.Exists(_path) => (
                ErrorCode.DatabaseUnavailable,
                "cannot be opened, because SQLite may not create its files (-wal and -shm) beside it",
                "Let this user write to the folder of the database, or copy the database to a folder that this user may write to."),
            14 => (ErrorCode.DatabaseUnavailable, "cannot be opened", "Check that the folder exists and that this user may read and write it."),
            _ => (ErrorCode.DatabaseUnavailable, $"cannot be used: {failure.Message.TrimEnd('.')}", "Check the file and its disk, and run the command again."),
        };
        return DatabaseFaults.Create(id, Name, what, action, failure);
    }

    /// <summary>Throws if the path cannot be that of a database.</summary>
    internal static void RequireFile(string path, bool mustExist)
    {
        if (Directory.Exists(path))
            throw DatabaseFaults.Create(ErrorCode.DatabaseUnavailable, path, "is a folder", "Use the path of a file, such as fpx.db in that folder.");
        if (mustExist && !File.Exists(path))
            throw DatabaseFaults.Create(ErrorCode.DatabaseUnavailable, path, "does not exist", "Check the path. Run Sync-FpxData to create a database.");
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            throw DatabaseFaults.Create(ErrorCode.DatabaseUnavailable, path, "cannot be created: its folder does not exist",
                "Create the folder, or use another path.");
    }

    /// <summary>A prepared insert. What it has bound stays bound, so only values that differ from those of the row before are bound.</summary>
    private sealed class RowInsert(sqlite3_stmt statement, int columns) : IDisposable
    {
        // The row that is bound: at first, as many nulls as there are columns.
        private byte[] _bound = new byte[columns * (1 + sizeof(long))];
        private byte[] _utf8 = new byte[1024];
        private DateTimeOffset _from;

        /// <summary>Inserts a row, and returns SQLite's result.</summary>
        internal int Execute(ReadOnlySpan<byte> row, long hash, DateTimeOffset from)
        {
            RowReader value = new(row), bound = new(_bound);
            for (int number = 1; number <= columns; number++)
            {
                value.Read();
                bound.Read();
                if (!value.Bytes.SequenceEqual(bound.Bytes)) Bind(number, value);
            }

            if (_bound.Length < row.Length) _bound = new byte[row.Length * 2];
            row.CopyTo(_bound);
            raw.sqlite3_bind_int64(statement, columns + 1, hash);
            if (_from != from) BindTime(columns + 2, (_from = from).UtcDateTime);
            int result = raw.sqlite3_step(statement);
            raw.sqlite3_reset(statement);
            return result;
        }

        public void Dispose() => statement.Dispose();

        private void Bind(int number, RowReader value)
        {
            switch (value.Kind)
            {
                case ValueKind.Text:
                    ReadOnlySpan<char> text = value.Text;
                    if (_utf8.Length < text.Length * 3) _utf8 = new byte[text.Length * 3];
                    raw.sqlite3_bind_text(statement, number, _utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, _utf8)));
                    break;
                case ValueKind.Integer or ValueKind.Flag:
                    raw.sqlite3_bind_int64(statement, number, value.Integer);
                    break;
                case ValueKind.Real:
                    raw.sqlite3_bind_double(statement, number, value.Real);
                    break;
                case ValueKind.Decimal:
                    raw.sqlite3_bind_double(statement, number, (double)value.Decimal);
                    break;
                case ValueKind.Time:
                    BindTime(number, value.Time);
                    break;
                case ValueKind.Id:
                    BindId(statement, number, value.Id);
                    break;
                default:
                    raw.sqlite3_bind_null(statement, number);
                    break;
            }
        }

        private void BindTime(int number, DateTime time)
        {
            Span<byte> text = stackalloc byte[28];
            // The standard format is several times as fast, and the same for whole seconds.
            if (time.Ticks % TimeSpan.TicksPerSecond == 0 && time.TryFormat(text, out int length, "s", CultureInfo.InvariantCulture))
                text[length++] = (byte)'Z';
            else time.TryFormat(text, out length, TimeFormat, CultureInfo.InvariantCulture);
            raw.sqlite3_bind_text(statement, number, text[..length]);
        }
    }
}
