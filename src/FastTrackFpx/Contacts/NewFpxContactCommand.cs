namespace FastTrackFpx.Contacts;

/// <summary>Creates a contact of a tenant: <c>POST tenants/{tenantId}/contacts</c>.</summary>
[Cmdlet(VerbsCommon.New, "FpxContact", SupportsShouldProcess = true, DefaultParameterSetName = ByField)]
[OutputType(typeof(FpxContact))]
public sealed class NewFpxContactCommand : ContactFieldsCmdlet
{
    /// <summary>How many contacts are created at a time: their order on the service means nothing.</summary>
    private const int AtOnce = 8;

    private ConcurrentWrites? _writes;

    /// <summary>The tenant: its id, its name, or an object with a <c>TenantId</c> property.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByField)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [TenantIdTransformation(FromRow = true)]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference TenantId { get; set; }

    /// <summary>A row or object with the fields as properties, such as those from <c>Import-Csv</c>.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByRow)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public PSObject? InputObject { get; set; }

    private protected override object? PipelineInput => InputObject;

    private protected override Func<CmdletRun, Task> Finish => _ => Writes.CompleteAsync();

    // After -ErrorAction Stop nothing further may be sent, so that nothing is sent ahead either.
    private ConcurrentWrites Writes => _writes ??= new ConcurrentWrites(StopsAtErrors ? 1 : AtOnce);

    private protected override async Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes)
    {
        Require((!TenantId.IsEmpty, nameof(TenantId)));
        ContactChange contact = await ContactInput.ResolveAsync(client, Fields((_, _) => true), run.Stopping, SkipValidation, Faults).ConfigureAwait(false);
        Validate(run, ContactRules.CheckNew(contact));
        PlannedChange<FpxContact> plan = await writes.Contacts.PlanNewAsync(TenantId, contact, run.Stopping).ConfigureAwait(false);
        if (!await ConfirmAsync(run, writes, plan).ConfigureAwait(false)) return;
        (object? input, string? place) = (PipelineInput, ErrorPlace);
        await Writes.AddAsync(run, () => SendAsync(run, writes, plan, input, place)).ConfigureAwait(false);
    }

    private static async Task<Func<Task>> SendAsync(CmdletRun run, FpxWrites writes, PlannedChange<FpxContact> plan, object? input, string? place)
    {
        try
        {
            WriteResult<FpxContact> result = await writes.Runner.RunAsync(plan, run.Stopping).ConfigureAwait(false);
            return async () =>
            {
                if (result.Warning is { } warning) run.Warning(warning);
                await run.WriteAsync(result.Value).ConfigureAwait(false);
            };
        }
        catch (RestException exception)
        {
            return () =>
            {
                run.Fail(exception, input, place);
                return Task.CompletedTask;
            };
        }
    }
}
