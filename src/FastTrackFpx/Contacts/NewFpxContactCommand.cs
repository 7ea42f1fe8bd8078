namespace FastTrackFpx.Contacts;

/// <summary>Creates a contact of a tenant: <c>POST tenants/{tenantId}/contacts</c>.</summary>
[Cmdlet(VerbsCommon.New, "FpxContact", SupportsShouldProcess = true, DefaultParameterSetName = ByField), OutputType(typeof(FpxContact))]
public sealed class NewFpxContactCommand : ContactFieldsCmdlet
{
    /// <summary>How many contacts are created at a time: their order on the service means nothing.</summary>
    private const int AtOnce = 8;

    /// <summary>What is being sent, in the order of the inputs.</summary>
    private readonly Queue<(Task<WriteResult<FpxContact>> Write, object? Input, string? Place)> _sent = new();
    private int _limit;

    /// <summary>The tenant: its id, its name, or an object with a <c>TenantId</c> property.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByField)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [TenantIdTransformation(FromRow = true), ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference TenantId { get; set; }

    /// <summary>A row or object with the fields as properties, such as those from <c>Import-Csv</c>.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByRow), ArgumentCompleter(typeof(NoValueCompleter))]
    public PSObject? InputObject { get; set; }

    private protected override object? PipelineInput => InputObject;

    private protected override Func<CmdletRun, Task> Finish => run => ReportAsync(run, 0);

    // After -ErrorAction Stop nothing further may be sent, so that nothing is sent ahead either.
    private protected override void Check()
    {
        object? action = MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? given) ? given : GetVariableValue("ErrorActionPreference");
        _limit = action?.ToString() == nameof(ActionPreference.Stop) ? 1 : AtOnce;
    }

    private protected override async Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes)
    {
        Require((!TenantId.IsEmpty, nameof(TenantId)));
        ContactChange contact = await ResolveAsync(run, client, Given((_, _) => true)).ConfigureAwait(false);
        Validate(run, ContactRules.CheckNew(contact));
        PlannedChange<FpxContact> plan = await new ContactChanges(client, writes.Context).PlanNewAsync(TenantId, contact, run.Stopping).ConfigureAwait(false);
        if (!await ConfirmAsync(run, writes, plan).ConfigureAwait(false)) return;
        _sent.Enqueue((Task.Run(() => writes.Runner.RunAsync(plan, run.Stopping)), PipelineInput, ErrorPlace));
        await ReportAsync(run, _limit - 1).ConfigureAwait(false);
    }

    /// <summary>Reports what was sent, in order, as far as it is done, and until no more than a number of writes are in progress.</summary>
    private async Task ReportAsync(CmdletRun run, int mostOpen)
    {
        while (_sent.Count > mostOpen || (_sent.Count > 0 && _sent.Peek().Write.IsCompleted))
        {
            (Task<WriteResult<FpxContact>> write, object? input, string? place) = _sent.Dequeue();
            try
            {
                WriteResult<FpxContact> result = await write.ConfigureAwait(false);
                if (result.Warning is { } warning) run.Warning(warning);
                await run.WriteAsync(result.Value).ConfigureAwait(false);
            }
            catch (RestException exception)
            {
                run.Fail(exception, input, place);
            }
        }
    }
}
