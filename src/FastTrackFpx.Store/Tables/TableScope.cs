using System.Runtime.CompilerServices;
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

    /// <summary>The rows that are being compared.</summary>
    internal RowBuffer Rows { get; } = new();

    /// <summary>Inserts a record that is known to be new.</summary>
    internal void Insert(Table table, object record, ReadOnlySpan<byte> row, long hash)
    {
        database.Insert(table, row, hash, Now);
        Note(table, old: null, record);
    }

    /// <summary>The stored row with the key of a record, followed by its hash; null if there is none.</summary>
    internal object?[]? Find(Table table, object record) =>
        database.Query(TypesOf(table), Statements.Select(table), KeyOf(table, table.ValuesOf(record))).FirstOrDefault();

    /// <summary>Replaces a stored row.</summary>
    internal void Update(Table table, object?[] old, object record, long hash)
    {
        object?[] row = table.ValuesOf(record);
        object?[] key = KeyOf(table, row);
        database.Execute(Statements.Archive(table), [Now, .. key]);
        database.Execute(Statements.Update(table, database), [.. row, hash, Now, .. key]);
        Note(table, old[..^1], row);
    }

    /// <summary>Removes stored rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="isGone">Whether a row with this hash is removed.</param>
    /// <param name="where">Which rows are looked at, in SQL.</param>
    /// <param name="values">The parameters of the SQL.</param>
    internal void Delete(Table table, Func<long, bool> isGone, string where, params object?[] values)
    {
        var gone = new List<object?[]>();
        database.ForEach(
            TypesOf(table),
            row =>
            {
                if (isGone((long)row[^1]!)) gone.Add(row[..^1]);
            },
            $"{Statements.SelectAll(table)} {where}",
            values);
        foreach (object?[] row in gone)
        {
            object?[] key = KeyOf(table, row);
            database.Execute(Statements.Archive(table), [Now, .. key]);
            if (database.Execute(Statements.Delete(table), key) > 0) Note(table, row, @new: null);
        }
    }

    /// <summary>The changes since the last call. Those that were not committed are to be dropped.</summary>
    internal List<FpxDataChange> Take()
    {
        List<FpxDataChange> changes = _changes;
        _changes = [];
        return changes;
    }

    private static ColumnType[] TypesOf(Table table) => [.. table.Columns.Select(column => column.Type), ColumnType.Integer];

    private static object?[] KeyOf(Table table, object?[] row) => [.. table.KeyColumns.Select(index => row[index])];

    private void Note(Table table, object?[]? old, object? @new)
    {
        if (!_tables.TryGetValue(table, out FpxChangedTable? changed))
            _tables.Add(table, changed = new(table.Name, table.ColumnNames, table.KeyColumns, table.Tenant, table.TenantName, table.ValuesOf, nameOfTenant));
        _changes.Add(new FpxDataChange(changed, old, @new));
    }
}

/// <summary>The rows of a table that are compared together: those of one tenant, or all.</summary>
/// <param name="writer">Where changes go.</param>
/// <param name="table">The table.</param>
internal sealed class TableScope(RowWriter writer, Table table)
{
    // Kept for the next tenant: new ones for each cost more than their content. The hash of a stored row, and whether the row was read, or replaced, again.
    private readonly Dictionary<long, bool> _stored = [];
    private readonly HashSet<UInt128> _written = [];
    private readonly Dictionary<Guid, Digest> _digests = [];
    private readonly List<long> _hashes = [];
    private Guid? _tenant;

    internal Table Table => table;

    /// <summary>Begins with the rows of some tenants. Rows that are as before are recognised by one digest for each tenant.</summary>
    internal void OpenTenants(Guid first, Guid last)
    {
        _digests.Clear();
        foreach (object?[] row in writer.Database.Query(Digest.Types, Statements.Digests(table), first, last))
            _digests.Add((Guid)row[0]!, new Digest((long)row[1]!, (long)row[2]!, (long)row[3]!));
    }

    /// <summary>Begins with the rows of a tenant, or of the whole table.</summary>
    internal void Open(Guid? tenant)
    {
        _tenant = tenant;
        _stored.Clear();
        _written.Clear();
        if (tenant is null || _digests.ContainsKey(tenant.Value)) writer.Database.ForEachHash(table, tenant, hash => _stored[hash] = false);
    }

    /// <summary>All records of a tenant.</summary>
    internal void PutTenant(Guid tenant, IReadOnlyList<object> records)
    {
        Digest digest = default;
        _hashes.Clear();
        writer.Rows.Clear();
        foreach (object record in records)
        {
            long hash = writer.Rows.Append(table, record);
            _hashes.Add(hash);
            digest = digest.With(hash);
        }

        if (digest == _digests.GetValueOrDefault(tenant)) return;
        Open(tenant);
        for (int i = 0; i < _hashes.Count; i++) Put(records[i], i, _hashes[i]);
        End();
    }

    /// <summary>A record that was read. The first of several with one key counts.</summary>
    internal void Put(object record)
    {
        writer.Rows.Clear();
        Put(record, row: 0, writer.Rows.Append(table, record));
    }

    /// <summary>Everything was read: what was not among it is removed.</summary>
    internal void End()
    {
        if (!_stored.ContainsValue(false)) return;
        if (_tenant is null) writer.Delete(table, IsGone, string.Empty);
        else writer.Delete(table, IsGone, $"WHERE {Table.TenantColumn} = $1", _tenant);

        bool IsGone(long hash) => _stored.TryGetValue(hash, out bool isSeen) && !isSeen;
    }

    private void Put(object record, int row, long hash)
    {
        ref bool isSeen = ref CollectionsMarshal.GetValueRefOrNullRef(_stored, hash);
        if (!Unsafe.IsNullRef(ref isSeen))
        {
            isSeen = true;
            return;
        }

        if (!_written.Add(writer.Rows.KeyHash(row))) return;
        if (_stored.Count == 0 || writer.Find(table, record) is not { } old)
        {
            writer.Insert(table, record, writer.Rows[row], hash);
            return;
        }

        var oldHash = (long)old[^1]!;
        if (_stored.GetValueOrDefault(oldHash)) return;
        _stored[oldHash] = true;
        writer.Update(table, old, record, hash);
    }

    /// <summary>The number of rows, and the sums of the halves of their hashes: the same for the same rows in any order.</summary>
    private readonly record struct Digest(long Count, long Low, long High)
    {
        internal static readonly ColumnType[] Types = [ColumnType.Id, ColumnType.Integer, ColumnType.Integer, ColumnType.Integer];

        internal Digest With(long hash) => new(Count + 1, Low + (hash & uint.MaxValue), High + (hash >> 32));
    }
}
