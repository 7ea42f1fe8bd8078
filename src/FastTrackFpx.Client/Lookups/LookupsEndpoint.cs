using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace FastTrackFpx.Client.Lookups;

/// <summary>Lists that other records refer to, kept for an hour.</summary>
public sealed class LookupsEndpoint
{
    /// <summary>All services, or those partners implement. <c>GET services</c>, <c>GET services/frp</c>.</summary>
    public Task<IReadOnlyList<FpxService>> GetServicesAsync(bool frpOnly, bool refresh, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Time zones. <c>GET timeZones</c>.</summary>
    public Task<IReadOnlyList<FpxTimeZone>> GetTimeZonesAsync(bool refresh, CancellationToken cancellationToken) => throw new NotImplementedException();
}
