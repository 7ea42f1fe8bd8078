using FastTrackFpx.Connection;
using FastTrackFpx.Content;
using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Batching;
using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Http;
using FastTrackFpx.Rest.Paging;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Entitlements;

/// <summary>Seats of tenants: how many there are, and in what status they stand.</summary>
public sealed class EntitlementsEndpoint
{
    private readonly FpxCaller _caller;
    private readonly ServiceNames _names;

    internal EntitlementsEndpoint(FpxCaller caller, LookupsEndpoint lookups)
    {
        _caller = caller;
        _names = new ServiceNames(lookups);
    }

    /// <summary>
    /// Status records of one tenant, of one service (<c>GET tenants/{tenantId}/services/{serviceId}/entitlements</c>), of several or of all
    /// (<c>GET tenants/{tenantId}/services/entitlements</c>). The latter leave open which service a record belongs to: see <see cref="ResolveServicesAsync"/>.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="serviceIds">Ids of services; none means all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<FpxEntitlement>> GetAsync(Guid tenantId, IReadOnlyList<string> serviceIds, CancellationToken cancellationToken)
    {
        List<FpxEntitlement> records = serviceIds.Count == 1
            ? await GetOfServiceAsync(tenantId, serviceIds[0], cancellationToken).ConfigureAwait(false)
            : await GetOfServicesAsync(tenantId, serviceIds, cancellationToken).ConfigureAwait(false);
        await CompleteAsync(records, cancellationToken).ConfigureAwait(false);
        return records;
    }

    /// <summary>Seats per service of one tenant. <c>GET tenants/{tenantId}/services/maxEntitlements</c>.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="serviceIds">Ids of services; none means all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<FpxMaxEntitlement>> GetMaxAsync(Guid tenantId, IReadOnlyList<string> serviceIds, CancellationToken cancellationToken)
    {
        List<FpxMaxEntitlement> records = await GetMaxOfAsync(tenantId, serviceIds, cancellationToken).ConfigureAwait(false);
        await _names.CompleteAsync(records, cancellationToken).ConfigureAwait(false);
        return records;
    }

    /// <summary>
    /// Status records of tenants that come one by one. <c>GET partnerTenants/entitlements</c>, 25 tenants to a call; a call per tenant where services
    /// are asked for, since that endpoint cannot tell them apart.
    /// </summary>
    /// <param name="serviceIds">Ids of services; none means all.</param>
    /// <param name="emit">Is given the results, in the order of the tenants.</param>
    /// <param name="cancellationToken">Ends all calls.</param>
    public ParentBatch<Guid, FpxEntitlement> StartBatch(
        IReadOnlyList<string> serviceIds, Func<ParentResult<Guid, FpxEntitlement>, Task> emit, CancellationToken cancellationToken)
    {
        var source = new BatchSource<Guid, FpxEntitlement>(async (tenantId, _, end) => new Page<FpxEntitlement>(await GetAsync(tenantId, serviceIds, end).ConfigureAwait(false)))
        {
            Name = "partnerTenants/entitlements",
            Noun = "tenant",
            AbsentAction = TenantsEndpoint.AbsentAction,
            AbsentMayBeEmpty = true,
        };
        if (serviceIds.Count == 0) source.ReadTogether = GetTogetherAsync;
        return new ParentBatch<Guid, FpxEntitlement>(new BatchRun<Guid, FpxEntitlement>(_caller.Session.Service, source), emit, cancellationToken);
    }

