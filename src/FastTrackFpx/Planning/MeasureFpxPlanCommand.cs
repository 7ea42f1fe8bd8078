namespace FastTrackFpx.Planning;

/// <summary>Estimates how many requests and how much time a job takes, before it is run. Sends no request and needs no connection.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "FpxPlan", DefaultParameterSetName = ByCount), OutputType(typeof(FpxPlan))]
public sealed class MeasureFpxPlanCommand : RestCmdlet
{
    private const string ByCount = "Count";
    private const string ByTenant = "Tenant";
    private const long Most = 1_000_000_000;

    private readonly HashSet<string> _different = new(StringComparer.OrdinalIgnoreCase);
    private long _tenants;
    private FpxConnection? _connection;

    /// <summary>The jobs, in the order in which they run. A read has the noun of its cmdlet, and a write has the name of what it changes.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public FpxPlanJob[] Job { get; set; } = Array.Empty<FpxPlanJob>();

    /// <summary>The number of tenants.</summary>
    [Parameter(Position = 1, ParameterSetName = ByCount), ValidateRange(0L, Most), WholeNumber, ArgumentCompleter(typeof(NoValueCompleter))]
    public long? TenantCount { get; set; }

    /// <summary>The tenants to count: ids, names, or objects with a <c>TenantId</c> property such as rows of a CSV file.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByTenant)]
    [TenantIdTransformation, ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference[] TenantId { get; set; } = [];

    /// <summary>The number of records that a write creates or changes for each tenant. The default is 1.</summary>
    [Parameter, ValidateRange(1L, Most), WholeNumber, ArgumentCompleter(typeof(NoValueCompleter))]
    public long WritesPerTenant { get; set; } = 1;

    /// <summary>The number of contacts of each tenant. Without it one page is assumed.</summary>
    [Parameter, ValidateRange(0L, Most), WholeNumber, ArgumentCompleter(typeof(NoValueCompleter))]
    public long? ContactsPerTenant { get; set; }

    /// <summary>The number of notes of each tenant. Without it one page is assumed.</summary>
    [Parameter, ValidateRange(0L, Most), WholeNumber, ArgumentCompleter(typeof(NoValueCompleter))]
    public long? NotesPerTenant { get; set; }

    /// <summary>The number of services with seats of each tenant, for <c>-ResolveService</c>. The default is 10.</summary>
    [Parameter, ValidateRange(0L, Most), WholeNumber, ArgumentCompleter(typeof(NoValueCompleter))]
    public long? ServicesPerTenant { get; set; }

    /// <summary>The number of referrals to read or change. Without it one page is assumed.</summary>
    [Parameter, ValidateRange(0L, Most), WholeNumber, ArgumentCompleter(typeof(NoValueCompleter))]
    public long? ReferralCount { get; set; }

    /// <summary>Assumes <c>Get-FpxEntitlement -ResolveService</c>.</summary>
    [Parameter]
    public SwitchParameter ResolveService { get; set; }

    /// <summary>
    /// Assumes that only a part of each tenant's records is read, as with <c>Get-FpxEntitlement -Service</c> or <c>Get-FpxContact -ContactType</c>. Requests
    /// for many tenants cannot filter, so each tenant takes a request of its own.
    /// </summary>
    [Parameter]
    public SwitchParameter Filtered { get; set; }

    /// <summary>Assumes writes with <c>-SkipValidation</c>, and the requests that they need.</summary>
    [Parameter]
    public SwitchParameter SkipValidation { get; set; }

    /// <summary>The most requests in any 60 seconds. The default is the connection's limit and remaining requests, or 600.</summary>
    [Parameter, ValidateRange(1, int.MaxValue), WholeNumber, ArgumentCompleter(typeof(NoValueCompleter))]
    public int? RequestsPerMinute { get; set; }

    /// <summary>The response time of the service in milliseconds. The default is the connection's recent response time, or 200.</summary>
    [Parameter, ValidateRange(0.0, 3_600_000.0), ArgumentCompleter(typeof(NoValueCompleter)), InvariantNumber]
    public double? LatencyMs { get; set; }

    /// <summary>The connection whose limit and response time to use. The default is the newest connection of this runspace, if there is one.</summary>
    [Parameter, ArgumentCompleter(typeof(ConnectionCompleter))]
    public FpxConnection? Connection { get; set; }

    private protected override Func<CmdletRun, Task> Finish => run => run.WriteAllAsync(CallPlanner.Plan(Job, Query(), Pace()));

    private protected override void Prepare()
    {
        if (Connection is not null || ConnectionRegistry.All<FpxConnection>().Count > 0) _connection = ConnectionRegistry.Choose(Connection);
    }

    private protected override Task RunAsync(CmdletRun run)
    {
        _tenants += TenantId.Length;
        _different.UnionWith(TenantId.Select(tenant => NamePattern.Normalize(tenant.ToString())));
        return Task.CompletedTask;
    }

    private PlanQuery Query() => new()
    {
        Tenants = ParameterSetName == ByTenant ? _tenants : TenantCount,
        DifferentTenants = ParameterSetName == ByTenant ? _different.Count : TenantCount,
        WritesPerTenant = WritesPerTenant,
        ResolveService = ResolveService,
        IsFiltered = Filtered,
        SkipValidation = SkipValidation,
        ContactsPerTenant = ContactsPerTenant,
        NotesPerTenant = NotesPerTenant,
        ServicesPerTenant = ServicesPerTenant,
        Referrals = ReferralCount,
        IsKept = _connection is null ? null : new LookupsEndpoint(_connection.Client).IsKept,
    };

    private PlanPace Pace()
    {
        PlanPace pace = PlanPace.Of(_connection);
        if (RequestsPerMinute is { } limit) (pace.RequestsPerMinute, pace.CallsLeft) = (limit, null);
        if (LatencyMs is { } given) pace.Latency = TimeSpan.FromTicks((long)(given * TimeSpan.TicksPerMillisecond));
        return pace;
    }
}
