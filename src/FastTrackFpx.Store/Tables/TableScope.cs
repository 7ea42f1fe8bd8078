using System.Runtime.InteropServices;
using FastTrackFpx.Rest.Data;
using FastTrackFpx.Store.Databases;

namespace FastTrackFpx.Store.Tables;

/// <summary>Writes what differs between rows that were read and rows that are stored, in the present transaction, and collects the changes.</summary>
/// <param name="database">The database.</param>
/// <param name="nameOfTenant">The name of a tenant whose row has none, if it is known.</param>
internal sealed class RowWriter(Database database, Func<Guid, string?>? nameOfTenant = null)
{
    // Enough to make a statement's cost small, and little enough to keep memory small.
    private const int MostPending = 500;

    private readonly Dictionary<Table, List<StoredRow>> _inserts = [];
    private List<FpxDataChange> _changes = [];

    /// <summary>How many changes are not taken yet.</summary>
    internal int Pending => _changes.Count;

    internal Database Database => database;

    /// <summary>The time of the changes of the present transaction.</summary>
    internal DateTimeOffset Now { get; set; }

    internal RowHash Hash { get; } = new();

    internal void Insert(Table table, object?[] row, long hash)
    {
        if (!_inserts.TryGetValue(table, out List<StoredRow>? rows)) _inserts.Add(table, rows = []);
        rows.Add(new StoredRow(row, hash, Now));
        Note(table, old: null, row);
        if (rows.Count >= MostPending) Flush(table, rows);
    }

    internal void Update(Table table, object?[] row, long hash)
    {
        object?[] key = KeyOf(table, row);
        object?[]? old = Find(table, key);
        if (old is null) return;
        database.Execute(Statements.Archive(table), [Now, .. key]);
        database.Execute(Statements.Update(table, database), [.. row, hash, Now, .. key]);
        Note(table, old, row);
    }

    internal void Delete(Table table, object?[] row)
    {
        object?[] key = KeyOf(table, row);
        database.Execute(Statements.Archive(table), [Now, .. key]);
        if (database.Execute(Statements.Delete(table), key) > 0) Note(table, row, @new: null);
    }

    /// <summary>Sends what is pending to the database.</summary>
    internal void Flush()
    {
        foreach ((Table table, List<StoredRow> rows) in _inserts)
        {
            if (rows.Count > 0) Flush(table, rows);
        }
    }

    /// <summary>The changes since the last call.</summary>
    internal List<FpxDataChange> Take()
    {
        List<FpxDataChange> changes = _changes;
        _changes = [];
        return changes;
    }

    /// <summary>Forgets what was not committed.</summary>
    internal void Discard()
    {
        _inserts.Clear();
        _changes = [];
    }

    private static object?[] KeyOf(Table table, object?[] row) => [.. table.KeyColumns.Select(index => row[index])];

    private object?[]? Find(Table table, object?[] key) =>
        database.Query([.. table.Columns.Select(column => column.Type)], Statements.Select(table), key).FirstOrDefault();

    private void Flush(Table table, List<StoredRow> rows)
    {
        database.Insert(table, rows);
        rows.Clear();
    }

    private void Note(Table table, object?[]? old, object?[]? @new)
    {
        object?[] row = (@new ?? old)!;
        Guid? tenant = table.Tenant < 0 ? null : (Guid?)row[table.Tenant];
        string? name = table.TenantName < 0 ? null : (string?)row[table.TenantName];
        if (name is null && tenant is { } id) name = nameOfTenant?.Invoke(id);
        _changes.Add(new FpxDataChange(table.Name, table.KeyColumns, tenant, name, table.ColumnNames, old, @new));
    }
}

/// <summary>The rows of a table that are compared together: those of one tenant, or all.</summary>
/// <param name="writer">Where changes go.</param>
/// <param name="table">The table.</param>
internal sealed class TableScope(RowWriter writer, Table table)
{
    // Kept for the next tenant: a new one for each costs more than its content.
    private readonly Dictionary<UInt128, Known> _rows = [];
    private Guid? _tenant;

    internal Table Table => table;

    /// <summary>Begins with the rows of a tenant, or of the whole table.</summary>
    internal void Open(Guid? tenant)
    {
        _tenant = tenant;
        _rows.Clear();
        writer.Database.ForEachHash(table, tenant, writer.Hash, Note);
    }

    /// <summary>A row that was read. The first of several with one key counts.</summary>
    internal void Put(object?[] row)
    {
        ref Known known = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, writer.Hash.OfKey(table, row), out bool isKnown);
        if (known.IsSeen) return;
        long hash = writer.Hash.Of(row);
        bool isSame = known.Hash == hash;
        known = new Known(hash, IsSeen: true);
        if (!isKnown) writer.Insert(table, row, hash);
        else if (!isSame) writer.Update(table, row, hash);
    }

    /// <summary>Everything was read: what was not among it is removed.</summary>
    internal void End()
    {
        if (!HasUnseen()) return;
        ColumnType[] types = [.. table.Columns.Select(column => column.Type)];
        string all = $"SELECT {Statements.Names(table)} FROM {table.Name}";
        var gone = new List<object?[]>();
        if (_tenant is null) writer.Database.ForEach(types, AddIfGone, all);
        else writer.Database.ForEach(types, AddIfGone, $"{all} WHERE {Table.TenantColumn} = $1", _tenant);
        foreach (object?[] row in gone) writer.Delete(table, row);

        void AddIfGone(object?[] row)
        {
            if (_rows.TryGetValue(writer.Hash.OfKey(table, row), out Known known) && !known.IsSeen) gone.Add(row);
        }
    }

    private bool HasUnseen()
    {
        foreach (Known known in _rows.Values) if (!known.IsSeen) return true;
        return false;
    }

    private void Note(UInt128 key, long hash) => _rows.Add(key, new Known(hash, IsSeen: false));

    private readonly record struct Known(long Hash, bool IsSeen);
}