    /// <summary>Seats per service of tenants that come one by one. <c>GET partnerTenants/maxEntitlements</c>, 25 tenants to a call.</summary>
    /// <param name="serviceIds">Ids of services; none means all.</param>
    /// <param name="emit">Is given the results, in the order of the tenants.</param>
    /// <param name="cancellationToken">Ends all calls.</param>
    public ParentBatch<Guid, FpxMaxEntitlement> StartMaxBatch(
        IReadOnlyList<string> serviceIds, Func<ParentResult<Guid, FpxMaxEntitlement>, Task> emit, CancellationToken cancellationToken)
    {
        List<string?> wanted = serviceIds.Select(Identifier.Normalize).ToList();
        var source = new BatchSource<Guid, FpxMaxEntitlement>(async (tenantId, _, end) => new Page<FpxMaxEntitlement>(await GetMaxAsync(tenantId, serviceIds, end).ConfigureAwait(false)))
        {
            Name = "partnerTenants/maxEntitlements",
            Noun = "tenant",
            AbsentAction = TenantsEndpoint.AbsentAction,
            ReadTogether = (request, end) => GetMaxTogetherAsync(request, wanted, end),
        };
        return new ParentBatch<Guid, FpxMaxEntitlement>(new BatchRun<Guid, FpxMaxEntitlement>(_caller.Session.Service, source), emit, cancellationToken);
    }

    /// <summary>
    /// Fills in which service each record of a tenant belongs to, where the answer left it open: one call for the services that have seats, and one
    /// for each of these until all is known.
    /// </summary>
    /// <param name="tenantId">The tenant all records are of.</param>
    /// <param name="records">Records as they were read; completed in place.</param>
    /// <param name="progress">Is told how many calls have been made and how many there will be at most; may be null.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task ResolveServicesAsync(
        Guid tenantId, IReadOnlyList<FpxEntitlement> records, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        await CompleteAsync(records, cancellationToken).ConfigureAwait(false);
        if (records.All(record => record.ServiceId is not null)) return;
        List<FpxMaxEntitlement> seats = await GetMaxOfAsync(tenantId, [], cancellationToken).ConfigureAwait(false);
        HashSet<string> known = new(records.Select(record => record.ServiceId).OfType<string>(), StringComparer.OrdinalIgnoreCase);
        // A record may be of a service that others are known of: it may have been added since. Such services are asked last.
        List<string> open = [.. seats.Where(seat => seat.MaxEntitlementSeatCount > 0).Select(seat => seat.ServiceId).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(known.Contains)];
        for (int done = 0; done < open.Count && records.Any(record => record.ServiceId is null); done++)
        {
            progress?.Invoke(done + 1, open.Count + 1);
            HashSet<Guid> ofService = [.. (await GetAsync(tenantId, [open[done]], cancellationToken).ConfigureAwait(false)).Select(record => record.ServiceIntentId).OfType<Guid>()];
            foreach (FpxEntitlement record in records)
            {
                if (record.ServiceId is null && record.ServiceIntentId is { } id && ofService.Contains(id)) record.ServiceId = Identifier.Normalize(open[done]);
            }
        }

