namespace FastTrackFpx.Lookups;

/// <summary>The service's lookups, kept for an hour for each connection. See <see cref="Lookup"/> for their routes.</summary>
internal sealed class LookupsEndpoint(FpxClient client)
{
    /// <summary>The records of a lookup, which the caller may edit.</summary>
    public Task<IReadOnlyList<T>> GetAsync<T>(bool refresh, CancellationToken cancellationToken)
        where T : class => GetAsync(Lookup.Of<T>(), refresh, cancellationToken);

    public bool IsKept(string route) => client.Cache.Has(route);

    /// <summary>The records of a lookup that has no record type of its own.</summary>
    internal async Task<IReadOnlyList<T>> GetAsync<T>(Lookup<T> lookup, bool refresh, CancellationToken cancellationToken)
        where T : class => [.. (await KeepAsync(lookup, refresh, cancellationToken).ConfigureAwait(false)).Select(lookup.Copy)];

    /// <summary>The records as they are kept: for looking up, not for handing out.</summary>
    internal Task<IReadOnlyList<T>> KeepAsync<T>(Lookup<T> lookup, bool refresh, CancellationToken cancellationToken)
        where T : class => KeepAsync(lookup.Route, refresh, lookup.Read, cancellationToken);

    /// <summary>What another route returns, kept likewise.</summary>
    internal Task<IReadOnlyList<T>> KeepAsync<T>(string route, bool refresh, Func<RestResponse, List<T>> read, CancellationToken cancellationToken) =>
        client.Cache.GetAsync<T>(route, refresh, async end => await client.GetAsync(route, read, end).ConfigureAwait(false), cancellationToken);

    /// <summary>The ids of the records that a user named by name or id; none if none was named, without reading the lookup.</summary>
    internal async Task<IReadOnlyList<string>> IdsAsync<T>(IReadOnlyCollection<string>? wanted, string parameterName, CancellationToken cancellationToken)
        where T : class
    {
        if (wanted is null || wanted.Count == 0) return [];
        IReadOnlyList<FpxLookup> entries = await Lookup.Of<T>().EntriesAsync(this, cancellationToken).ConfigureAwait(false);
        return [.. wanted.Select(name => LookupNames.Find(entries, name, parameterName).Id ?? name).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The id of one record; null if none was named.</summary>
    internal async Task<string?> IdAsync<T>(string? wanted, string parameterName, CancellationToken cancellationToken)
        where T : class => (await IdsAsync<T>(wanted is null ? null : [wanted], parameterName, cancellationToken).ConfigureAwait(false)).FirstOrDefault();
}
