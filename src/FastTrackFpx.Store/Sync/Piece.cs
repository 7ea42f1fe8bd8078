using FastTrackFpx.Rest.Data;
using FastTrackFpx.Store.Sources;
using FastTrackFpx.Store.Tables;

namespace FastTrackFpx.Store.Sync;

/// <summary>What is read of one part: its rows, compared with those that are stored.</summary>
internal sealed class Piece(RowWriter writer, SourcePart part)
{
    // A tenant that has come in part.
    private Guid? _tenant;

    internal SourcePart Part { get; } = part;

    internal TableScope[] Scopes { get; } = [.. part.Tables.Select(table => new TableScope(writer, table))];

    /// <summary>The piece of the work list that is being written.</summary>
    internal WorkItem? Item { get; private set; }

    internal void Begin(WorkItem item)
    {
        (Item, _tenant) = (item, null);
        foreach (TableScope scope in Scopes)
        {
            if (item is { First: { } first, Last: { } last }) scope.OpenTenants(first, last);
            else scope.Open(tenant: null);
        }
    }

    internal TableScope ScopeOf(Table table)
    {
        foreach (TableScope scope in Scopes) if (scope.Table == table) return scope;
        throw new InvalidOperationException($"The part {Part.Name} has no table {table.Name}.");
    }

    internal void Put(TenantRecords result)
    {
        TableScope scope = Scopes[0];
        if (_tenant is null && result is { IsComplete: true, Error: null })
        {
            scope.PutTenant(result.Tenant, result.Records);
            return;
        }

        if (_tenant is null) scope.Open(_tenant = result.Tenant);
        foreach (object record in result.Records) scope.Put(record);
        if (!result.IsComplete) return;
        if (result.Error is null) scope.End();
        _tenant = null;
    }
}