        await _names.CompleteAsync(records, cancellationToken).ConfigureAwait(false);
    }

    private async Task CompleteAsync(IReadOnlyList<FpxEntitlement> records, CancellationToken cancellationToken)
    {
        _caller.Session.KnownServices.Complete(records);
        await _names.CompleteAsync(records, cancellationToken).ConfigureAwait(false);
    }

    private Task<List<FpxEntitlement>> GetOfServiceAsync(Guid tenantId, string serviceId, CancellationToken cancellationToken)
    {
        string? service = Identifier.Normalize(serviceId);
        return _caller.GetAsync(
            $"tenants/{Routes.Segment(tenantId)}/services/{Routes.Segment(serviceId)}/entitlements", response => ReadEntitlements(response, tenantId, service), cancellationToken);
    }

    private Task<List<FpxEntitlement>> GetOfServicesAsync(Guid tenantId, IReadOnlyList<string> serviceIds, CancellationToken cancellationToken) =>
        _caller.GetAsync(
            $"tenants/{Routes.Segment(tenantId)}/services/entitlements",
            response => ReadEntitlements(response, tenantId, serviceId: null),
            cancellationToken,
            new QueryText().AddEach("serviceIds", serviceIds).Pairs);

    private Task<List<FpxMaxEntitlement>> GetMaxOfAsync(Guid tenantId, IReadOnlyList<string> serviceIds, CancellationToken cancellationToken) =>
        _caller.GetAsync(
            $"tenants/{Routes.Segment(tenantId)}/services/maxEntitlements",
            response =>
            {
                List<FpxMaxEntitlement> records = FpxJson.ReadList<FpxMaxEntitlement>(response);
                foreach (FpxMaxEntitlement record in records) Complete(record, tenantId);
                return records;
            },
            cancellationToken,
            new QueryText().AddEach("serviceIds", serviceIds).Pairs);

    private async Task<TogetherAnswer<Guid, FpxEntitlement>> GetTogetherAsync(TogetherRequest<Guid> request, CancellationToken cancellationToken)
    {
        TogetherAnswer<Guid, FpxEntitlement> answer = await _caller.GetAsync(
            "partnerTenants/entitlements",
            response => FpxGroups.Read<FpxEntitlement>(response, (record, group) => Complete(record, group.TenantId, serviceId: null), static record => record.TenantId),
            cancellationToken,
            new QueryText().AddEach("tenantIds", request.Keys).Pairs).ConfigureAwait(false);
        await CompleteAsync(RecordsOf(answer), cancellationToken).ConfigureAwait(false);
        return answer;
    }

    private async Task<TogetherAnswer<Guid, FpxMaxEntitlement>> GetMaxTogetherAsync(TogetherRequest<Guid> request, List<string?> wanted, CancellationToken cancellationToken)
    {
        TogetherAnswer<Guid, FpxMaxEntitlement> answer = await _caller.GetAsync(
            "partnerTenants/maxEntitlements",
            response => FpxGroups.Read<FpxMaxEntitlement>(response, (record, group) => Complete(record, group.TenantId), static record => record.TenantId),
            cancellationToken,
            new QueryText().AddEach("tenantIds", request.Keys).Pairs).ConfigureAwait(false);
        await _names.CompleteAsync(RecordsOf(answer), cancellationToken).ConfigureAwait(false);
        if (wanted.Count == 0) return answer;
        foreach (Guid tenantId in answer.Pages.Keys.ToList())
        {
            Page<FpxMaxEntitlement> page = answer.Pages[tenantId];
            answer.Pages[tenantId] = new Page<FpxMaxEntitlement>([.. page.Items.Where(record => wanted.Contains(record.ServiceId, StringComparer.OrdinalIgnoreCase))]) { HasMore = page.HasMore };
        }

        return answer;
    }

    private static List<T> RecordsOf<T>(TogetherAnswer<Guid, T> answer) => [.. answer.Pages.Values.SelectMany(static page => page.Items)];

    /// <summary>Status records of a tenant as a response holds them.</summary>
    internal List<FpxEntitlement> ReadEntitlements(RestResponse response, Guid tenantId, string? serviceId)
    {
        List<FpxEntitlement> records = FpxJson.ReadList<FpxEntitlement>(response);
        foreach (FpxEntitlement record in records) Complete(record, tenantId, serviceId);
        return records;
    }

    /// <summary>What stands beside the list, or in the request, and not in its items.</summary>
    private void Complete(FpxEntitlement record, Guid? tenantId, string? serviceId)
    {
        if (record.TenantId == Guid.Empty) record.TenantId = tenantId ?? Guid.Empty;
        record.ServiceId ??= serviceId;
        record.TenantName = _caller.Session.KnownTenants.Find(record.TenantId);
        EntitlementOrigins.Remember(record);
    }

    private void Complete(FpxMaxEntitlement record, Guid? tenantId)
    {
        if (record.TenantId == Guid.Empty) record.TenantId = tenantId ?? Guid.Empty;
        record.TenantName = _caller.Session.KnownTenants.Find(record.TenantId);
    }
}
