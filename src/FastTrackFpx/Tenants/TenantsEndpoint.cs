namespace FastTrackFpx.Tenants;

internal sealed class TenantsEndpoint(FpxClient client)
{
    internal const string AbsentAction = "Check the tenant id. Run Get-FpxTenant to list the tenants that this partner may see.";

    /// <summary>All tenants with a claimed workload. <c>GET partnerTenants</c>.</summary>
    public PagedSequence<FpxTenant> List()
    {
        // No page inputs are documented: the first request is for everything. A service that returns a part of it shows how large its parts
        // are, and the next ones are requested by number; one that takes no number repeats itself, which ends the reading.
        int partSize = 0;
        return new PagedSequence<FpxTenant>(async (page, cancellationToken) =>
        {
            if (page.Number > 1) return await client.GetPageAsync("partnerTenants", (page.Number, partSize), ReadPage, cancellationToken).ConfigureAwait(false);
            Page<FpxTenant> first = await client.GetAsync("partnerTenants", ReadPage, cancellationToken).ConfigureAwait(false);
            partSize = Math.Max(1, first.Items.Count);
            return first;
        })
        {
            Key = static tenant => tenant.TenantId,
            CanJump = false,
        };
    }

    /// <summary>All tenants with a claimed workload, as read within the last hour.</summary>
    internal Task<IReadOnlyList<FpxTenant>> GetKeptAsync(bool refresh, CancellationToken cancellationToken) => client.Cache.GetAsync<FpxTenant>(
        "partnerTenants",
        refresh,
        async end => await List().ToListAsync(end).ConfigureAwait(false),
        cancellationToken);

    /// <summary>One tenant with a claimed workload. <c>GET partnerTenants/{tenantId}</c>.</summary>
    public Task<FpxTenant> GetAsync(Guid tenantId, CancellationToken cancellationToken) =>
        client.GetAsync($"partnerTenants/{tenantId}", ReadOne, cancellationToken);

    /// <summary>The plain record of a tenant, referral tenants included. <c>GET tenants/{tenantId}</c>.</summary>
    public Task<FpxTenant> GetBasicAsync(Guid tenantId, CancellationToken cancellationToken) =>
        client.GetAsync($"tenants/{tenantId}", ReadOne, cancellationToken);

    /// <summary>Tenants that come one by one by their ids, a request for each, several at a time.</summary>
    public ParentBatch<Guid, FpxTenant> StartBatch(bool basic, Func<ParentResult<Guid, FpxTenant>, Task> emit, CancellationToken cancellationToken)
    {
        return new(client.Rest, ReadAloneAsync, emit, cancellationToken);

        async Task<Page<FpxTenant>> ReadAloneAsync(Guid tenantId, (int Number, int Size) page, CancellationToken end) =>
            new([await (basic ? GetBasicAsync(tenantId, end) : GetAsync(tenantId, end)).ConfigureAwait(false)]);
    }

    /// <summary>The people assigned to a tenant. <c>GET tenants/{tenantId}/assignments</c>, or <c>GET tenant/assignments</c> if the service has that.</summary>
    public async Task<IReadOnlyList<FpxTenantAssignment>> GetAssignmentsAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        var request = new EitherRequest(
            client, "tenant/assignments", () => client.Get($"tenants/{tenantId}/assignments"), () => client.Get("tenant/assignments", ("tenantId", tenantId)));
        return await request.SendAsync(
            either => client.Rest.SendAsync(either, response => ReadAssignments(response, tenantId), cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>The people assigned to tenants that come one by one, a request for each, several at a time.</summary>
    public ParentBatch<Guid, FpxTenantAssignment> StartAssignmentBatch(
        Func<ParentResult<Guid, FpxTenantAssignment>, Task> emit, CancellationToken cancellationToken)
    {
        return new(client.Rest, ReadAloneAsync, emit, cancellationToken);

        async Task<Page<FpxTenantAssignment>> ReadAloneAsync(Guid tenantId, (int Number, int Size) page, CancellationToken end) =>
            new(await GetAssignmentsAsync(tenantId, end).ConfigureAwait(false));
    }

    private FpxTenant Noted(FpxTenant tenant)
    {
        client.NoteTenantName(tenant.TenantId, tenant.Name);
        return tenant;
    }

    private FpxTenant ReadOne(RestResponse response) => Noted(FpxJson.Read<FpxTenant>(response));

    private Page<FpxTenant> ReadPage(RestResponse response)
    {
        Page<FpxTenant> page = FpxJson.ReadPage<FpxTenant>(response).ToPage();
        foreach (FpxTenant tenant in page.Items) Noted(tenant);
        return page;
    }

    /// <summary>The people of a tenant: a map from the assignment's name to the person, or to several; or a list of people with their assignment.</summary>
    private List<FpxTenantAssignment> ReadAssignments(RestResponse response, Guid tenantId)
    {
        var people = new List<FpxTenantAssignment>();
        if (JsonBody.IsList(response)) people.AddRange(FpxJson.ReadList<FpxTenantAssignment>(response));
        else
        {
            foreach (var assignment in FpxJson.Read<Dictionary<string, OneOrMany<FpxTenantAssignment>>>(response))
            {
                foreach (FpxTenantAssignment person in assignment.Value ?? []) person.Assignment = assignment.Key;
                people.AddRange(assignment.Value ?? []);
            }
        }

        foreach (FpxTenantAssignment person in people) (person.TenantId, person.TenantName) = (tenantId, client.TenantNameOf(tenantId));
        return people;
    }
}
