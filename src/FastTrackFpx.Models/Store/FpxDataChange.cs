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
    private readonly int[] _key;
    private readonly string[] _columns;
    private readonly object?[]? _old;
    private readonly object?[]? _new;

    internal FpxDataChange(string table, int[] key, Guid? tenantId, string? tenantName, string[] columns, object?[]? old, object?[]? @new)
    {
        (Table, _key, TenantId, TenantName, _columns, _old, _new) = (table, key, tenantId, tenantName, columns, old, @new);
        Kind = old is null ? FpxDataChangeKind.Added : @new is null ? FpxDataChangeKind.Removed : FpxDataChangeKind.Changed;
    }

    /// <summary>Added, changed or removed.</summary>
    public FpxDataChangeKind Kind { get; }
    /// <summary>The table.</summary>
    public string Table { get; }

    /// <summary>The primary key. The parts of a key of several columns are separated by a slash.</summary>
    public string Key => string.Join("/", _key.Select(index => Convert.ToString((_new ?? _old)![index], CultureInfo.InvariantCulture)));

    /// <summary>The tenant that the row belongs to, if it belongs to one.</summary>
    public Guid? TenantId { get; }
    /// <summary>The tenant's name, if the row or this session knows it.</summary>
    public string? TenantName { get; }

    /// <summary>The columns whose values differ; all columns of a row that was added or removed.</summary>
    public FpxList<string> Columns => new(Differing().Select(index => _columns[index]));

    /// <summary>The former values of these columns, a property for each; null if the row was added.</summary>
    public PSObject? Old => Values(_old);

    /// <summary>The new values of these columns, a property for each; null if the row was removed.</summary>
    public PSObject? New => Values(_new);

    /// <summary>What happened to which row.</summary>
    public override string ToString() => $"{Kind} {Table} {Key}";

    private IEnumerable<int> Differing() => Enumerable.Range(0, _columns.Length).Where(index => _old is null || _new is null || !Equals(_old[index], _new[index]));

    private PSObject? Values(object?[]? row)
    {
        if (row is null) return null;
        var values = new PSObject();
        foreach (int index in Differing()) values.Properties.Add(new PSNoteProperty(_columns[index], row[index]));
        return values;
    }
}

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
