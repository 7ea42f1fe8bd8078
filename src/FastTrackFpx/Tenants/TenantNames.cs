using System.Collections;

namespace FastTrackFpx.Tenants;

/// <summary>Finds tenants by name. Each connection keeps the list of tenants for an hour.</summary>
internal static class TenantNames
{
    public static async Task<Guid> IdAsync(FpxClient client, TenantReference tenant, string parameter, CancellationToken cancellationToken) =>
        tenant.Name is { } name ? await FindAsync(client, name, parameter, cancellationToken).ConfigureAwait(false) : tenant.Id;

    private static async Task<Guid> FindAsync(FpxClient client, string name, string parameter, CancellationToken cancellationToken)
    {
        if (new NamePattern(name).HasWildcards)
        {
            throw new InputException(ErrorCode.InvalidInput, $"-{parameter}: '{name}' is a pattern, and the parameter takes ids or full names.",
                parameter, $"Run Get-FpxTenant '{name}' and pipe its output.");
        }

        var tenants = new TenantsEndpoint(client);
        FpxTenant[] found = Matching(await tenants.GetKeptAsync(refresh: false, cancellationToken).ConfigureAwait(false), name);
        // The customer may have been added since the list was read.
        IReadOnlyList<FpxTenant> list = await tenants.GetKeptAsync(refresh: found.Length == 0, cancellationToken).ConfigureAwait(false);
        if (found.Length == 0) found = Matching(list, name);
        return found.Length switch
        {
            1 => found[0].TenantId,
            0 => throw Unknown(name, list, parameter),
            _ => throw Ambiguous(name, found, parameter),
        };
    }

    private static FpxTenant[] Matching(IEnumerable<FpxTenant> list, string name) => list.Where(tenant => NamePattern.Same(tenant.Name, name)).ToArray();

    private static InputException Unknown(string name, IEnumerable<FpxTenant> list, string parameter)
    {
        IEnumerable<FpxLookup> names = list.Select(tenant => new FpxLookup { Id = tenant.TenantId.ToString(), Name = tenant.Name });
        return new InputException(
            ErrorCode.UnknownName,
            $"-{parameter}: no tenant has the name '{name}'.{LookupNames.Suggest(name, names)}",
            parameter,
            "Run Get-FpxTenant to list the tenants with claimed workloads. Use the id of any other tenant.");
    }

    private static InputException Ambiguous(string name, IEnumerable<FpxTenant> found, string parameter) => new(
        ErrorCode.AmbiguousName,
        $"-{parameter}: several tenants have the name '{name}': {string.Join(", ", found.Select(tenant => tenant.TenantId))}.",
        parameter,
        "Use the id instead of the name.");
}

/// <summary>Offers tenants by name, or by id if several have the name.</summary>
public sealed class TenantCompleter : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, string command, IDictionary? given)
    {
        IReadOnlyList<FpxTenant> tenants = await new TenantsEndpoint(client).GetKeptAsync(refresh: false, CancellationToken.None).ConfigureAwait(false);
        var count = tenants.GroupBy(tenant => NamePattern.Normalize(tenant.Name ?? string.Empty), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(same => same.Key, same => same.Count(), StringComparer.OrdinalIgnoreCase);
        return tenants
            .Select(tenant => new FpxLookup
            {
                Id = tenant.Name is { Length: > 0 } ? $"{tenant.Name}, {tenant.TenantId}" : tenant.TenantId.ToString(),
                Name = tenant.Name is { Length: > 0 } name && count[NamePattern.Normalize(name)] == 1 ? name : tenant.TenantId.ToString(),
            })
            .ToArray();
    }
}
