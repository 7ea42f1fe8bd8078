using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Batching;
using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Paging;

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
    public TenantBatch<FpxEntitlement> StartBatch(
        IReadOnlyList<string> serviceIds, Func<TenantResult<FpxEntitlement>, Task> emit, CancellationToken cancellationToken)
    {
        var source = new BatchSource<FpxEntitlement>(async (tenantId, _, end) => new Page<FpxEntitlement>(await GetAsync(tenantId, serviceIds, end).ConfigureAwait(false)))
        {
            Name = "partnerTenants/entitlements",
            AbsentMayBeEmpty = true,
        };
        if (serviceIds.Count == 0) source.ReadTogether = GetTogetherAsync;
        return new TenantBatch<FpxEntitlement>(new BatchRun<FpxEntitlement>(_caller.Session.Service, source), emit, cancellationToken);
    }

    /// <summary>Seats per service of tenants that come one by one. <c>GET partnerTenants/maxEntitlements</c>, 25 tenants to a call.</summary>
    /// <param name="serviceIds">Ids of services; none means all.</param>
    /// <param name="emit">Is given the results, in the order of the tenants.</param>
    /// <param name="cancellationToken">Ends all calls.</param>
    public TenantBatch<FpxMaxEntitlement> StartMaxBatch(
        IReadOnlyList<string> serviceIds, Func<TenantResult<FpxMaxEntitlement>, Task> emit, CancellationToken cancellationToken)
    {
        List<string?> wanted = serviceIds.Select(Identifier.Normalize).ToList();
        var source = new BatchSource<FpxMaxEntitlement>(async (tenantId, _, end) => new Page<FpxMaxEntitlement>(await GetMaxAsync(tenantId, serviceIds, end).ConfigureAwait(false)))
        {
            Name = "partnerTenants/maxEntitlements",
            ReadTogether = (request, end) => GetMaxTogetherAsync(request, wanted, end),
        };
        return new TenantBatch<FpxMaxEntitlement>(new BatchRun<FpxMaxEntitlement>(_caller.Session.Service, source), emit, cancellationToken);
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
        List<string> open = seats.Where(seat => seat.MaxEntitlementSeatCount > 0).Select(seat => seat.ServiceId).OfType<string>().Where(known.Add).ToList();
        for (int done = 0; done < open.Count && records.Any(record => record.ServiceId is null); done++)
        {
            progress?.Invoke(done + 1, open.Count + 1);
            await GetAsync(tenantId, [open[done]], cancellationToken).ConfigureAwait(false);
            _caller.Session.KnownServices.Complete(records);
        }

        await _names.CompleteAsync(records, cancellationToken).ConfigureAwait(false);
    }

    private async Task CompleteAsync(IReadOnlyList<FpxEntitlement> records, CancellationToken cancellationToken)
    {
        _caller.Session.KnownServices.Complete(records);
        await _names.CompleteAsync(records, cancellationToken).ConfigureAwait(false);
    }

    private Task<List<FpxEntitlement>> GetOfServiceAsync(Guid tenantId, string serviceId, CancellationToken cancellationToken) =>
        _caller.GetListAsync(
            $"tenants/{Routes.Segment(tenantId)}/services/{Routes.Segment(serviceId)}/entitlements",
            record => EntitlementReader.Read(record, tenantId, Identifier.Normalize(serviceId)),
            cancellationToken);

    private Task<List<FpxEntitlement>> GetOfServicesAsync(Guid tenantId, IReadOnlyList<string> serviceIds, CancellationToken cancellationToken) =>
        _caller.GetListAsync(
            $"tenants/{Routes.Segment(tenantId)}/services/entitlements",
            record => EntitlementReader.Read(record, tenantId),
            cancellationToken,
            new QueryText().AddEach("serviceIds", serviceIds).Pairs);

    private Task<List<FpxMaxEntitlement>> GetMaxOfAsync(Guid tenantId, IReadOnlyList<string> serviceIds, CancellationToken cancellationToken) =>
        _caller.GetListAsync(
            $"tenants/{Routes.Segment(tenantId)}/services/maxEntitlements",
            record => EntitlementReader.ReadMax(record, tenantId),
            cancellationToken,
            new QueryText().AddEach("serviceIds", serviceIds).Pairs);

    private async Task<TogetherAnswer<FpxEntitlement>> GetTogetherAsync(TogetherRequest request, CancellationToken cancellationToken)
    {
        TogetherAnswer<FpxEntitlement> answer = await _caller.GetAsync(
            "partnerTenants/entitlements",
            static body => TenantGroupReader.Read(body, static (record, group) => EntitlementReader.Read(record, group.Guid("tenantId")), static record => record.TenantId),
            cancellationToken,
            new QueryText().AddEach("tenantIds", request.TenantIds).Pairs).ConfigureAwait(false);
        foreach (Page<FpxEntitlement> page in answer.Pages.Values) await CompleteAsync(page.Items, cancellationToken).ConfigureAwait(false);
        return answer;
    }

    private async Task<TogetherAnswer<FpxMaxEntitlement>> GetMaxTogetherAsync(TogetherRequest request, List<string?> wanted, CancellationToken cancellationToken)
    {
        TogetherAnswer<FpxMaxEntitlement> answer = await _caller.GetAsync(
            "partnerTenants/maxEntitlements",
            static body => TenantGroupReader.Read(body, static (record, group) => EntitlementReader.ReadMax(record, group.Guid("tenantId")), static record => record.TenantId),
            cancellationToken,
            new QueryText().AddEach("tenantIds", request.TenantIds).Pairs).ConfigureAwait(false);
        foreach (Guid tenantId in answer.Pages.Keys.ToList())
        {
            Page<FpxMaxEntitlement> page = answer.Pages[tenantId];
            var items = page.Items.Where(record => wanted.Count == 0 || wanted.Contains(record.ServiceId, StringComparer.OrdinalIgnoreCase)).ToList();
            await _names.CompleteAsync(items, cancellationToken).ConfigureAwait(false);
            answer.Pages[tenantId] = new Page<FpxMaxEntitlement>(items) { HasMore = page.HasMore };
        }

        return answer;
    }
}
