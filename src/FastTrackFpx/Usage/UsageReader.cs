using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Usage;

/// <summary>Usage as the service writes it.</summary>
internal static class UsageReader
{
    internal static FpxUsage Read(JsonRecord customer, DateTimeOffset? lastUpdated)
    {
        var usage = new FpxUsage
        {
            TenantId = customer.Guid("customerId", "tenantId") ?? throw JsonRecord.Missing("customerId", "a GUID"),
            CustomerName = customer.Text("customerName"),
            DomainName = customer.Text("domainName"),
            Tags = Tags(customer),
            DateLastUpdated = lastUpdated,
            ExcludedWorkloads = customer.Texts("excludedWorkloads"),
        };
        usage.Workloads = customer.List("workloads", workload => ReadWorkload(workload, usage, FpxWorkloadClaim.Claimed));
        usage.UnclaimedWorkloads = customer.List("unclaimedWorkloads", workload => ReadWorkload(workload, usage, FpxWorkloadClaim.Unclaimed));
        return usage;
    }

    private static FpxWorkloadUsage ReadWorkload(JsonRecord workload, FpxUsage customer, FpxWorkloadClaim claim) => new()
    {
        TenantId = customer.TenantId,
        CustomerName = customer.CustomerName,
        DomainName = customer.DomainName,
        DateLastUpdated = customer.DateLastUpdated,
        WorkloadId = workload.Id("workloadId"),
        Claim = claim,
        MpnId = workload.Text("mpnId"),
        Tags = Tags(workload),
        DateAssociated = workload.Date("dateAssociated"),
        ClaimId = workload.Text("claimId"),
        UsageAtClaim = workload.Double("usageAtClaim"),
        ActiveEntitlements = workload.Whole("activeEntitlements"),
        QualifiedEntitlements = workload.Whole("qualifiedEntitlements"),
        Usage = workload.Double("usage"),
        PriorHwm = workload.Whole("priorHwm"),
        Hwm = workload.Whole("hwm"),
        Month1Hwm = workload.Whole("month1Hwm"),
        CompUnits = workload.Whole("compUnits"),
        PotentialEarnings = workload.Whole("potentialEarnings"),
    };

    /// <summary>One value by the documents, under a plural name: several are taken as well.</summary>
    private static string? Tags(JsonRecord record) => record["tags"].IsArray ? record.Texts("tags")?.ToString() : record.Text("tags");
}
