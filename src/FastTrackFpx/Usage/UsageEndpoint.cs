using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Usage;

/// <summary>How much customers use of what they own.</summary>
public sealed class UsageEndpoint
{
    private readonly FpxCaller _caller;

    internal UsageEndpoint(FpxCaller caller) => _caller = caller;

    /// <summary>Usage of all customers with a claim of this partner. <c>GET usage/current</c>.</summary>
    public Task<IReadOnlyList<FpxUsage>> GetCurrentAsync(CancellationToken cancellationToken) =>
        _caller.GetAsync("usage/current", Read, cancellationToken);

    /// <summary>The workloads of a customer, one record each: claimed, unclaimed, and excluded ones, of which the service gives the name alone.</summary>
    public static IReadOnlyList<FpxWorkloadUsage> Flatten(FpxUsage customer)
    {
        IEnumerable<FpxWorkloadUsage> excluded = (customer.ExcludedWorkloads ?? []).Select(workload => new FpxWorkloadUsage
        {
            TenantId = customer.TenantId,
            CustomerName = customer.CustomerName,
            DomainName = customer.DomainName,
            DateLastUpdated = customer.DateLastUpdated,
            WorkloadId = workload,
            Claim = FpxWorkloadClaim.Excluded,
        });
        return [.. customer.Workloads ?? [], .. customer.UnclaimedWorkloads ?? [], .. excluded];
    }

    private static IReadOnlyList<FpxUsage> Read(JsonRecord body)
    {
        if (body.IsArray) return body.Items(static customer => UsageReader.Read(customer, lastUpdated: null));
        DateTimeOffset? lastUpdated = body.Date("dateLastUpdated");
        return body.List("customers", customer => UsageReader.Read(customer, lastUpdated)) ?? throw JsonRecord.Missing("customers", "a list");
    }
}
