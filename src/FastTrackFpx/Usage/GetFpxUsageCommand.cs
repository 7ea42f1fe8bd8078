namespace FastTrackFpx.Usage;

/// <summary>Gets how much customers use of what they own: <c>GET usage/current</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxUsage", DefaultParameterSetName = Customers)]
[OutputType(typeof(FpxUsage), ParameterSetName = new[] { Customers })]
[OutputType(typeof(FpxWorkloadUsage), ParameterSetName = new[] { Workloads })]
public sealed class GetFpxUsageCommand : ConnectedCmdlet
{
    private const string Customers = "Customer";
    private const string Workloads = "Workload";

    private IReadOnlyList<FpxUsage>? _all;

    /// <summary>Only these tenants: ids, names, or objects with a <c>TenantId</c> property. A tenant without usage is an error.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true), TenantIdTransformation]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference[]? TenantId { get; set; }

    /// <summary>
    /// Only customers, or with <c>-ExpandWorkload</c> only records, with one of these workloads: the id that usage has (<c>ExchangeOnline</c>), the name or id
    /// of a service, or the object that <c>Get-FpxService</c> returns. Wildcards are allowed, and case does not matter.
    /// </summary>
    [Parameter, Alias("WorkloadId", "Service"), LookupTransformation("WorkloadId", PrefersName = true), SupportsWildcards]
    [ArgumentCompleter(typeof(LookupCompleter<FpxService>))]
    public string[]? Workload { get; set; }

    /// <summary>Returns one record for each customer and workload.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Workloads)]
    public SwitchParameter ExpandWorkload { get; set; }

    private protected override async Task RunAsync(CmdletRun run, FpxClient client)
    {
        // The service returns all customers or none: one request for the whole pipeline.
        _all ??= await new UsageEndpoint(client).GetCurrentAsync(run.Stopping).ConfigureAwait(false);
        Guid[]? wanted = TenantId?.Select(tenant => tenant.Id).ToArray();
        foreach (Guid missing in (wanted ?? []).Where(id => _all.All(customer => customer.TenantId != id))) ReportMissing(run, missing);

        IEnumerable<FpxUsage> customers = wanted is null ? _all : wanted.SelectMany(id => _all.Where(customer => customer.TenantId == id));
        NamePattern[]? patterns = Workload is null ? null : await WorkloadPatternsAsync(run, client, Workload).ConfigureAwait(false);
        foreach (FpxUsage customer in customers)
        {
            FpxWorkloadUsage[] matching = UsageEndpoint.Flatten(customer)
                .Where(usage => patterns is null || patterns.Any(pattern => pattern.IsMatch(usage.WorkloadId)))
                .ToArray();
            if (ExpandWorkload) await run.WriteAllAsync(matching).ConfigureAwait(false);
            else if (patterns is null || matching.Length > 0) await run.WriteAsync(customer).ConfigureAwait(false);
        }
    }

    private async Task<NamePattern[]> WorkloadPatternsAsync(CmdletRun run, FpxClient client, IEnumerable<string> wanted)
    {
        string[] known = _all!.SelectMany(UsageEndpoint.Flatten).Select(usage => usage.WorkloadId).OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var patterns = new List<NamePattern>();
        foreach (string workload in wanted)
        {
            var pattern = new NamePattern(workload);
            bool isKnown = pattern.HasWildcards || known.Any(pattern.IsMatch);
            patterns.Add(isKnown ? pattern : new NamePattern(await IdAsync(run, client, known, workload).ConfigureAwait(false)));
        }

        return [.. patterns];
    }

    // Usage writes a workload as 'ExchangeOnline' where the list of services has the name 'Exchange Online'.
    private static async Task<string> IdAsync(CmdletRun run, FpxClient client, string[] known, string workload)
    {
        if (Same(known, workload) is { } found) return found;
        IReadOnlyList<FpxService> services = await new LookupsEndpoint(client).GetAsync<FpxService>(refresh: false, run.Stopping).ConfigureAwait(false);
        FpxService? service = services.FirstOrDefault(entry => Identifier.Same(workload, entry.Id) || NamePattern.Same(workload, entry.Name));
        if (service?.Name is null) throw LookupNames.Unknown(workload, known.Select(id => new FpxLookup { Id = id, Name = id }), nameof(Workload));

        // A service of which no customer has usage has no id here.
        return Same(known, service.Name) ?? service.Name;
    }

    private static string? Same(IEnumerable<string> known, string workload) => known.FirstOrDefault(id => Letters(id) == Letters(workload));

    private static string Letters(string name)
    {
        string letters = string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return letters.StartsWith("microsoft", StringComparison.Ordinal) && letters.Length > 9 ? letters.Substring(9) : letters;
    }

    private static void ReportMissing(CmdletRun run, Guid tenantId) => run.Fail(
        new RestException(
            ErrorCode.NotFound,
            $"No usage was found for tenant {tenantId}: this partner has claimed no workload of it, or there is no data yet.",
            "Run Get-FpxTenant to list the tenants with claimed workloads."),
        tenantId);
}
