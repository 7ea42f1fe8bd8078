using System;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Paging;

namespace FastTrackFpx.Client.Tenants;

/// <summary>Tenants this partner may see.</summary>
public sealed class TenantsEndpoint
{
    /// <summary>All tenants with a claimed workload. <c>GET partnerTenants</c>.</summary>
    public FpxSequence<FpxTenant> List(ReadRange range) => throw new NotImplementedException();

    /// <summary>One tenant with a claimed workload. <c>GET partnerTenants/{tenantId}</c>.</summary>
    public Task<FpxTenant> GetAsync(Guid tenantId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The plain record of a tenant, referral tenants included. <c>GET tenants/{tenantId}</c>.</summary>
    public Task<FpxTenant> GetBasicAsync(Guid tenantId, CancellationToken cancellationToken) => throw new NotImplementedException();
}
