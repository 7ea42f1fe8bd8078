using System;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Connection;
using FastTrackFpx.Client.Json;
using FastTrackFpx.Client.Paging;

namespace FastTrackFpx.Client.Tenants;

/// <summary>Tenants this partner may see.</summary>
public sealed class TenantsEndpoint
{
    private readonly FpxCaller caller;

    internal TenantsEndpoint(FpxCaller caller) => this.caller = caller;

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
                if (page.Number > 1) return await caller.GetPageAsync("partnerTenants", new PageNumber(page.Number, partSize), read, cancellationToken).ConfigureAwait(false);
                Page<FpxTenant> first = await caller.GetAsync("partnerTenants", read, cancellationToken).ConfigureAwait(false);
                partSize = Math.Max(1, first.Items.Count);
                return first;
            })
            {
                Key = static tenant => tenant.TenantId,
                CanJump = false,
            },
            range);
    }

    /// <summary>One tenant with a claimed workload. <c>GET partnerTenants/{tenantId}</c>.</summary>
    public Task<FpxTenant> GetAsync(Guid tenantId, CancellationToken cancellationToken) =>
        caller.GetAsync($"partnerTenants/{Routes.Segment(tenantId)}", TenantReader.Read, cancellationToken);

    /// <summary>The plain record of a tenant, referral tenants included. <c>GET tenants/{tenantId}</c>.</summary>
    public Task<FpxTenant> GetBasicAsync(Guid tenantId, CancellationToken cancellationToken) =>
        caller.GetAsync($"tenants/{Routes.Segment(tenantId)}", TenantReader.Read, cancellationToken);
}
