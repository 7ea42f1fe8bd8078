using System.Collections;

namespace FastTrackFpx.Entitlements;

/// <summary>A cmdlet that takes a whole set by status, or edited records.</summary>
public abstract class SeatSetCmdlet : SeatCmdlet
{
    private protected const string ByStatus = "Status";

    private protected const string ByRecord = "InputObject";

    private readonly List<EditedEntitlement> _records = new();

    /// <summary>The tenant: its id, its name, or an object with a <c>TenantId</c> property.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByStatus)]
    [TenantIdTransformation(Single = true), ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference TenantId { get; set; }

    /// <summary>The service: name, id, or the object that <c>Get-FpxService</c> returns.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ByStatus)]
    [Alias("ServiceId", "Workload"), LookupTransformation("ServiceId"), ArgumentCompleter(typeof(LookupCompleter<FpxService>)), ValidateNotNullOrEmpty]
    public string Service { get; set; } = string.Empty;

    /// <summary>
    /// The complete set by first-level status: <c>@{ 'In Progress' = 50; 'Completed' = 150 }</c>. A value can be a table with Count, L2, L3, TargetDate, Owner,
    /// NextActionDate and Notes. Details that are left out keep their values, and a status that is left out is removed. As text: <c>In Progress=50;
    /// Completed=150</c>.
    /// </summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true, ParameterSetName = ByStatus)]
    [StatusTableTransformation, ValidateNotNullOrEmpty, ArgumentCompleter(typeof(NoValueCompleter))]
    public IDictionary Status { get; set; } = new Hashtable();

    /// <summary>
    /// Edited records from <c>Get-FpxEntitlement</c>, copies of them, or rows with their properties, such as a CSV file that <c>Export-Csv</c> wrote. An empty
    /// cell leaves a value unchanged. A record without seats is removed, and one without an id is added. Records of the service that are not piped in stay. The
    /// records are collected, and each service of a tenant is changed once. A row with a Status column holds a whole set, like <c>-Status</c>.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByRecord), ArgumentCompleter(typeof(NoValueCompleter))]
    public PSObject InputObject { get; set; } = null!;

    private protected override object? PipelineInput =>
        ParameterSetName == ByRecord ? RowOrRecord(InputObject) : MyInvocation.ExpectingInput ? TenantId.Value : null;

    private protected override Func<CmdletRun, Task>? Finish => _records.Count == 0 ? null : HandleRecordsAsync;

    private protected abstract Task HandleAsync(CmdletRun run, FpxWrites writes, EntitlementPlan plan);

    /// <summary>Whether records are handled even if the service has changed them since they were read.</summary>
    private protected virtual bool IgnoresChanges => true;

    private protected override async Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes)
    {
        if (ParameterSetName == ByStatus)
        {
            await HandleStatusAsync(run, client, writes, TenantId, Service, Status).ConfigureAwait(false);
            return;
        }

        // Typed as an argument, several records come as one array.
        IEnumerable inputs = InputObject.BaseObject is IEnumerable several and not string ? several : new[] { InputObject };
        foreach (PSObject input in inputs.Cast<object>().Select(PSObject.AsPSObject))
        {
            bool isRecord = input.BaseObject is FpxEntitlement;
            Guid? tenantId = isRecord ? null : await TenantOfAsync(run, client, input).ConfigureAwait(false);
            EditedEntitlement record = EditedEntitlement.Read(input, InputNumber, Faults, tenantId);
            object? status = isRecord ? null : CellValue.Bare(input.Properties[nameof(Status)]?.Value);
            if (status is null) Collect(record);
            else await HandleRowAsync(run, client, writes, record, status).ConfigureAwait(false);
        }
    }

    private async Task<Guid?> TenantOfAsync(CmdletRun run, FpxClient client, PSObject row)
    {
        if (CellValue.Bare(row.Properties[nameof(TenantId)]?.Value) is not { } cell) return null;
        try
        {
            return await TenantNames.IdAsync(client, new TenantReference(cell.ToString()!.Trim()), nameof(TenantId), run.Stopping).ConfigureAwait(false);
        }
        catch (InputException unknown)
        {
            Faults.Add(unknown);
            return Guid.Empty;
        }
    }

