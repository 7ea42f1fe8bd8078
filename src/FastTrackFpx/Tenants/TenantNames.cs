using System.Collections.Concurrent;
using System.Reflection;
using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;

namespace FastTrackFpx.Tenants;

/// <summary>Finds the tenants that a cmdlet's parameters name. Each connection keeps the list of tenants for an hour.</summary>
internal static class TenantNames
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Parameters = new();

    /// <summary>Whether a parameter of the cmdlet holds a tenant's name.</summary>
    public static bool AreIn(Cmdlet cmdlet) => ParametersOf(cmdlet).Any(parameter => References(parameter.GetValue(cmdlet)).Any(tenant => tenant.Name is not null));

    /// <summary>Replaces the names in the cmdlet's parameters by ids.</summary>
    /// <exception cref="InputException">No tenant has a name, or several have it.</exception>
    public static async Task ResolveAsync(Cmdlet cmdlet, FpxClient client, CancellationToken cancellationToken)
    {
        foreach (PropertyInfo parameter in ParametersOf(cmdlet))
        {
            object? value = parameter.GetValue(cmdlet);
            if (References(value).All(tenant => tenant.Name is null)) continue;
            var found = new List<TenantReference>();
            foreach (TenantReference tenant in References(value))
                found.Add(await IdAsync(client, tenant, parameter.Name, cancellationToken).ConfigureAwait(false));
            parameter.SetValue(cmdlet, value is TenantReference ? found[0] : found.ToArray());
        }
    }

    /// <summary>The id of a tenant that is known by its id or its name.</summary>
    /// <exception cref="InputException">No tenant has the name, or several have it.</exception>
    public static async Task<Guid> IdAsync(FpxClient client, TenantReference tenant, string parameter, CancellationToken cancellationToken) =>
        tenant.Name is { } name ? await FindAsync(client, name, parameter, cancellationToken).ConfigureAwait(false) : tenant.Id;

    /// <summary>All tenants, as the connection keeps them.</summary>
    public static Task<IReadOnlyList<FpxTenant>> ListAsync(FpxClient client, bool refresh, CancellationToken cancellationToken) =>
        client.Tenants.GetKeptAsync(refresh, cancellationToken);

    private static async Task<Guid> FindAsync(FpxClient client, string name, string parameter, CancellationToken cancellationToken)
    {
        if (new NamePattern(name).HasWildcards)
        {
            throw new InputException(
                FpxErrorCode.InvalidInput, $"-{parameter}: '{name}' is a pattern, and the parameter takes ids or full names.", parameter, $"Run Get-FpxTenant '{name}' and pipe its output.");
        }

        FpxTenant[] found = Matching(await ListAsync(client, refresh: false, cancellationToken).ConfigureAwait(false), name);
        // The customer may have been added since the list was read.
        IReadOnlyList<FpxTenant> list = await ListAsync(client, refresh: found.Length == 0, cancellationToken).ConfigureAwait(false);
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
            FpxErrorCode.UnknownName,
            $"-{parameter}: no tenant has the name '{name}'.{LookupNames.Suggest(name, names)}",
            parameter,
            "Run Get-FpxTenant to list the tenants with claimed workloads. Use the id of any other tenant.");
    }

    private static InputException Ambiguous(string name, IEnumerable<FpxTenant> found, string parameter) => new(
        FpxErrorCode.AmbiguousName,
        $"-{parameter}: several tenants have the name '{name}': {string.Join(", ", found.Select(tenant => tenant.TenantId))}.",
        parameter,
        "Use the id instead of the name.");

    private static IEnumerable<TenantReference> References(object? value) => value switch
    {
        TenantReference one => [one],
        TenantReference[] several => several,
        _ => [],
    };

    private static PropertyInfo[] ParametersOf(Cmdlet cmdlet) => Parameters.GetOrAdd(cmdlet.GetType(), static type => type
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: true))
        .Where(property => property.PropertyType == typeof(TenantReference) || property.PropertyType == typeof(TenantReference[]))
        .ToArray());
}
