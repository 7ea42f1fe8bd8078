namespace FastTrackFpx.Contacts;

/// <summary>Removes a contact: <c>DELETE tenants/contacts/{contactId}</c> of v1.1, since v1.2 documents no way.</summary>
[Cmdlet(VerbsCommon.Remove, "FpxContact", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByField)]
[OutputType(typeof(void))]
public sealed class RemoveFpxContactCommand : WritingCmdlet
{
    private const string ByField = "Field";
    private const string ByRow = "InputObject";

    private readonly ContactMemory _memory = new();

    /// <summary>The id of the contact, a GUID.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByField)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public Guid ContactId { get; set; }

    /// <summary>
    /// The tenant of the contact. A contact that is piped in includes it, and the connection knows it for contacts that it has read or written. If it is not
    /// known, the contact cannot be read first: the prompt says so, and the removal cannot be undone. Pass <c>-TenantId</c> to avoid this.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true), TenantIdTransformation(FromRow = true), ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference TenantId { get; set; }

    /// <summary>The whole-number id of the referral, if the partner knows the tenant by a referral and not by a claim.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("RfaId"), ArgumentCompleter(typeof(NoValueCompleter))]
    public WholeNumber? ReferralId { get; set; }

    /// <summary>A contact or a row with these properties, such as those from <c>Get-FpxContact</c> and <c>Import-Csv</c>.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByRow), ArgumentCompleter(typeof(NoValueCompleter))]
    public PSObject? InputObject { get; set; }

    private protected override object? PipelineInput => InputObject;

    private protected override async Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes)
    {
        Require((ContactId != Guid.Empty, nameof(ContactId)));
        FpxContact? before = await _memory.BeforeAsync(run, client, TenantId, ContactId, ReferralId).ConfigureAwait(false);
        if (await ChangeAsync(run, writes, new ContactChanges(client, writes.Context).PlanRemove(ContactId, before)).ConfigureAwait(false) is null) return;
        _memory.Note(ContactId, null);
    }
}
