using System.Collections.Concurrent;

namespace FastTrackFpx.Entitlements;

/// <summary>
/// Which service a status record belongs to, learnt from answers that tell: reads of many services leave it out, but a record keeps its id.
/// </summary>
internal sealed class KnownServices
{
    /// <summary>Some tens of megabytes; a partner with more records than that asks again.</summary>
    private const int MostRecords = 200_000;

    private readonly ConcurrentDictionary<Guid, string> _services = new();

    /// <summary>Learns from records that have a service, and tells those that have none.</summary>
    internal void Complete(IEnumerable<FpxEntitlement> records)
    {
        foreach (FpxEntitlement record in records)
        {
            if (record.ServiceIntentId is not { } id || id == Guid.Empty) continue;
            if (record.ServiceId is null) record.ServiceId = _services.TryGetValue(id, out string? known) ? known : null;
            else if (_services.Count < MostRecords) _services[id] = record.ServiceId;
        }
    }
}
