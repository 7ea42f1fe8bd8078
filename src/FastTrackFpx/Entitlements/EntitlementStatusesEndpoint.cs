namespace FastTrackFpx.Entitlements;

internal sealed class EntitlementStatusesEndpoint(FpxClient client)
{
    /// <summary>First-level statuses, which are the same for all services. <c>GET entitlements/l1s</c>.</summary>
    public async Task<IReadOnlyList<FpxEntitlementStatus>> GetL1Async(bool refresh, CancellationToken cancellationToken)
    {
        IReadOnlyList<FpxEntitlementStatus> statuses = await new LookupsEndpoint(client).GetAsync(Lookup.L1, refresh, cancellationToken).ConfigureAwait(false);
        foreach (FpxEntitlementStatus status in statuses) (status.Level, status.L1Id) = (1, status.Id);
        return statuses;
    }

    /// <summary>Statuses of a service below one of level 1 or 2. <c>GET entitlements/services/{serviceId}/l1s/{l1id}/l2s[/{l2id}/l3s]</c>.</summary>
    public async Task<IReadOnlyList<FpxEntitlementStatus>> GetBelowAsync(
        string serviceId, string l1Id, string? l2Id, bool refresh, CancellationToken cancellationToken)
    {
        string below = l2Id is null ? string.Empty : $"/{Routes.Segment(l2Id)}/l3s";
        var lookup = Lookup.Full<FpxEntitlementStatus>($"entitlements/services/{Routes.Segment(serviceId)}/l1s/{Routes.Segment(l1Id)}/l2s{below}");
        IReadOnlyList<FpxEntitlementStatus> statuses = await new LookupsEndpoint(client).GetAsync(lookup, refresh, cancellationToken).ConfigureAwait(false);
        foreach (FpxEntitlementStatus status in statuses)
        {
            (status.Level, status.ServiceId, status.L1Id) = (l2Id is null ? 2 : 3, Identifier.Normalize(serviceId), Identifier.Normalize(l1Id));
            status.L2Id = l2Id is null ? status.Id : Identifier.Normalize(l2Id);
        }

        return statuses;
    }

    /// <summary>Every combination of service and statuses that the service accepts, one for each leaf. <c>GET entitlements/l1l2l3s</c>.</summary>
    public async Task<IReadOnlyList<FpxStatusCombination>> GetCombinationsAsync(bool refresh, CancellationToken cancellationToken)
    {
        IReadOnlyList<StatusNode> services = await new LookupsEndpoint(client).KeepAsync(
            Lookup.CombinationsRoute, refresh, FpxJson.ReadList<StatusNode>, cancellationToken).ConfigureAwait(false);
        return [.. services.SelectMany(static service => service.Leaves())];
    }
}

internal static class StatusCombinations
{
    internal static FpxLookup ServiceOf(FpxStatusCombination row) => new() { Id = row.ServiceId, Name = row.ServiceName };

    /// <summary>The combinations with a service or status of that id or name. A name may mean several ids: each service has its own second levels.</summary>
    internal static IEnumerable<FpxStatusCombination> With(
        this IEnumerable<FpxStatusCombination> rows, Func<FpxStatusCombination, FpxLookup?> level, string wanted) =>
        rows.Where(row => level(row) is { } status && (Identifier.Same(wanted, status.Id) || NamePattern.Same(wanted, status.Name)));
}
