using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Connection;

namespace FastTrackFpx.Parameters;

/// <summary>Offers first-level statuses.</summary>
public sealed class EntitlementL1Completer : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        await client.EntitlementStatuses.GetL1Async(refresh: false, cancellationToken).ConfigureAwait(false);
}

/// <summary>Offers second-level statuses of all services.</summary>
public sealed class EntitlementL2Completer : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken)
    {
        IReadOnlyList<FpxStatusCombination> all = await client.EntitlementStatuses.GetCombinationsAsync(refresh: false, cancellationToken).ConfigureAwait(false);
        return all.Select(row => row.L2).OfType<FpxLookup>().GroupBy(status => status.Name, StringComparer.OrdinalIgnoreCase).Select(same => same.First()).ToArray();
    }
}
