using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Entitlements;

/// <summary>Puts names beside ids of services. A courtesy: records are right without, so that a list that cannot be read spoils nothing.</summary>
internal sealed class ServiceNames(LookupsEndpoint lookups)
{
    internal async Task CompleteAsync(IReadOnlyList<FpxEntitlement> records, CancellationToken cancellationToken)
    {
        if (!records.Any(record => record.ServiceId is not null && record.ServiceName is null)) return;
        Dictionary<string, string?> names = await ReadAsync(cancellationToken).ConfigureAwait(false);
        foreach (FpxEntitlement record in records) record.ServiceName ??= NameOf(names, record.ServiceId);
    }

    internal async Task CompleteAsync(IReadOnlyList<FpxMaxEntitlement> records, CancellationToken cancellationToken)
    {
        if (!records.Any(record => record.ServiceId is not null && record.ServiceName is null)) return;
        Dictionary<string, string?> names = await ReadAsync(cancellationToken).ConfigureAwait(false);
        foreach (FpxMaxEntitlement record in records) record.ServiceName ??= NameOf(names, record.ServiceId);
    }

    private static string? NameOf(Dictionary<string, string?> names, string? id) =>
        Identifier.Normalize(id) is { } key && names.TryGetValue(key, out string? name) ? name : null;

    private async Task<Dictionary<string, string?>> ReadAsync(CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, string?>();
        try
        {
            IReadOnlyList<FpxService> services =
                await lookups.KeepAsync(Lookup.Of<FpxService>(), refresh: false, cancellationToken).ConfigureAwait(false);
            foreach (FpxService service in services.Where(service => service.Id is not null)) names[service.Id!] = service.Name;
        }
        catch (RestException)
        {
            // The ids are there; a name is asked for again next time.
        }

        return names;
    }
}
