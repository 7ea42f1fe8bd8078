using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Connection;

namespace FastTrackFpx.Parameters;

/// <summary>Offers services (workloads).</summary>
public sealed class ServiceCompleter : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        await client.Lookups.GetServicesAsync(frpOnly: false, refresh: false, cancellationToken).ConfigureAwait(false);
}
