using FastTrackFpx.Batches;
using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;
using FastTrackFpx.Paging;
using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Rest.Paging;

namespace FastTrackFpx.Tenants;

/// <summary>
/// Gives the customer tenants with a claimed workload: all of them (<c>GET partnerTenants</c>), or those with the given ids
/// (<c>GET partnerTenants/{tenantId}</c>, with <c>-Basic</c> <c>GET tenants/{tenantId}</c>).
/// </summary>
[Cmdlet(VerbsCommon.Get, "FpxTenant", DefaultParameterSetName = List, SupportsPaging = true)]
[OutputType(typeof(FpxTenant))]
public sealed class GetFpxTenantCommand : ConnectedCmdlet
{
    private const string List = "List";
    private const string ById = "Id";

    private readonly HashSet<string> _namesSeen = new(StringComparer.OrdinalIgnoreCase);
    private RecordPaging? _paging;
    private BatchReading<FpxTenant>? _reading;

    /// <summary>Ids of tenants, with or without dashes, or objects that have one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ById)]
    [TenantIdTransformation]
    public Guid[] TenantId { get; set; } = Array.Empty<Guid>();

    /// <summary>Names to give; wildcards are allowed, case does not matter. A name without wildcards that no tenant has is an error.</summary>
    [Parameter(ParameterSetName = List)]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>Only tenants with one of these workloads claimed: name, id or the object that <c>Get-FpxService</c> gives.</summary>
    [Parameter(ParameterSetName = List)]
    [Alias("Service")]
    [LookupTransformation("ServiceId")]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[]? Workload { get; set; }

    /// <summary>Reads the plain record, which tenants of referrals have as well; it does not tell of claimed workloads.</summary>
    [Parameter(ParameterSetName = ById)]
    public SwitchParameter Basic { get; set; }

    private RecordPaging Pages => _paging ??= new RecordPaging(PagingParameters);

    private BatchReading<FpxTenant> Reading => _reading ??= new BatchReading<FpxTenant>(Pages);

    private protected override Func<CmdletRun, Task> Finish => run => Reading.CompleteAsync(run);

    private protected override Task RunAsync(CmdletRun run, FpxClient client)
    {
        if (ParameterSetName == ById)
            return Reading.AddAsync(run, string.Empty, () => Task.FromResult(Basic), (basic, emit, enough) => client.Tenants.StartBatch(basic, emit, enough), TenantId);
        return Name is null && Workload is null ? Pages.WriteListAsync(run, client.Tenants.List) : FilterAsync(run, client);
    }

    private async Task FilterAsync(CmdletRun run, FpxClient client)
    {
        FpxService[]? workloads = Workload is null ? null : await FindWorkloadsAsync(run, client, Workload).ConfigureAwait(false);
        WildcardPattern[]? patterns = Name?.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToArray();
        await Pages.WriteListAsync(
            run,
            client.Tenants.List(ReadRange.All),
            tenant => HasName(tenant, patterns) && HasWorkload(tenant, workloads)).ConfigureAwait(false);
        if (!Pages.IsFull) ReportMissingNames(run);
    }

    private static async Task<FpxService[]> FindWorkloadsAsync(CmdletRun run, FpxClient client, string[] wanted)
    {
        IReadOnlyList<FpxService> services = await client.Lookups.GetServicesAsync(frpOnly: false, refresh: false, run.Stopping).ConfigureAwait(false);
        return wanted.Select(workload => LookupNames.Find(services, workload, nameof(Workload))).ToArray();
    }

    private bool HasName(FpxTenant tenant, WildcardPattern[]? patterns)
    {
        _namesSeen.Add(tenant.Name ?? string.Empty);
        return patterns is null || patterns.Any(pattern => pattern.IsMatch(tenant.Name ?? string.Empty));
    }

    // A claim may carry the name or the id alone.
    private static bool HasWorkload(FpxTenant tenant, FpxService[]? workloads) =>
        workloads is null || (tenant.ClaimedWorkloads ?? new FpxList<FpxLookup>()).Any(claim => workloads.Any(workload =>
            (claim.Id is not null && LookupNames.SameId(claim.Id, workload.Id)) || string.Equals(claim.Name, workload.Name, StringComparison.OrdinalIgnoreCase)));

    private void ReportMissingNames(CmdletRun run)
    {
        foreach (string name in Name ?? Array.Empty<string>())
        {
            if (WildcardPattern.ContainsWildcardCharacters(name) || _namesSeen.Contains(name)) continue;
            run.Fail(
                new InputException(FpxErrorCode.UnknownName, $"No tenant is named '{name}'.", nameof(Name), "Use wildcards, such as -Name '*part*', or the tenant's id."),
                name);
        }
    }
}
