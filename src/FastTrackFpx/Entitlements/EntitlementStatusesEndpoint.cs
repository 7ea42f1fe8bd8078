using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Entitlements;

/// <summary>The statuses seats can stand in, kept for an hour.</summary>
public sealed class EntitlementStatusesEndpoint
{
    private readonly FpxCaller _caller;
    private readonly LookupsEndpoint _lookups;

    internal EntitlementStatusesEndpoint(FpxCaller caller, LookupsEndpoint lookups)
    {
        _caller = caller;
        _lookups = lookups;
    }

    /// <summary>First-level statuses, which are the same for all services. <c>GET entitlements/l1s</c>.</summary>
    public Task<IReadOnlyList<FpxEntitlementStatus>> GetL1Async(bool refresh, CancellationToken cancellationToken) =>
        _lookups.GetAsync(LookupRoutes.EntitlementL1, refresh, static status => Status(status, 1, null, null, null), LookupCopies.Of, cancellationToken);

    /// <summary>Second-level statuses of a service below a first-level one. <c>GET entitlements/services/{serviceId}/l1s/{l1id}/l2s</c>.</summary>
    public Task<IReadOnlyList<FpxEntitlementStatus>> GetL2Async(string serviceId, string l1Id, bool refresh, CancellationToken cancellationToken) =>
        _lookups.GetAsync(
            $"entitlements/services/{Routes.Segment(serviceId)}/l1s/{Routes.Segment(l1Id)}/l2s",
            refresh,
            status => Status(status, 2, serviceId, l1Id, null),
            LookupCopies.Of,
            cancellationToken);

    /// <summary>Third-level statuses below a second-level one. <c>GET entitlements/services/{serviceId}/l1s/{l1id}/l2s/{l2id}/l3s</c>.</summary>
    public Task<IReadOnlyList<FpxEntitlementStatus>> GetL3Async(string serviceId, string l1Id, string l2Id, bool refresh, CancellationToken cancellationToken) =>
        _lookups.GetAsync(
            $"entitlements/services/{Routes.Segment(serviceId)}/l1s/{Routes.Segment(l1Id)}/l2s/{Routes.Segment(l2Id)}/l3s",
            refresh,
            status => Status(status, 3, serviceId, l1Id, l2Id),
            LookupCopies.Of,
            cancellationToken);

    /// <summary>Every combination of service and statuses that the service accepts, one for each leaf. <c>GET entitlements/l1l2l3s</c>.</summary>
    public async Task<IReadOnlyList<FpxStatusCombination>> GetCombinationsAsync(bool refresh, CancellationToken cancellationToken)
    {
        IReadOnlyList<List<FpxStatusCombination>> kept = await _caller.Session.Lookups.GetAsync(
            LookupRoutes.EntitlementCombinations,
            refresh,
            async end => (IReadOnlyList<List<FpxStatusCombination>>)await _caller.GetListAsync(LookupRoutes.EntitlementCombinations, Combinations, end).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return kept.SelectMany(static service => service).Select(LookupCopies.Of).ToList();
    }

    private static FpxEntitlementStatus Status(JsonRecord status, int level, string? serviceId, string? l1Id, string? l2Id)
    {
        string? id = status.Id("id");
        return new FpxEntitlementStatus
        {
            Id = id,
            Name = status.Text("name"),
            Level = level,
            Description = status.Text("description"),
            ServiceId = Identifier.Normalize(serviceId),
            L1Id = level == 1 ? id : Identifier.Normalize(l1Id),
            L2Id = level == 2 ? id : Identifier.Normalize(l2Id),
        };
    }

    /// <summary>The leaves below one service, which may come wrapped in an element of that name.</summary>
    private static List<FpxStatusCombination> Combinations(JsonRecord element)
    {
        JsonRecord service = element["service"].IsObject ? element["service"] : element;
        string? id = service.Id("id");
        string? name = service.Text("name");
        var rows = new List<FpxStatusCombination>();
        foreach (Node l1 in Nodes(service, "l1s"))
        {
            foreach (Node l2 in OrNone(Nodes(l1.Record, "l2s")))
            {
                foreach (Node l3 in OrNone(l2.Status is null ? [] : Nodes(l2.Record, "l3s")))
                {
                    rows.Add(new FpxStatusCombination { ServiceId = id, ServiceName = name, L1 = l1.Status, L2 = l2.Status, L3 = l3.Status });
                }
            }
        }

        return rows;
    }

    private static List<Node> Nodes(JsonRecord parent, string name) =>
        [.. parent.List(name, static entry => new Node(entry, LookupReader.Entry<FpxLookup>(entry))) ?? []];

    private static List<Node> OrNone(List<Node> nodes) => nodes.Count > 0 ? nodes : [new Node(default, null)];

    private sealed class Node(JsonRecord record, FpxLookup? status)
    {
        internal JsonRecord Record { get; } = record;

        internal FpxLookup? Status { get; } = status;
    }
}
