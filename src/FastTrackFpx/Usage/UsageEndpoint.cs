namespace FastTrackFpx.Usage;

internal sealed class UsageEndpoint(FpxClient client)
{
    /// <summary>Usage of all customers with a claim of this partner. <c>GET usage/current</c>.</summary>
    public Task<IReadOnlyList<FpxUsage>> GetCurrentAsync(CancellationToken cancellationToken) =>
        client.GetAsync("usage/current", Read, cancellationToken);

    /// <summary>The workloads of a customer, one record each: claimed, unclaimed, and excluded ones, of which the service returns only the name.</summary>
    public static IReadOnlyList<FpxWorkloadUsage> Flatten(FpxUsage customer)
    {
        IEnumerable<FpxWorkloadUsage> excluded = (customer.ExcludedWorkloads ?? [])
            .Select(workload => Complete(customer, new FpxWorkloadUsage { WorkloadId = workload }, FpxWorkloadClaim.Excluded));
        return [.. customer.Workloads ?? [], .. customer.UnclaimedWorkloads ?? [], .. excluded];
    }

    private IReadOnlyList<FpxUsage> Read(RestResponse response)
    {
        UsageBody body = JsonBody.IsList(response) ? new UsageBody { Customers = FpxJson.ReadList<FpxUsage>(response) } : FpxJson.Read<UsageBody>(response);
        List<FpxUsage> customers = body.Customers ?? [];
        customers.RemoveAll(static customer => customer is null);
        foreach (FpxUsage customer in customers)
        {
            customer.DateLastUpdated ??= body.DateLastUpdated;
            client.NoteTenantName(customer.TenantId, customer.CustomerName);
            Complete(customer, customer.Workloads, FpxWorkloadClaim.Claimed);
            Complete(customer, customer.UnclaimedWorkloads, FpxWorkloadClaim.Unclaimed);
        }

        return customers;
    }

    private static void Complete(FpxUsage customer, IEnumerable<FpxWorkloadUsage>? workloads, FpxWorkloadClaim claim)
    {
        foreach (FpxWorkloadUsage workload in workloads ?? []) Complete(customer, workload, claim);
    }

    /// <summary>Fills in what the response has beside the workloads of a customer. Tags are the customer's, unless a workload has some of its own.</summary>
    private static FpxWorkloadUsage Complete(FpxUsage customer, FpxWorkloadUsage workload, FpxWorkloadClaim claim)
    {
        (workload.TenantId, workload.CustomerName, workload.DomainName, workload.DateLastUpdated, workload.Claim) =
            (customer.TenantId, customer.CustomerName, customer.DomainName, customer.DateLastUpdated, claim);
        workload.Tags ??= customer.Tags;
        return workload;
    }
}
