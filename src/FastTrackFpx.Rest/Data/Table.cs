namespace FastTrackFpx.Rest.Data;

/// <summary>A table of current records, beside which <c>{name}_history</c> holds their former versions.</summary>
internal abstract class Table(string name)
{
    /// <summary>The column by which the records of one tenant are read and compared.</summary>
    internal const string TenantColumn = "tenant_id";

    /// <summary>The columns that every table has after its own: a hash of the row, and since when it is as it is.</summary>
    internal const string HashColumn = "content_hash";
    internal const string FromColumn = "valid_from";
    internal const string ToColumn = "valid_to";

    private readonly List<Column> _columns = [];
    private string[]? _names;

    internal string Name { get; } = name;

    internal string History => Name + "_history";

    internal IReadOnlyList<Column> Columns => _columns;

    /// <summary>The names of the columns, shared by all changes of the table.</summary>
    internal string[] ColumnNames => _names ??= [.. _columns.Select(column => column.Name)];

    internal int[] KeyColumns { get; private set; } = [];

    /// <summary>Where in a row the tenant is; -1 if the table is read as one list.</summary>
    internal int Tenant { get; private set; } = -1;

    /// <summary>Where in a row the tenant's name is; -1 if the table has none.</summary>
    internal int TenantName { get; private set; } = -1;

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
internal sealed class Table<T>(string name) : Table(name)
{
    private readonly List<Func<T, object?>> _values = [];

    internal Table<T> Key(string name, ColumnType type, Func<T, object?> value) => Add(name, type, value, isKey: true);

    internal Table<T> With(string name, ColumnType type, Func<T, object?> value) => Add(name, type, value, isKey: false);

    internal object?[] RowOf(T record)
    {
        var row = new object?[_values.Count];
        for (int i = 0; i < row.Length; i++) row[i] = _values[i](record);
        return row;
    }

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

internal readonly record struct TableRow(Table Table, object?[] Values);

internal enum ColumnType
{
    Text,
    Integer,
    Real,
    Decimal,
    Flag,
    Id,
    Time,

    /// <summary>A JSON array of names.</summary>
    Names,
}

internal sealed record Column(string Name, ColumnType Type);
