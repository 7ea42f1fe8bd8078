using FastTrackFpx.AppDirect.Requests;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Companies;

/// <summary>Finds the companies of tenants: those with the name of the tenant, otherwise those with its domain.</summary>
internal sealed class TenantSearch(Func<RestClient, ReadTarget, CancellationToken, Task<IReadOnlyList<AppDirectRecord>>> readAll)
{
    /// <summary>For more tenants than this, one reading of all companies takes fewer requests than a search for each.</summary>
    private const int MostSearches = 20;

    private readonly object _lock = new();
    private Task<IReadOnlyList<AppDirectRecord>>? _all;
    private int _searches;

    /// <summary>The companies of a tenant. Each is a copy that has the id of the tenant.</summary>
    /// <param name="client">The client.</param>
    /// <param name="byName">The list of companies, filtered by the name of the tenant.</param>
    /// <param name="list">The list of all companies.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    internal async Task<IReadOnlyList<AppDirectRecord>> FindAsync(
        RestClient client, ReadTarget byName, ReadTarget list, PipedTenant tenant, CancellationToken cancellationToken)
    {
        bool isAsked = tenant.Name is not null && _all is null && Interlocked.Increment(ref _searches) <= MostSearches;
        IReadOnlyList<AppDirectRecord> known = await (isAsked
            ? readAll(client, byName, cancellationToken)
            : AllAsync(client, list, cancellationToken)).ConfigureAwait(false);
        IEnumerable<AppDirectRecord> found = known.Where(company => NamePattern.Same(NameOf(company), tenant.Name));
        if (tenant.Domain is { } domain && !found.Any())
            found = (await AllAsync(client, list, cancellationToken).ConfigureAwait(false)).Where(company => CompanyDomain.IsOf(company, domain));
        return [.. found.Select(company => WithTenant(company.Copy(), tenant.TenantId))];
    }

    private static string? NameOf(AppDirectRecord company) => company is AppDirectCompany own ? own.Name : (company as AppDirectResellerCompany)?.Name;

    private static AppDirectRecord WithTenant(AppDirectRecord company, string? tenantId)
    {
        if (company is AppDirectCompany own) own.TenantId = tenantId;
        return company;
    }

    private Task<IReadOnlyList<AppDirectRecord>> AllAsync(RestClient client, ReadTarget list, CancellationToken cancellationToken)
    {
        lock (_lock) return _all is null or { IsFaulted: true } ? _all = readAll(client, list, cancellationToken) : _all;
    }
}

/// <summary>A tenant of FPX, or a row about one.</summary>
internal sealed record PipedTenant(string? TenantId, string? Name, string? Domain)
{
    private const string TenantType = "FastTrackFpx.FpxTenant";

    /// <summary>Reads what a tenant, usage, a referral or a row of a file says about its tenant; null if it is about none.</summary>
    internal static PipedTenant? Of(PSObject row)
    {
        // Also a copy from a job.
        bool isTenant = row.TypeNames.Any(name => name is TenantType or "Deserialized." + TenantType);
        string? id = Text("TenantId"), domain = Text("TenantDomain") ?? Text("DomainName") ?? Text("Domain");
        if (!isTenant && id is null && domain is null) return null;
        return new PipedTenant(id, Text("TenantName") ?? Text("Name"), domain);

        string? Text(string property) => row.Properties[property]?.Value?.ToString()?.Trim() is { Length: > 0 } text ? text : null;
    }
}
