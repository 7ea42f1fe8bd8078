using System.Runtime.InteropServices;
using FastTrackFpx.Rest.Data;
using FastTrackFpx.Store.Databases;

namespace FastTrackFpx.Store.Tables;

/// <summary>Writes what differs between records that were read and rows that are stored, in the present transaction, and collects the changes.</summary>
/// <param name="database">The database.</param>
/// <param name="nameOfTenant">The name of a tenant whose row has none, if it is known.</param>
internal sealed class RowWriter(Database database, Func<Guid, string?>? nameOfTenant = null)
{
    private readonly Dictionary<Table, FpxChangedTable> _tables = [];
    private List<FpxDataChange> _changes = [];

    /// <summary>How many changes are not taken yet.</summary>
    internal int Pending => _changes.Count;

    internal Database Database => database;

    /// <summary>The time of the changes of the present transaction.</summary>
    internal DateTimeOffset Now { get; set; }

    internal RowHash Hash { get; } = new();

    internal void Insert(Table table, object record, long hash)
    {
        database.Insert(table, record, hash, Now);
        Note(table, old: null, record);
    }

    internal void Update(Table table, object record, long hash)
    {
        object?[] row = table.ValuesOf(record);
        object?[] key = KeyOf(table, row);
        if (database.Query([.. table.Columns.Select(column => column.Type)], Statements.Select(table), key) is not [var old]) return;
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

    /// <summary>The changes since the last call. Those that were not committed are to be dropped.</summary>
    internal List<FpxDataChange> Take()
    {
        List<FpxDataChange> changes = _changes;
        _changes = [];
        return changes;
    }

    private static object?[] KeyOf(Table table, object?[] row) => [.. table.KeyColumns.Select(index => row[index])];

    private void Note(Table table, object?[]? old, object? @new)
    {
        if (!_tables.TryGetValue(table, out FpxChangedTable? changed))
            _tables.Add(table, changed = new FpxChangedTable(table.Name, table.ColumnNames, table.KeyColumns, table.Tenant, table.TenantName, table.ValuesOf, nameOfTenant));
        _changes.Add(new FpxDataChange(changed, old, @new));
    }
}

/// <summary>The rows of a table that are compared together: those of one tenant, or all.</summary>
/// <param name="writer">Where changes go.</param>
/// <param name="table">The table.</param>
internal sealed class TableScope(RowWriter writer, Table table)
{
    // Kept for the next tenant: a new one for each costs more than its content.
    private readonly Dictionary<UInt128, Known> _rows = [];
    private readonly Dictionary<Guid, Digest> _digests = [];
    private readonly List<long> _hashes = [];
    private Guid? _tenant;

    internal Table Table => table;

    /// <summary>Begins with the rows of some tenants. Rows that are as before are recognised by one digest for each tenant.</summary>
    internal void OpenTenants(Guid first, Guid last)
    {
        _digests.Clear();
        foreach (object?[] row in writer.Database.Query([ColumnType.Id, ColumnType.Integer, ColumnType.Integer, ColumnType.Integer], Statements.Digests(table), first, last))
            _digests.Add((Guid)row[0]!, new Digest((long)row[1]!, (long)row[2]!, (long)row[3]!));
    }

    /// <summary>Begins with the rows of a tenant, or of the whole table.</summary>
    internal void Open(Guid? tenant)
    {
        _tenant = tenant;
        _rows.Clear();
        if (tenant is { } id && !_digests.ContainsKey(id)) return;
        writer.Database.ForEachHash(table, tenant, writer.Hash, (key, hash) => _rows.Add(key, new Known(hash, IsSeen: false)));
    }

    /// <summary>All records of a tenant.</summary>
    internal void PutTenant(Guid tenant, IEnumerable<object> records)
    {
        Digest digest = default;
        _hashes.Clear();
        foreach (object record in records)
        {
            long hash = writer.Hash.Of(table, record);
            _hashes.Add(hash);
            digest = digest.With(hash);
        }

        if (digest == _digests.GetValueOrDefault(tenant)) return;
        Open(tenant);
        int index = 0;
        foreach (object record in records) Put(record, _hashes[index++]);
        End();
    }

    /// <summary>A record that was read. The first of several with one key counts.</summary>
    internal void Put(object record) => Put(record, writer.Hash.Of(table, record));

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

    private void Put(object record, long hash)
    {
        ref Known known = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, writer.Hash.OfKey(table, record), out bool isKnown);
        if (known.IsSeen) return;
        bool isSame = known.Hash == hash;
        known = new Known(hash, IsSeen: true);
        if (!isKnown) writer.Insert(table, record, hash);
        else if (!isSame) writer.Update(table, record, hash);
    }

    private bool HasUnseen()
    {
        foreach (Known known in _rows.Values) if (!known.IsSeen) return true;
        return false;
    }

    private readonly record struct Known(long Hash, bool IsSeen);

    /// <summary>The number of rows, and the sums of the halves of their hashes: the same for the same rows in any order.</summary>
    private readonly record struct Digest(long Count, long Low, long High)
    {
        internal Digest With(long hash) => new(Count + 1, Low + (hash & uint.MaxValue), High + (hash >> 32));
    }
}
