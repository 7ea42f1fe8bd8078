using FastTrackFpx.Connection;
using FastTrackFpx.Rest.Batching;
using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Paging;

namespace FastTrackFpx.Tenants;

/// <summary>Tenants this partner may see.</summary>
public sealed class TenantsEndpoint
{
    private readonly FpxCaller _caller;

    internal TenantsEndpoint(FpxCaller caller) => _caller = caller;

    /// <summary>All tenants with a claimed workload. <c>GET partnerTenants</c>.</summary>
    public FpxSequence<FpxTenant> List(ReadRange range)
    {
        // No page inputs are documented: the first call asks for everything. A service that answers with a part of it shows how large its parts
        // are, and is asked for the next ones by number; one that takes no number repeats itself, which ends the reading.
        int partSize = 0;
        return new FpxSequence<FpxTenant>(
            new PageSource<FpxTenant>(async (page, cancellationToken) =>
            {
                Func<JsonRecord, Page<FpxTenant>> read = static body => Page.Read(body, TenantReader.Read);
                if (page.Number > 1) return await _caller.GetPageAsync("partnerTenants", new PageNumber(page.Number, partSize), read, cancellationToken).ConfigureAwait(false);
                Page<FpxTenant> first = await _caller.GetAsync("partnerTenants", read, cancellationToken).ConfigureAwait(false);
                partSize = Math.Max(1, first.Items.Count);
                return first;
            })
            {
                Key = static tenant => tenant.TenantId,
                CanJump = false,
            },
            range);
    }

    /// <summary>All tenants with a claimed workload, as read within the last hour.</summary>
    internal Task<IReadOnlyList<FpxTenant>> GetKeptAsync(bool refresh, CancellationToken cancellationToken) => _caller.Session.Lookups.GetAsync<FpxTenant>(
        "partnerTenants",
        refresh,
        async end =>
        {
            var all = new List<FpxTenant>();
            await List(ReadRange.All).ForEachPageAsync(page => { all.AddRange(page); return Task.CompletedTask; }, end).ConfigureAwait(false);
            return all;
        },
        cancellationToken);

    /// <summary>One tenant with a claimed workload. <c>GET partnerTenants/{tenantId}</c>.</summary>
    public Task<FpxTenant> GetAsync(Guid tenantId, CancellationToken cancellationToken) =>
        _caller.GetAsync($"partnerTenants/{Routes.Segment(tenantId)}", TenantReader.Read, cancellationToken);

    /// <summary>The plain record of a tenant, referral tenants included. <c>GET tenants/{tenantId}</c>.</summary>
    public Task<FpxTenant> GetBasicAsync(Guid tenantId, CancellationToken cancellationToken) =>
        _caller.GetAsync($"tenants/{Routes.Segment(tenantId)}", TenantReader.Read, cancellationToken);

    /// <summary>Tenants that come one by one by their ids, a call for each, several under way.</summary>
    /// <param name="basic">Whether the plain record is wanted, which referral tenants have as well.</param>
    /// <param name="emit">Is given the results, in the order of the ids.</param>
    /// <param name="cancellationToken">Ends all calls.</param>
    public TenantBatch<FpxTenant> StartBatch(bool basic, Func<TenantResult<FpxTenant>, Task> emit, CancellationToken cancellationToken)
    {
        var source = new BatchSource<FpxTenant>(async (tenantId, _, end) =>
            new Page<FpxTenant>([await (basic ? GetBasicAsync(tenantId, end) : GetAsync(tenantId, end)).ConfigureAwait(false)]));
        return new TenantBatch<FpxTenant>(new BatchRun<FpxTenant>(_caller.Session.Service, source), emit, cancellationToken);
    }

    /// <summary>The people assigned to a tenant. <c>GET tenants/{tenantId}/assignments</c>, or <c>GET tenant/assignments</c> where the service has that.</summary>
    public Task<IReadOnlyList<FpxTenantAssignment>> GetAssignmentsAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        IReadOnlyList<FpxTenantAssignment> Read(JsonRecord body) => AssignmentReader.Read(body, tenantId);
        return _caller.GetByEitherAsync(
            "tenant/assignments",
            () => _caller.GetAsync($"tenants/{Routes.Segment(tenantId)}/assignments", Read, cancellationToken),
            () => _caller.GetAsync("tenant/assignments", Read, cancellationToken, new QueryText().Add("tenantId", Routes.Segment(tenantId)).Pairs));
    }

    /// <summary>The people assigned to tenants that come one by one, a call for each, several under way.</summary>
    /// <param name="emit">Is given the results, in the order of the tenants.</param>
    /// <param name="cancellationToken">Ends all calls.</param>
    public TenantBatch<FpxTenantAssignment> StartAssignmentBatch(Func<TenantResult<FpxTenantAssignment>, Task> emit, CancellationToken cancellationToken)
    {
        var source = new BatchSource<FpxTenantAssignment>(async (tenantId, _, end) =>
            new Page<FpxTenantAssignment>(await GetAssignmentsAsync(tenantId, end).ConfigureAwait(false)));
        return new TenantBatch<FpxTenantAssignment>(new BatchRun<FpxTenantAssignment>(_caller.Session.Service, source), emit, cancellationToken);
    }
}