    private Task HandleRowAsync(CmdletRun run, FpxClient client, FpxWrites writes, EditedEntitlement set, object status)
    {
        var table = new StatusTableTransformationAttribute().Transform(null!, status) as IDictionary;
        if (table is null) Faults.Add(new InputException(
            ErrorCode.InvalidInput, $"-Status: '{status}' is not a set of statuses.", nameof(Status), "Write it as In Progress=50; Completed=150."));
        if (set.Service is null) Faults.Add(Missing(nameof(Service)));
        Faults.ThrowIfAny([]);
        return HandleStatusAsync(run, client, writes, set.Values.TenantId, set.Service!, table!);
    }

    private async Task HandleStatusAsync(CmdletRun run, FpxClient client, FpxWrites writes, Guid tenantId, string service, IDictionary status)
    {
        EntitlementFacts facts = await FactsAsync(run, client, writes, tenantId, service).ConfigureAwait(false);
        await HandleAsync(run, writes, EntitlementPlanner.FromStatuses(facts, StatusTable.Read(status, facts, SkipsValidation))).ConfigureAwait(false);
    }

    private void Collect(EditedEntitlement record)
    {
        if (record.Service is null)
        {
            Faults.Add(new InputException(
                ErrorCode.InvalidInput,
                $"-InputObject: the record '{record.Values}' of tenant {record.Values.TenantId} has no service.",
                nameof(InputObject),
                "Read it with Get-FpxEntitlement -Service, or with -ResolveService."));
        }

        _records.Add(record with { IsReadable = Faults.AreNone });
        Faults.ThrowIfAny([]);
    }

    // Whatever the service or a rule finds wrong with the set was said by the parameter that carries the set.
    private protected sealed override string? ParameterFor(string field) => base.ParameterFor(field) ?? SetParameter;

    private protected sealed override string ParameterOf(FpxRuleFinding finding) => SetParameter;

    private string SetParameter => ParameterSetName == ByRecord ? nameof(InputObject) : nameof(Status);

    private async Task HandleRecordsAsync(CmdletRun run)
    {
        FpxClient client = Observe(run);
        FpxWrites writes = Writing(client);
        Faults = new InputFaults();
        IReadOnlyList<FpxService> services = await new LookupsEndpoint(client).GetAsync<FpxService>(refresh: false, run.Stopping).ConfigureAwait(false);
        foreach (var group in _records.GroupBy(record => (record.Values.TenantId, Service: IdOf(services, record.Service))).ToList())
        {
            run.Stopping.ThrowIfCancellationRequested();
            ILookup<bool, EditedEntitlement> rows = group.ToLookup(record => record.IsReadable);
            List<EditedEntitlement> records = [.. rows[true]];
            if (records.Count == 0) continue;
            try
            {
                FpxService service = LookupNames.Find(services, group.Key.Service, nameof(Service));
                // What is left of a service's rows is not a whole change.
                if (rows[false].Any())
                {
                    throw new InputException(
                        ErrorCode.InvalidInput,
                        $"Nothing is sent for {service} of tenant {group.Key.TenantId}: row {Numbers(rows[false])} cannot be read.",
                        nameof(InputObject),
                        "Correct that row first: the rows of a service are one change.");
                }

                await HandleGroupAsync(run, writes, group.Key.TenantId, service, records).ConfigureAwait(false);
            }
            catch (RestException exception)
            {
                string numbers = Numbers(records);
                string? place = records.All(record => !IsRow(record.Source)) ? string.Empty : $"Row{(numbers.IndexOf(',') < 0 ? string.Empty : "s")} {numbers}";
                run.Fail(exception, records.Count == 1 ? records[0].Source : records.Select(record => record.Source).ToArray(), place);
            }
        }
    }

    private static string Numbers(IEnumerable<EditedEntitlement> records) => string.Join(", ", records.Select(record => record.Number).Distinct());

    private async Task HandleGroupAsync(CmdletRun run, FpxWrites writes, Guid tenantId, FpxService service, List<EditedEntitlement> records)
    {
        EntitlementFacts facts = await new EntitlementChanges(writes.Fpx, writes.Context).ReadFactsAsync(tenantId, service, run.Stopping).ConfigureAwait(false);
        if (!IgnoresChanges) EntitlementChanges.RequireUnchanged(facts, records.Select(record => record.Values));
        var plan = EntitlementPlanner.FromRecords(facts, [.. records.Select(record => record.Resolve(facts, SkipsValidation))]);
        await HandleAsync(run, writes, plan).ConfigureAwait(false);
    }

    // A name that no service has is an error of its records, and not of all.
    private static string IdOf(IReadOnlyList<FpxService> services, string? service) => service is null
        ? string.Empty
        : services.FirstOrDefault(entry => Identifier.Same(entry.Id, service) || NamePattern.Same(entry.Name, service))?.Id ?? service;
}
