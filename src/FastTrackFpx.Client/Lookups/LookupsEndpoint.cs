using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Connection;
using FastTrackFpx.Client.Json;

namespace FastTrackFpx.Client.Lookups;

/// <summary>Lists that other records refer to, kept for an hour.</summary>
public sealed class LookupsEndpoint
{
    private readonly FpxCaller caller;

    internal LookupsEndpoint(FpxCaller caller) => this.caller = caller;

    /// <summary>All services, or those partners implement. <c>GET services</c>, <c>GET services/frp</c>.</summary>
    public Task<IReadOnlyList<FpxService>> GetServicesAsync(bool frpOnly, bool refresh, CancellationToken cancellationToken) =>
        GetAsync<FpxService>(frpOnly ? "services/frp" : "services", refresh, cancellationToken);

    /// <summary>Time zones. <c>GET timeZones</c>.</summary>
    public Task<IReadOnlyList<FpxTimeZone>> GetTimeZonesAsync(bool refresh, CancellationToken cancellationToken) =>
        GetAsync<FpxTimeZone>("timeZones", refresh, cancellationToken);

    private async Task<IReadOnlyList<T>> GetAsync<T>(string route, bool refresh, CancellationToken cancellationToken)
        where T : FpxLookup, new()
    {
        IReadOnlyList<T> kept = await caller.Session.Lookups.GetAsync(
            route,
            refresh,
            async end => (IReadOnlyList<T>)await caller.GetListAsync(route, static entry => Read<T>(entry), end).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        // Records may be edited by whoever gets them; those that are kept may not.
        return kept.Select(static entry => new T { Id = entry.Id, Name = entry.Name }).ToList();
    }

    private static T Read<T>(JsonRecord entry)
        where T : FpxLookup, new() => new() { Id = entry.Id("id"), Name = entry.Text("name") };
}
