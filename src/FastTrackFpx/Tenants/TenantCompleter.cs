using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;

namespace FastTrackFpx.Tenants;

/// <summary>Offers tenants by name, or by id if several have the name.</summary>
public sealed class TenantCompleter : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken)
    {
        IReadOnlyList<FpxTenant> tenants = await client.Tenants.GetKeptAsync(refresh: false, cancellationToken).ConfigureAwait(false);
        var count = tenants.GroupBy(tenant => NamePattern.Normalize(tenant.Name ?? string.Empty), StringComparer.OrdinalIgnoreCase).ToDictionary(same => same.Key, same => same.Count(), StringComparer.OrdinalIgnoreCase);
        return tenants
            .Select(tenant => new FpxLookup
            {
                Id = tenant.Name is { Length: > 0 } ? $"{tenant.Name}, {tenant.TenantId}" : tenant.TenantId.ToString(),
                Name = tenant.Name is { Length: > 0 } name && count[NamePattern.Normalize(name)] == 1 ? name : tenant.TenantId.ToString(),
            })
            .ToArray();
    }
}
