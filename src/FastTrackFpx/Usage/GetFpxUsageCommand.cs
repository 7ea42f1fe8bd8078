using FastTrackFpx.Connection;
using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;

namespace FastTrackFpx.Usage;

/// <summary>
/// Gives how much customers use of what they own, one record for each customer, or with <c>-ExpandWorkload</c> one for each customer and workload, claimed,
/// unclaimed and excluded: <c>GET usage/current</c>.
/// </summary>
[Cmdlet(VerbsCommon.Get, "FpxUsage", DefaultParameterSetName = Customers)]
[OutputType(typeof(FpxUsage), ParameterSetName = new[] { Customers })]
[OutputType(typeof(FpxWorkloadUsage), ParameterSetName = new[] { Workloads })]
public sealed class GetFpxUsageCommand : ConnectedCmdlet
{
    private const string Customers = "Customer";
    private const string Workloads = "Workload";

    private IReadOnlyList<FpxUsage>? _all;

    /// <summary>Only these tenants, with or without dashes, or objects that have one. A tenant without usage is an error.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [TenantIdTransformation]
    public Guid[]? TenantId { get; set; }

    /// <summary>Only customers, or with <c>-ExpandWorkload</c> only records, with one of these workloads; wildcards are allowed, case does not matter.</summary>
    [Parameter]
    [Alias("WorkloadId")]
    [LookupTransformation("WorkloadId")]
    [SupportsWildcards]
    public string[]? Workload { get; set; }

    /// <summary>Gives one record for each customer and workload.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Workloads)]
    public SwitchParameter ExpandWorkload { get; set; }

    private protected override async Task RunAsync(CmdletRun run, FpxClient client)
    {
        // The service gives all customers or none: one call for the whole pipeline.
        _all ??= await client.Usage.GetCurrentAsync(run.Stopping).ConfigureAwait(false);
        foreach (Guid missing in (TenantId ?? Array.Empty<Guid>()).Where(id => _all.All(customer => customer.TenantId != id))) ReportMissing(run, missing);

        IEnumerable<FpxUsage> customers = TenantId is null ? _all : TenantId.SelectMany(id => _all.Where(customer => customer.TenantId == id));
        WildcardPattern[]? patterns = Workload?.Select(workload => WildcardPattern.Get(workload, WildcardOptions.IgnoreCase)).ToArray();
        foreach (FpxUsage customer in customers)
        {
            FpxWorkloadUsage[] matching = UsageEndpoint.Flatten(customer)
                .Where(usage => patterns is null || patterns.Any(pattern => pattern.IsMatch(usage.WorkloadId ?? string.Empty)))
                .ToArray();
            if (ExpandWorkload) await run.WriteAllAsync(matching).ConfigureAwait(false);
            else if (patterns is null || matching.Length > 0) await run.WriteAsync(customer).ConfigureAwait(false);
        }
    }

    private static void ReportMissing(CmdletRun run, Guid tenantId) => run.Fail(
        new RestException(
            FpxErrorCode.NotFound,
            $"There is no usage of tenant {tenantId}: no workload of it is claimed by this partner, or nothing was measured yet.",
            "Get-FpxTenant lists the tenants with claimed workloads."),
        tenantId);
}
