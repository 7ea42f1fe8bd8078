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

    /// <summary>Hands over the values of a record.</summary>
    internal abstract void Write(object record, RowTarget target);

    /// <summary>The values of a record as objects.</summary>
    internal object?[] ValuesOf(object record)
    {
        var row = new RowValues(_columns.Count);
        Write(record, row);
        return row.Values;
    }

    protected void Add(string name, ColumnType type, bool isKey)
    {
        if (isKey && KeyColumns.Length < _columns.Count) throw new InvalidOperationException($"{Name}: the key columns come first.");
        if (isKey) KeyColumns = [.. KeyColumns, _columns.Count];
        if (name == TenantColumn) Tenant = _columns.Count;
        if (name == "tenant_name" || (Name == "tenant" && name == "name")) TenantName = _columns.Count;
        _columns.Add(new Column(name, type));
    }
}

/// <summary>A table with the way its rows are made of records.</summary>
internal sealed class Table<T>(string name) : Table(name)
    where T : notnull
{
    private Action<T, RowTarget>[] _values = [];

    internal Table<T> Key(string name, Func<T, string> value) => Add(name, ColumnType.Text, (record, row) => row.Add(value(record)), isKey: true);

    internal Table<T> Key(string name, Func<T, long> value) => Add(name, ColumnType.Integer, (record, row) => row.Add(value(record)), isKey: true);

    internal Table<T> Key(string name, Func<T, Guid> value) => Add(name, ColumnType.Id, (record, row) => row.Add(value(record)), isKey: true);

    internal Table<T> With(string name, Func<T, string?> value) => Add(name, ColumnType.Text, (record, row) => row.Add(value(record)));

    internal Table<T> With(string name, Func<T, long?> value) => Add(name, ColumnType.Integer, (record, row) => row.Add(value(record)));

    internal Table<T> With(string name, Func<T, double?> value) => Add(name, ColumnType.Real, (record, row) => row.Add(value(record)));

    internal Table<T> With(string name, Func<T, decimal?> value) => Add(name, ColumnType.Decimal, (record, row) => row.Add(value(record)));

    internal Table<T> With(string name, Func<T, bool?> value) => Add(name, ColumnType.Flag, (record, row) => row.Add(value(record)));

    internal Table<T> With(string name, Func<T, Guid?> value) => Add(name, ColumnType.Id, (record, row) => row.Add(value(record)));

    internal Table<T> With(string name, Func<T, DateTimeOffset?> value) => Add(name, ColumnType.Time, (record, row) => row.Add(value(record)));

    /// <summary>Adds a column of a JSON array.</summary>
    internal Table<T> WithNames(string name, Func<T, string?> value) => Add(name, ColumnType.Names, (record, row) => row.Add(value(record)));

    internal TableRow Row(T record) => new(this, record);

    internal override void Write(object record, RowTarget target)
    {
        var typed = (T)record;
        foreach (Action<T, RowTarget> value in _values) value(typed, target);
    }

    private Table<T> Add(string name, ColumnType type, Action<T, RowTarget> value, bool isKey = false)
    {
        Add(name, type, isKey);
        _values = [.. _values, value];
        return this;
    }
}

/// <summary>Takes the values of a row in the order of the columns, each by its type, so that none becomes an object.</summary>
internal abstract class RowTarget
{
    internal abstract void Add(string? text);

    internal abstract void Add(long? number);

    internal abstract void Add(double? number);

    internal abstract void Add(decimal? amount);

    internal abstract void Add(bool? flag);

    internal abstract void Add(Guid? id);

    internal abstract void Add(DateTimeOffset? time);
}

/// <summary>A record of a table.</summary>
internal readonly record struct TableRow(Table Table, object Record);

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

/// <summary>The values of a row as objects, times in UTC.</summary>
internal sealed class RowValues(int count) : RowTarget
{
    private int _next;

    internal object?[] Values { get; } = new object?[count];

    internal override void Add(string? text) => Values[_next++] = text;

    internal override void Add(long? number) => Values[_next++] = number;

    internal override void Add(double? number) => Values[_next++] = number;

    internal override void Add(decimal? amount) => Values[_next++] = amount;

    internal override void Add(bool? flag) => Values[_next++] = flag;

    internal override void Add(Guid? id) => Values[_next++] = id;

    internal override void Add(DateTimeOffset? time) => Values[_next++] = time?.ToUniversalTime();
}
