namespace FastTrackFpx.Rest.Data;

/// <summary>A table of current records, beside which <c>{name}_history</c> holds their former versions.</summary>
internal abstract class Table
{
    /// <summary>The column by which the records of one tenant are read and compared.</summary>
    internal const string TenantColumn = "tenant_id";

    /// <summary>The columns that every table has after its own: a hash of the row, and since when it is as it is.</summary>
    internal const string HashColumn = "content_hash";
    internal const string FromColumn = "valid_from";
    internal const string ToColumn = "valid_to";

    private readonly List<Column> _columns = [];
    private string[]? _names;

    protected Table(string name) => Name = name;

    internal string Name { get; }

    internal string History => Name + "_history";

    internal IReadOnlyList<Column> Columns => _columns;

    /// <summary>The names of the columns, shared by all changes of the table.</summary>
    internal string[] ColumnNames => _names ??= [.. _columns.Select(column => column.Name)];

    /// <summary>Where in a row the primary key is.</summary>
    internal int[] KeyColumns { get; private set; } = [];

    /// <summary>Where in a row the tenant is; -1 if the table is read as one list.</summary>
    internal int Tenant { get; private set; } = -1;

    /// <summary>Where in a row the tenant's name is; -1 if the table has none.</summary>
    internal int TenantName { get; private set; } = -1;

    /// <summary>Columns with an index each.</summary>
    internal IReadOnlyList<string> Indexes { get; init; } = [];

    protected void Add(string name, ColumnType type, bool isKey)
    {
        if (isKey) KeyColumns = [.. KeyColumns, _columns.Count];
        if (name == TenantColumn) Tenant = _columns.Count;
        if (name == "tenant_name" || (Name == "tenant" && name == "name")) TenantName = _columns.Count;
        _columns.Add(new Column(name, type));
    }
}

/// <summary>A table with the way its rows are made of records.</summary>
/// <typeparam name="T">The record.</typeparam>
internal sealed class Table<T>(string name) : Table(name)
{
    private readonly List<Func<T, object?>> _values = [];

    /// <summary>Adds a column of the primary key.</summary>
    internal Table<T> Key(string name, ColumnType type, Func<T, object?> value) => Add(name, type, value, isKey: true);

    /// <summary>Adds a column.</summary>
    internal Table<T> With(string name, ColumnType type, Func<T, object?> value) => Add(name, type, value, isKey: false);

    /// <summary>The row of a record, as values.</summary>
    internal object?[] RowOf(T record)
    {
        var row = new object?[_values.Count];
        for (int i = 0; i < row.Length; i++) row[i] = _values[i](record);
        return row;
    }

    /// <summary>The row of a record.</summary>
    internal TableRow Row(T record) => new(this, RowOf(record));

    private Table<T> Add(string name, ColumnType type, Func<T, object?> value, bool isKey)
    {
        Add(name, type, isKey);
        _values.Add(type == ColumnType.Time ? record => InUtc(value(record)) : value);
        return this;
    }

    // Most times are in UTC already.
    private static object? InUtc(object? time) => time is DateTimeOffset other && other.Offset != TimeSpan.Zero ? other.ToUniversalTime() : time;
}

/// <summary>A row of one of several tables.</summary>
internal readonly record struct TableRow(Table Table, object?[] Values);
