namespace FastTrackFpx;

/// <summary>What <c>Sync-FpxData</c> did to a row.</summary>
public enum FpxDataChangeKind
{
    /// <summary>The record is new.</summary>
    Added,
    /// <summary>The record has other values than before.</summary>
    Changed,
    /// <summary>The service no longer has the record.</summary>
    Removed,
}

/// <summary>A change of a row that <c>Sync-FpxData</c> has written to a database.</summary>
public class FpxDataChange
{
    private readonly FpxChangedTable _table;
    private readonly object?[]? _old;

    // The record until somebody looks at its values: most changes of a first run are never looked at.
    private object? _new;

    internal FpxDataChange(FpxChangedTable table, object?[]? old, object? @new) => (_table, _old, _new) = (table, old, @new);

    /// <summary>Added, changed or removed.</summary>
    public FpxDataChangeKind Kind => _old is null ? FpxDataChangeKind.Added : _new is null ? FpxDataChangeKind.Removed : FpxDataChangeKind.Changed;
    /// <summary>The table.</summary>
    public string Table => _table.Name;

    /// <summary>The primary key. The parts of a key of several columns are separated by a slash.</summary>
    public string Key => string.Join("/", _table.Key.Select(index => Convert.ToString(Row[index], CultureInfo.InvariantCulture)));

    /// <summary>The tenant that the row belongs to, if it belongs to one.</summary>
    public Guid? TenantId => _table.Tenant < 0 ? null : (Guid?)Row[_table.Tenant];
    /// <summary>The tenant's name, if the row or this session knows it.</summary>
    public string? TenantName =>
        (_table.TenantName < 0 ? null : (string?)Row[_table.TenantName]) ?? (TenantId is { } tenant ? _table.NameOfTenant?.Invoke(tenant) : null);

    /// <summary>The columns whose values differ; all columns of a row that was added or removed.</summary>
    public FpxList<string> Columns => new(Differing().Select(index => _table.Columns[index]));

    /// <summary>The former values of these columns, a property for each; null if the row was added.</summary>
    public PSObject? Old => Values(_old);

    /// <summary>The new values of these columns, a property for each; null if the row was removed.</summary>
    public PSObject? New => Values(NewRow);

    private object?[]? NewRow
    {
        get
        {
            if (_new is not null and not object?[]) _new = _table.ValuesOf(_new);
            return (object?[]?)_new;
        }
    }

    private object?[] Row => (NewRow ?? _old)!;

    /// <summary>What happened to which row.</summary>
    public override string ToString() => $"{Kind} {Table} {Key}";

    private IEnumerable<int> Differing() =>
        Enumerable.Range(0, _table.Columns.Length).Where(index => _old is null || NewRow is not { } row || !Equals(_old[index], row[index]));

    private PSObject? Values(object?[]? row)
    {
        if (row is null) return null;
        var values = new PSObject();
        foreach (int index in Differing()) values.Properties.Add(new PSNoteProperty(_table.Columns[index], row[index]));
        return values;
    }
}

/// <summary>What the changes of a table have in common.</summary>
/// <param name="Name">The table.</param>
/// <param name="Columns">The names of its columns.</param>
/// <param name="Key">Where in a row the primary key is.</param>
/// <param name="Tenant">Where the tenant is; -1 if the rows belong to none.</param>
/// <param name="TenantName">Where the tenant's name is; -1 if the rows have none.</param>
/// <param name="ValuesOf">The row of a record.</param>
/// <param name="NameOfTenant">The name of a tenant that the session knows.</param>
internal sealed record FpxChangedTable(
    string Name, string[] Columns, int[] Key, int Tenant, int TenantName, Func<object, object?[]> ValuesOf, Func<Guid, string?>? NameOfTenant);

/// <summary>Data that <c>Sync-FpxData</c> can read.</summary>
public enum FpxDataPart
{
    /// <summary>Tenants with a claimed workload. Always read, because the other data is read by tenant.</summary>
    Tenant,
    /// <summary>Referrals, declined ones included.</summary>
    Referral,
    /// <summary>Incentive statements of all periods, with their transactions.</summary>
    IncentiveStatement,
    /// <summary>Usage of each workload.</summary>
    Usage,
    /// <summary>Seats for each service.</summary>
    MaxEntitlement,
    /// <summary>Seats in each status.</summary>
    Entitlement,
    /// <summary>Contacts.</summary>
    Contact,
    /// <summary>Notes of all categories.</summary>
    Note,
    /// <summary>The people assigned to tenants: a request for each tenant.</summary>
    TenantAssignment,
    /// <summary>Contacts of tenants that are accessible only by a referral: a request for each of them.</summary>
    ReferralContact,
    /// <summary>Notes of tenants that are accessible only by a referral: a request for each of them and each category.</summary>
    ReferralNote,
}
