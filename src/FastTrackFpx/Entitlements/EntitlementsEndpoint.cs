namespace FastTrackFpx.Entitlements;

/// <summary>Seats of tenants: how many there are, and in which status they are.</summary>
internal sealed class EntitlementsEndpoint(FpxClient client)
{
    private readonly KnownServices _known = client.Memory<KnownServices>();

    /// <summary>
    /// Status records of one tenant, of one service (<c>GET tenants/{tenantId}/services/{serviceId}/entitlements</c>), of several or of all
    /// (<c>GET tenants/{tenantId}/services/entitlements</c>). The latter leave open which service a record belongs to: see <see cref="ResolveServicesAsync"/>.
    /// </summary>
    public Task<IReadOnlyList<FpxEntitlement>> GetAsync(Guid tenantId, IReadOnlyList<string> serviceIds, CancellationToken cancellationToken) =>
        serviceIds.Count == 1
            ? ListAsync<FpxEntitlement>(tenantId, $"{Routes.Segment(serviceIds[0])}/entitlements", [], Identifier.Normalize(serviceIds[0]), cancellationToken)
            : ListAsync<FpxEntitlement>(tenantId, "entitlements", serviceIds, serviceId: null, cancellationToken);

    /// <summary>Seats per service of one tenant. <c>GET tenants/{tenantId}/services/maxEntitlements</c>.</summary>
    public Task<IReadOnlyList<FpxMaxEntitlement>> GetMaxAsync(Guid tenantId, IReadOnlyList<string> serviceIds, CancellationToken cancellationToken) =>
        ListAsync<FpxMaxEntitlement>(tenantId, "maxEntitlements", serviceIds, serviceId: null, cancellationToken);

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        Guid tenantId, string route, IReadOnlyList<string> serviceIds, string? serviceId, CancellationToken cancellationToken)
        where T : class, ISeats
    {
        List<T> records = await client.GetAsync(
            $"tenants/{tenantId}/services/{route}",
            response => ReadRecords<T>(response, tenantId, serviceId),
            cancellationToken,
            ("serviceIds", serviceIds)).ConfigureAwait(false);
        await CompleteAsync(records, cancellationToken).ConfigureAwait(false);
        return records;
    }

    /// <summary>Status records of many tenants: <c>GET partnerTenants/entitlements</c>, or a request per tenant if services are passed.</summary>
    public ParentBatch<Guid, FpxEntitlement> StartBatch(
        IReadOnlyList<string> serviceIds, Func<ParentResult<Guid, FpxEntitlement>, Task> emit, CancellationToken cancellationToken)
    {
        // The response for many tenants leaves open which service a record belongs to, and leaves out tenants without records.
        bool canReadTogether = serviceIds.Count == 0;
        return Batch("partnerTenants/entitlements", serviceIds, GetAsync, emit, canReadTogether, absentMayBeEmpty: true, cancellationToken);
    }

    /// <summary>Seats per service of tenants that come one by one. <c>GET partnerTenants/maxEntitlements</c>, 25 tenants to a request.</summary>
    public ParentBatch<Guid, FpxMaxEntitlement> StartMaxBatch(
        IReadOnlyList<string> serviceIds, Func<ParentResult<Guid, FpxMaxEntitlement>, Task> emit, CancellationToken cancellationToken) =>
        Batch("partnerTenants/maxEntitlements", serviceIds, GetMaxAsync, emit, canReadTogether: true, absentMayBeEmpty: false, cancellationToken);

    private ParentBatch<Guid, T> Batch<T>(
        string route,
        IReadOnlyList<string> serviceIds,
        Func<Guid, IReadOnlyList<string>, CancellationToken, Task<IReadOnlyList<T>>> readAlone,
        Func<ParentResult<Guid, T>, Task> emit,
        bool canReadTogether,
        bool absentMayBeEmpty,
        CancellationToken cancellationToken)
        where T : class, ISeats
    {
        return new ParentBatch<Guid, T>(client.Rest, ReadAloneAsync, emit, cancellationToken)
        {
            ReadTogether = canReadTogether ? (tenantIds, _, end) => GetTogetherAsync<T>(route, tenantIds, serviceIds, end) : null,
            Name = route,
            Noun = "tenant",
            AbsentAction = TenantsEndpoint.AbsentAction,
            AbsentMayBeEmpty = absentMayBeEmpty,
        };

        async Task<Page<T>> ReadAloneAsync(Guid tenantId, (int Number, int Size) page, CancellationToken end) =>
            new(await readAlone(tenantId, serviceIds, end).ConfigureAwait(false));
    }

    /// <summary>Finds the services that a response left open: a request for the services with seats, and one for each until all is known.</summary>
    public async Task ResolveServicesAsync(
        Guid tenantId, IReadOnlyList<FpxEntitlement> records, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        await CompleteAsync(records, cancellationToken).ConfigureAwait(false);
        if (records.All(record => record.ServiceId is not null)) return;
        IReadOnlyList<FpxMaxEntitlement> seats = await GetMaxAsync(tenantId, [], cancellationToken).ConfigureAwait(false);
        HashSet<string> known = new(records.Select(record => record.ServiceId).OfType<string>(), StringComparer.OrdinalIgnoreCase);
        // A record may be of a service that others are known of: it may have been added since. Such services are asked last.
        List<string> open = [.. seats.Where(seat => seat.MaxEntitlementSeatCount > 0).Select(seat => seat.ServiceId).OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(known.Contains)];
        for (int done = 0; done < open.Count && records.Any(record => record.ServiceId is null); done++)
        {
            progress?.Invoke(done + 1, open.Count + 1);
            IReadOnlyList<FpxEntitlement> found = await GetAsync(tenantId, [open[done]], cancellationToken).ConfigureAwait(false);
            HashSet<Guid> ofService = [.. found.Select(record => record.ServiceIntentId).OfType<Guid>()];
            foreach (FpxEntitlement record in records)
            {
                if (record.ServiceId is null && record.ServiceIntentId is { } id && ofService.Contains(id)) record.ServiceId = Identifier.Normalize(open[done]);
            }
        }

        await CompleteAsync(records, cancellationToken).ConfigureAwait(false);
    }

    internal List<T> ReadRecords<T>(RestResponse response, Guid tenantId, string? serviceId)
        where T : class, ISeats
    {
        List<T> records = FpxJson.ReadList<T>(response);
        foreach (T record in records) Complete(record, tenantId, serviceId);
        return records;
    }

    /// <summary>Fills in what the response has beside the list, or what was requested.</summary>
    private void Complete(ISeats record, Guid? tenantId, string? serviceId)
    {
        if (record.TenantId == Guid.Empty) record.TenantId = tenantId ?? Guid.Empty;
        record.ServiceId ??= serviceId;
        record.TenantName = client.TenantNameOf(record.TenantId);
        if (record is FpxEntitlement status) status.AsRead = status.Copy();
    }

    /// <summary>Fills in the services that earlier responses had, and the names of services.</summary>
    private async Task CompleteAsync<T>(IEnumerable<T> records, CancellationToken cancellationToken)
        where T : class, ISeats
    {
        _known.Complete(records.OfType<FpxEntitlement>());
        List<T> nameless = [.. records.Where(record => record.ServiceId is not null && record.ServiceName is null)];
        if (nameless.Count == 0) return;
        try
        {
            var services = await new LookupsEndpoint(client).KeepAsync(Lookup.Of<FpxService>(), refresh: false, cancellationToken).ConfigureAwait(false);
            ILookup<string?, string?> names = services.ToLookup(service => service.Id, service => service.Name);
            foreach (T record in nameless) record.ServiceName = names[Identifier.Normalize(record.ServiceId)].FirstOrDefault();
        }
        catch (RestException)
        {
            // The records are right without names, which are requested again next time.
        }
    }

    private async Task<PagesByParent<Guid, T>> GetTogetherAsync<T>(
        string route, IReadOnlyList<Guid> tenantIds, IReadOnlyList<string> serviceIds, CancellationToken cancellationToken)
        where T : class, ISeats
    {
        PagesByParent<Guid, T> response = await client.GetAsync(
            route,
            body => FpxGroups.Read<T>(body, (record, group) => Complete(record, group.TenantId, serviceId: null), static record => record.TenantId),
            cancellationToken,
            ("tenantIds", tenantIds)).ConfigureAwait(false);
        await CompleteAsync(response.Values.SelectMany(static page => page.Items), cancellationToken).ConfigureAwait(false);
        foreach (KeyValuePair<Guid, Page<T>> tenant in serviceIds.Count == 0 ? [] : response.ToList())
        {
            var wanted = tenant.Value.Items.Where(record => serviceIds.Any(id => Identifier.Same(id, record.ServiceId)));
            response[tenant.Key] = new Page<T>([.. wanted]) { HasMore = tenant.Value.HasMore };
        }

        return response;
    }
}

/// <summary>The services of status records, learnt from responses that have them: reads of many services leave them out.</summary>
internal sealed class KnownServices
{
    /// <summary>Some tens of megabytes; a partner with more records than that asks again.</summary>
    private const int MostRecords = 200_000;

    private readonly ConcurrentDictionary<Guid, string> _services = new();

    /// <summary>Learns from records that have a service, and completes those that have none.</summary>
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
