using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Planning;

/// <summary>
/// Says how many calls and how much time a job takes, before it is run. Makes no call and needs no connection; where there is one, its limit, the calls
/// it has left and the time that the service took to answer lately are reckoned with.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "FpxPlan", DefaultParameterSetName = ByCount)]
[OutputType(typeof(FpxPlan))]
public sealed class MeasureFpxPlanCommand : FpxCmdlet
{
    private const string ByCount = "Count";
    private const string ByTenant = "Tenant";
    private const long Most = 1_000_000_000;

    private readonly HashSet<TenantReference> _different = new();
    private long _tenants;
    private FpxConnection? _connection;

    /// <summary>The jobs, in the order in which they would be run: a read by the noun of its cmdlet, a write by what it changes.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public FpxPlanJob[] Job { get; set; } = Array.Empty<FpxPlanJob>();

    /// <summary>How many tenants there are.</summary>
    [Parameter(Position = 1, ParameterSetName = ByCount)]
    [ValidateRange(0L, Most)]
    [WholeNumber]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public long? TenantCount { get; set; }

    /// <summary>The tenants themselves, to be counted: ids, with or without dashes, or objects that have one, such as rows of a CSV file.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByTenant)]
    [TenantIdTransformation]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference[] TenantId { get; set; } = [];

    /// <summary>How many records a write makes or changes for each tenant that is named. Default: 1.</summary>
    [Parameter]
    [ValidateRange(1L, Most)]
    [WholeNumber]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public long WritesPerTenant { get; set; } = 1;

    /// <summary>How many contacts a tenant has. Without it, all on one page.</summary>
    [Parameter]
    [ValidateRange(0L, Most)]
    [WholeNumber]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public long? ContactsPerTenant { get; set; }

    /// <summary>How many notes a tenant has. Without it, all on one page.</summary>
    [Parameter]
    [ValidateRange(0L, Most)]
    [WholeNumber]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public long? NotesPerTenant { get; set; }

    /// <summary>How many services a tenant has seats of, each of which <c>-ResolveService</c> may ask for. Without it, 10.</summary>
    [Parameter]
    [ValidateRange(0L, Most)]
    [WholeNumber]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public long? ServicesPerTenant { get; set; }

    /// <summary>How many referrals there are, or are changed. Without it, reading them takes one page.</summary>
    [Parameter]
    [ValidateRange(0L, Most)]
    [WholeNumber]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public long? ReferralCount { get; set; }

    /// <summary>Reckons with <c>Get-FpxEntitlement -ResolveService</c>.</summary>
    [Parameter]
    public SwitchParameter ResolveService { get; set; }

    /// <summary>
    /// Reckons with a part of each tenant's records, such as <c>Get-FpxEntitlement -Service</c> and <c>Get-FpxContact -ContactType</c>: the calls for many
    /// tenants cannot pick, so that each tenant is a call of its own.
    /// </summary>
    [Parameter]
    public SwitchParameter Filtered { get; set; }

    /// <summary>Reckons with writes that skip the rules, and the calls that those need.</summary>
    [Parameter]
    public SwitchParameter SkipValidation { get; set; }

    /// <summary>Calls in any 60 seconds at most. Default: the connection's limit and what is left of it, or 600.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [WholeNumber]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public int? RequestsPerMinute { get; set; }

    /// <summary>How many milliseconds the service takes to answer. Default: what the connection has seen lately, or 200.</summary>
    [Parameter]
    [ValidateRange(0.0, 3_600_000.0)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    [InvariantNumber]
    public double? LatencyMs { get; set; }

    /// <summary>The connection whose limit and latency are reckoned with. Without it the newest connection of this runspace is taken, if there is one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public FpxConnection? Connection { get; set; }

    private protected override Func<CmdletRun, Task> Finish => run => run.WriteAllAsync(CallPlanner.Plan(Job, Query(), Pace()));

    private protected override void Prepare()
    {
        if (Connection is not null || ConnectionRegistry.All<FpxConnection>().Count > 0) _connection = ConnectionRegistry.Choose(Connection);
    }

    private protected override Task RunAsync(CmdletRun run)
    {
        _tenants += TenantId.Length;
        _different.UnionWith(TenantId);
        return Task.CompletedTask;
    }

    private PlanQuery Query()
    {
        return new PlanQuery
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
            IsKept = _connection is null ? null : _connection.Client.Lookups.IsKept,
        };
    }

    private PlanPace Pace()
    {
        var pace = new PlanPace();
        if (RequestsPerMinute is { } limit) pace.RequestsPerMinute = limit;
        else if (_connection is not null) (pace.RequestsPerMinute, pace.CallsLeft) = (_connection.RequestsPerMinute, _connection.CallsLeft);
        if (LatencyMs is { } given) pace.Latency = TimeSpan.FromTicks((long)(given * TimeSpan.TicksPerMillisecond));
        else if (_connection?.Latency is { } seen) pace.Latency = seen;
        return pace;
    }
}
