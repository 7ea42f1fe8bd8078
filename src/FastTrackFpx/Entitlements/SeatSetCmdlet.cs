using System.Collections;
using FastTrackFpx.Changes;
using FastTrackFpx.Connection;
using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Entitlements;

/// <summary>A cmdlet that takes a whole set by status, or edited records.</summary>
public abstract class SeatSetCmdlet : SeatCmdlet
{
    /// <summary>The parameter set of a whole set by status.</summary>
    private protected const string ByStatus = "Status";

    /// <summary>The parameter set of edited records.</summary>
    private protected const string ByRecord = "InputObject";

    private readonly List<FpxEntitlement> _records = new();

    private protected SeatSetCmdlet()
    {
    }

    /// <summary>The tenant: its id, its name, or an object with a TenantId property.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByStatus)]
    [TenantIdTransformation]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference TenantId { get; set; }

    /// <summary>The service: name, id or the object that <c>Get-FpxService</c> gives.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ByStatus)]
    [Alias("ServiceId", "Workload")]
    [LookupTransformation("ServiceId")]
    [ArgumentCompleter(typeof(LookupCompleter<FpxService>))]
    [ValidateNotNullOrEmpty]
    public string Service { get; set; } = string.Empty;

    /// <summary>
    /// The whole set by first-level status: <c>@{ 'In Progress' = 50; 'Completed' = 150 }</c>. A value may be a table of its own with Count, L2, L3,
    /// TargetDate, Owner, NextActionDate and Notes; details that are left out keep their values. A status that is left out goes. As text:
    /// <c>In Progress=50; Completed=150</c>.
    /// </summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true, ParameterSetName = ByStatus)]
    [StatusTableTransformation]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public IDictionary Status { get; set; } = new Hashtable();

    /// <summary>
    /// Records that <c>Get-FpxEntitlement</c> gave and that were edited. A record with no seats goes, one without id is new; records of the service that
    /// are not piped in stay. They are collected, and each tenant's service is handled once.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByRecord)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public FpxEntitlement[] InputObject { get; set; } = Array.Empty<FpxEntitlement>();

    private protected override object? PipelineInput => ParameterSetName == ByRecord ? InputObject : MyInvocation.ExpectingInput ? TenantId.Value : null;

    private protected override Func<CmdletRun, Task>? Finish => _records.Count == 0 ? null : HandleRecordsAsync;

    /// <summary>Handles a plan.</summary>
    private protected abstract Task HandleAsync(CmdletRun run, FpxWrites writes, EntitlementPlan plan);

    /// <summary>Whether records that the service has changed since they were read are handled all the same.</summary>
    private protected virtual bool IgnoresChanges => true;

    private protected override async Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes)
    {
        if (ParameterSetName == ByRecord)
        {
            _records.AddRange(InputObject);
            return;
        }

        var facts = (EntitlementFacts)await FactsAsync(run, client, writes, TenantId, Service).ConfigureAwait(false);
        await HandleAsync(run, writes, EntitlementPlanner.FromStatuses(facts, StatusTable.Read(Pairs(Status), facts, SkipsValidation))).ConfigureAwait(false);
    }

    // Whatever the service or a rule finds wrong with the set was said by the parameter that carries the set.
    private protected sealed override string? ParameterFor(string field) => base.ParameterFor(field) ?? SetParameter;

    private protected sealed override string ParameterOf(FpxRuleFinding finding) => SetParameter;

    private string SetParameter => ParameterSetName == ByRecord ? nameof(InputObject) : nameof(Status);

    private static List<KeyValuePair<string, object?>> Pairs(IDictionary table) => table.Cast<DictionaryEntry>()
        .Select(entry => new KeyValuePair<string, object?>(KeyText(Bare(entry.Key)), Value(Bare(entry.Value)))).ToList();

    private static string KeyText(object? key) => (key as FpxLookup)?.Id ?? key?.ToString() ?? string.Empty;

    private static object? Value(object? value) => value is IDictionary details ? Pairs(details) : value;

    private static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private async Task HandleRecordsAsync(CmdletRun run)
    {
        FpxClient client = Observe(run);
        FpxWrites writes = Chosen.Writing(client, this, SkipsValidation);
        await run.ForEachAsync(ByService(_records), async group =>
        {
            var facts = (EntitlementFacts)await FactsAsync(run, client, writes, group.Key.Tenant, group.Key.Service).ConfigureAwait(false);
            if (!IgnoresChanges) EntitlementWrites.RequireUnchanged(facts, group);
            await HandleAsync(run, writes, EntitlementPlanner.FromRecords(facts, group.ToList())).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }
}
