namespace FastTrackFpx.Tenants;

/// <summary>Gets customer tenants: <c>GET partnerTenants</c>, <c>GET partnerTenants/{tenantId}</c>, with <c>-Basic</c> <c>GET tenants/{tenantId}</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxTenant", DefaultParameterSetName = List, SupportsPaging = true), OutputType(typeof(FpxTenant))]
public sealed class GetFpxTenantCommand : ConnectedCmdlet
{
    private const string List = "List";
    private const string ById = "Id";

    private readonly HashSet<NamePattern> _found = new();
    private readonly BatchReading<Guid, FpxTenant> _reading = new(static id => id);

    /// <summary>Ids or names of tenants, or objects with a <c>TenantId</c> property.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ById)]
    [TenantIdTransformation, ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference[] TenantId { get; set; } = [];

    /// <summary>
    /// The names to get. Wildcards are allowed, and case does not matter. A name without wildcards that no tenant has is an error. A tenant's id is accepted as
    /// well.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = List), SupportsWildcards, WellFormedText, ArgumentCompleter(typeof(TenantCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only tenants with one of these workloads claimed: name, id, or the object that <c>Get-FpxService</c> returns.</summary>
    [Parameter(ParameterSetName = List), Alias("Service"), LookupTransformation("ServiceId"), ArgumentCompleter(typeof(LookupCompleter<FpxService>))]
    public string[]? Workload { get; set; }

    /// <summary>Reads the plain record, which exists for tenants of referrals as well. It does not include the claimed workloads.</summary>
    [Parameter(ParameterSetName = ById)]
    public SwitchParameter Basic { get; set; }

    private protected override Func<CmdletRun, Task>? Finish => _reading.Finish;

    private protected override Task RunAsync(CmdletRun run, FpxClient client)
    {
        if (Ids() is { } ids)
        {
            return _reading.AddAsync(
                run, question: null, (emit, enough) => Task.FromResult(new TenantsEndpoint(client).StartBatch(Basic, emit, enough)), ids);
        }

        return Name is null && Workload is null ? run.WriteListAsync(new TenantsEndpoint(client).List()) : FilterAsync(run, client);
    }

    // The first argument is a name; a GUID there is an id.
    private IReadOnlyCollection<Guid>? Ids()
    {
        if (ParameterSetName == ById) return [.. TenantId.Select(tenant => tenant.Id)];
        return Name is not null && Workload is null && Name.All(name => Identifier.TryGuid(name, out _)) ? [.. Name.Select(Guid.Parse)] : null;
    }

    private async Task FilterAsync(CmdletRun run, FpxClient client)
    {
        var services = Workload is null ? [] : await new LookupsEndpoint(client).GetAsync<FpxService>(refresh: false, run.Stopping).ConfigureAwait(false);
        FpxService[]? workloads = Workload?.Select(workload => LookupNames.Find(services, workload, nameof(Workload))).ToArray();
        NamePattern[]? patterns = Name?.Select(name => new NamePattern(name)).ToArray();
        await run.WriteListAsync(
            new TenantsEndpoint(client).List(),
            tenant => HasName(tenant, patterns) && HasWorkload(tenant, workloads)).ConfigureAwait(false);
        if (!run.IsFull && patterns is not null) ReportMissingNames(run, patterns);
    }

    private bool HasName(FpxTenant tenant, NamePattern[]? patterns)
    {
        if (patterns is null) return true;
        NamePattern[] matching = patterns.Where(pattern => pattern.IsMatch(tenant.Name)).ToArray();
        _found.UnionWith(matching);
        return matching.Length > 0;
    }

    // A claim may carry the name or the id alone.
    private static bool HasWorkload(FpxTenant tenant, FpxService[]? workloads) =>
        workloads is null || (tenant.ClaimedWorkloads ?? new FpxList<FpxLookup>()).Any(claim => workloads.Any(workload =>
            (claim.Id is not null && Identifier.Same(claim.Id, workload.Id)) || NamePattern.Same(claim.Name, workload.Name)));

    private void ReportMissingNames(CmdletRun run, IEnumerable<NamePattern> patterns)
    {
        foreach (NamePattern pattern in patterns.Where(pattern => !pattern.HasWildcards && !_found.Contains(pattern)))
        {
            run.Fail(
                new InputException(ErrorCode.UnknownName, $"No tenant has the name '{pattern.Text}'.", nameof(Name),
                    "Use wildcards, such as -Name '*part*', or the tenant's id."),
                pattern.Text);
        }
    }
}
