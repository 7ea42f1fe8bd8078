using FastTrackFpx.Changes;
using FastTrackFpx.Connection;
using FastTrackFpx.Parameters;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Contacts;

/// <summary>
/// Removes a contact: <c>DELETE tenants/contacts/{contactId}</c> of v1.1, since v1.2 documents no way. <c>Undo-FpxChange</c> can make it again, under a
/// new id, when its tenant was known.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "FpxContact", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByField)]
[OutputType(typeof(void))]
public sealed class RemoveFpxContactCommand : WritingCmdlet
{
    private const string ByField = "Field";
    private const string ByRow = "InputObject";

    private readonly ContactMemory _memory = new();

    /// <summary>The contact's id, with or without dashes.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByField)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public Guid ContactId { get; set; }

    /// <summary>
    /// The contact's tenant. A contact that was piped in tells it, and the connection knows it of contacts that it has read or written. Where nobody
    /// knows it, the contact cannot be read before: the question says so, and the removal cannot be taken back.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TenantIdTransformation]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference TenantId { get; set; }

    /// <summary>The referral by which this partner knows the tenant, where it is not by a claim.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("RfaId")]
    [WholeNumber(FromRow = true)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public long? ReferralId { get; set; }

    /// <summary>A contact or a row with these properties, such as <c>Get-FpxContact</c> and <c>Import-Csv</c> give.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByRow)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public PSObject? InputObject { get; set; }

    private protected override object? PipelineInput => InputObject;

    private protected override async Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes)
    {
        Require(ContactId != Guid.Empty, nameof(ContactId));
        FpxContact? before = await _memory.BeforeAsync(run, client, TenantId, ContactId, ReferralId).ConfigureAwait(false);
        if (await ChangeAsync(run, writes, writes.Contacts.PlanRemove(ContactId, before)).ConfigureAwait(false) is null) return;
        _memory.Note(ContactId, null);
    }
}
