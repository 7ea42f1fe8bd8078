using System.Data.Common;
using System.Globalization;
using System.Text;
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

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<Table, sqlite3_stmt> _inserts = [];
    private readonly SqliteConnection _connection;
    private readonly TimeProvider _timeProvider;
    private readonly string? _path;

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
            Mode = mustExist ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            // A pooled connection would keep the file open after the cmdlet has ended.
            Pooling = false,
            DefaultTimeout = (int)(patience ?? Patience).TotalSeconds,
        }.ToString());
        try
        {
            Guard(() =>
            {
                _connection.Open();
                return true;
            });
            Execute("PRAGMA cache_size = -65536");
            if (mustExist || path is null) return;
            // Before anything is written.
            Schema.Require(this);
            // Readers, such as Power BI, are not blocked while a sync writes.
            Execute("PRAGMA journal_mode = WAL");
            Execute("PRAGMA synchronous = NORMAL");
            // A checkpoint waits for the disk; the default is one for each 4 MB.
            Execute("PRAGMA wal_autocheckpoint = 16384");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    internal override string Name => _path ?? "memory";

    protected override DbConnection Connection => _connection;

    internal override DateTimeOffset Now => _timeProvider.GetUtcNow();

    internal override string Today => "strftime('%Y-%m-%dT00:00:00Z', 'now')";

    internal override string ForClaim => string.Empty;

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

    /// <summary>A transaction of SQLite begins with the lock.</summary>
    internal override void LockSchema()
    {
    }

    internal override string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Integer or ColumnType.Flag => "INTEGER",
        ColumnType.Real or ColumnType.Decimal => "REAL",
        _ => "TEXT",
    };

    /// <summary>By SQLite's own functions: a command of the ADO.NET provider costs several times as much for each row.</summary>
    internal override void Insert(Table table, IReadOnlyList<StoredRow> rows) => Guard(() =>
    {
        if (!_inserts.TryGetValue(table, out sqlite3_stmt? insert))
        {
            Require(raw.sqlite3_prepare_v2(_connection.Handle, Statements.Insert(table), out insert));
            _inserts.Add(table, insert);
        }

        int columns = table.Columns.Count;
        foreach (StoredRow row in rows)
        {
            for (int i = 0; i < columns; i++) Bind(insert, i + 1, row.Values[i]);
            raw.sqlite3_bind_int64(insert, columns + 1, row.Hash);
            Bind(insert, columns + 2, row.From);
            int result = raw.sqlite3_step(insert);
            raw.sqlite3_reset(insert);
            if (result != raw.SQLITE_DONE) Require(result);
        }

        return true;
    });

    public override void Dispose()
    {
        foreach (sqlite3_stmt insert in _inserts.Values) insert.Dispose();
        base.Dispose();
    }

    private static void Bind(sqlite3_stmt insert, int number, object? value)
    {
        Span<char> text = stackalloc char[36];
        switch (value)
        {
            case null:
                raw.sqlite3_bind_null(insert, number);
                break;
            case string words:
                raw.sqlite3_bind_text(insert, number, words);
                break;
            case long whole:
                raw.sqlite3_bind_int64(insert, number, whole);
                break;
            case bool flag:
                raw.sqlite3_bind_int64(insert, number, flag ? 1 : 0);
                break;
            case double fraction:
                raw.sqlite3_bind_double(insert, number, fraction);
                break;
            case decimal amount:
                raw.sqlite3_bind_double(insert, number, (double)amount);
                break;
            case Guid id:
                id.TryFormat(text, out _);
                BindAscii(insert, number, text);
                break;
            case DateTimeOffset time:
                time.UtcDateTime.TryFormat(text, out int length, TimeFormat, CultureInfo.InvariantCulture);
                BindAscii(insert, number, text[..length]);
                break;
            default:
                throw new ArgumentException($"A row cannot hold a {value.GetType().Name}.", nameof(value));
        }
    }

    private static void BindAscii(sqlite3_stmt insert, int number, ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[36];
        Encoding.ASCII.GetBytes(text, bytes);
        raw.sqlite3_bind_text(insert, number, bytes[..text.Length]);
    }

    private void Require(int result)
    {
        if (result != raw.SQLITE_OK) throw new SqliteException(raw.sqlite3_errmsg(_connection.Handle).utf8_to_string(), result);
    }

    protected override DbParameter CreateParameter(int number) => new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"${number}") };

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

    protected override RestException Translate(DbException failure)
    {
        int code = (failure as SqliteException)?.SqliteErrorCode ?? 0;
        (string id, string what, string action) = code switch
        {
            5 or 6 => (ErrorCode.DatabaseLocked, "is locked by another program", "Close the program that has it open for writing, or run the command again later."),
            8 => (ErrorCode.DatabaseReadOnly, "is read-only", "Remove the write protection of the file and its folder, or use another path."),
            11 or 26 => DatabaseFaults.NotADatabase,
            13 => (ErrorCode.DatabaseFull, "cannot grow: the disk is full", "Free disk space, and run the command again. It continues where it stopped."),
            14 => (ErrorCode.DatabaseUnavailable, "cannot be opened", "Check that the folder exists and that this user may read and write it."),
            _ => (ErrorCode.DatabaseUnavailable, $"cannot be used: {failure.Message.TrimEnd('.')}", "Check the file and its disk, and run the command again."),
        };
        return DatabaseFaults.Create(id, Name, what, action, failure);
    }

    private static void RequireFile(string path, bool mustExist)
    {
        if (Directory.Exists(path))
            throw DatabaseFaults.Create(ErrorCode.DatabaseUnavailable, path, "is a folder", "Use the path of a file, such as fpx.db in that folder.");
        if (mustExist && !File.Exists(path))
            throw DatabaseFaults.Create(ErrorCode.DatabaseUnavailable, path, "does not exist", "Check the path. Run Sync-FpxData to create a database.");
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            throw DatabaseFaults.Create(ErrorCode.DatabaseUnavailable, path, "cannot be created: its folder does not exist", "Create the folder, or use another path.");
    }
}
