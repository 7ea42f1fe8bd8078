using FastTrackFpx.Changes;
using FastTrackFpx.Connection;
using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Contacts;

/// <summary>
/// Changes a contact: <c>PATCH contacts/{contactId}</c>, before v1.2 <c>PATCH tenants/contacts/{contactId}</c>. Only fields that were given are sent,
/// and of those only what differs. A typed <c>$null</c> or <c>-Clear</c> empties a field; an empty cell of a CSV file leaves it as it is.
/// </summary>
/// <remarks>
/// A contact that comes down the pipeline names whom to change when fields are typed as well, and is itself the wish when none are: people edit
/// records and pipe them back.
/// </remarks>
[Cmdlet(VerbsCommon.Set, "FpxContact", SupportsShouldProcess = true, DefaultParameterSetName = ByField)]
[OutputType(typeof(FpxContact))]
public sealed class SetFpxContactCommand : ContactFieldsCmdlet
{
    private readonly ContactMemory _memory = new();

    /// <summary>The contact's id, with or without dashes.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByField)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public Guid ContactId { get; set; }

    /// <summary>
    /// The contact's tenant. A contact that was piped in tells it, and the connection knows it of contacts that it has read or written. Where nobody
    /// knows it, the contact cannot be read before the change: the question says so instead of showing old values, and the change cannot be taken back.
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

    /// <summary>Fields to empty, by their parameters' names.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContactFieldCompleter))]
    [WellFormedText]
    public string[] Clear { get; set; } = Array.Empty<string>();

    /// <summary>A contact or a row with the properties above, such as <c>Get-FpxContact</c> and <c>Import-Csv</c> give.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByRow)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public PSObject? InputObject { get; set; }

    /// <summary>Gives the contact as the service has it afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override object? PipelineInput => InputObject;

    private protected override async Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes)
    {
        Require(ContactId != Guid.Empty, nameof(ContactId));
        FpxContact? before = await _memory.BeforeAsync(run, client, TenantId, ContactId, ReferralId).ConfigureAwait(false);
        var change = (ContactChange)await WishAsync(run, client).AsObject().ConfigureAwait(false);
        foreach (string field in Clear) change.Clear(field);
        if (change.IsEmpty) throw new InputException(FpxErrorCode.InvalidInput, "No field to change was given.", null, "Name at least one field, or -Clear.");
        if (before is not null) change = change.Without(before);
        if (change.IsEmpty)
        {
            run.Verbose($"Contact {ContactId} is as wanted already; nothing is sent.");
            if (PassThru) await run.WriteAsync(before!).ConfigureAwait(false);
            return;
        }

        await SendAsync(run, writes, before, change).ConfigureAwait(false);
    }

    private async Task SendAsync(CmdletRun run, FpxWrites writes, FpxContact? before, ContactChange change)
    {
        Judge(run, ContactRules.CheckChange(change, before));
        if (!await ShallAsync(
            run, ContactDeeds.Set(ContactId, before, change), () => writes.Contacts.PreviewSetAsync(ContactId, before, change, run.Stopping).Select(preview => preview.ToString())).ConfigureAwait(false)) return;
        (FpxContact after, string? warning) = await writes.Contacts.SetAsync(ContactId, before, change, run.Stopping)
            .Select(result => (result.Value, result.Warning)).ConfigureAwait(false);
        _memory.Note(ContactId, after);
        Tell(run, warning);
        if (PassThru) await run.WriteAsync(after).ConfigureAwait(false);
    }

    private Task<ContactChange> WishAsync(CmdletRun run, FpxClient client)
    {
        bool isContact = InputObject?.BaseObject is FpxContact;
        List<KeyValuePair<string, object?>> typed = Fields((name, _) => IsTyped(name));
        if (isContact && typed.Count == 0 && Clear.Length == 0) return Task.FromResult(ContactChange.From((FpxContact)InputObject!.BaseObject));
        List<KeyValuePair<string, object?>> given = isContact ? typed : Fields((name, value) => IsTyped(name) || value is not null);
        return ContactInput.ResolveAsync(client, given, run.Stopping, SkipValidation);
    }
}
