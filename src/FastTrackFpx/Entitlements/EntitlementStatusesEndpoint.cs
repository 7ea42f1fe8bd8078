namespace FastTrackFpx.Entitlements;

internal sealed class EntitlementStatusesEndpoint(FpxClient client)
{
    /// <summary>First-level statuses, which are the same for all services. <c>GET entitlements/l1s</c>.</summary>
    public async Task<IReadOnlyList<FpxEntitlementStatus>> GetL1Async(bool refresh, CancellationToken cancellationToken)
    {
        IReadOnlyList<FpxEntitlementStatus> statuses = await client.Lookups.GetAsync(Lookup.L1, refresh, cancellationToken).ConfigureAwait(false);
        foreach (FpxEntitlementStatus status in statuses) (status.Level, status.L1Id) = (1, status.Id);
        return statuses;
    }

    /// <summary>Second-level statuses of a service below a first-level one. <c>GET entitlements/services/{serviceId}/l1s/{l1id}/l2s</c>.</summary>
    public Task<IReadOnlyList<FpxEntitlementStatus>> GetL2Async(string serviceId, string l1Id, bool refresh, CancellationToken cancellationToken) =>
        GetBelowAsync(
            $"entitlements/services/{Routes.Segment(serviceId)}/l1s/{Routes.Segment(l1Id)}/l2s",
            status => (status.Level, status.ServiceId, status.L1Id, status.L2Id) = (2, Identifier.Normalize(serviceId), Identifier.Normalize(l1Id), status.Id),
            refresh,
            cancellationToken);

    /// <summary>Third-level statuses below a second-level one. <c>GET entitlements/services/{serviceId}/l1s/{l1id}/l2s/{l2id}/l3s</c>.</summary>
    public Task<IReadOnlyList<FpxEntitlementStatus>> GetL3Async(string serviceId, string l1Id, string l2Id, bool refresh, CancellationToken cancellationToken) =>
        GetBelowAsync(
            $"entitlements/services/{Routes.Segment(serviceId)}/l1s/{Routes.Segment(l1Id)}/l2s/{Routes.Segment(l2Id)}/l3s",
            status => (status.Level, status.ServiceId, status.L1Id, status.L2Id) = (3, Identifier.Normalize(serviceId), Identifier.Normalize(l1Id), Identifier.Normalize(l2Id)),
            refresh,
            cancellationToken);

    /// <summary>Every combination of service and statuses that the service accepts, one for each leaf. <c>GET entitlements/l1l2l3s</c>.</summary>
    public async Task<IReadOnlyList<FpxStatusCombination>> GetCombinationsAsync(bool refresh, CancellationToken cancellationToken)
    {
        IReadOnlyList<StatusNode> services =
            await client.Lookups.KeepAsync(Lookup.CombinationsRoute, refresh, FpxJson.ReadList<StatusNode>, cancellationToken).ConfigureAwait(false);
        return [.. services.SelectMany(static service => service.Leaves())];
    }

    private async Task<IReadOnlyList<FpxEntitlementStatus>> GetBelowAsync(string route, Action<FpxEntitlementStatus> complete, bool refresh, CancellationToken cancellationToken)
    {
        IReadOnlyList<FpxEntitlementStatus> statuses = await client.Lookups.GetAsync(Lookup.Full<FpxEntitlementStatus>(route), refresh, cancellationToken).ConfigureAwait(false);
        foreach (FpxEntitlementStatus status in statuses) complete(status);
        return statuses;
    }
}
