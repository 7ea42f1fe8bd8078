using FastTrackFpx.Changes;
using FastTrackFpx.Connection;
using FastTrackFpx.Parameters;
using FastTrackFpx.Rest.Changes;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Contacts;

/// <summary>
/// Changes a contact: <c>PATCH contacts/{contactId}</c>, before v1.2 <c>PATCH tenants/contacts/{contactId}</c>. Only fields that were given are sent,
/// and of those only what differs. A typed <c>$null</c> or <c>-Clear</c> empties a field; an empty cell of a CSV file leaves it as it is.
/// </summary>
/// <remarks>
/// A contact from the pipeline shows which contact to change if fields are typed as well. If none are, its edited fields are the change: people edit
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

    /// <summary>Returns the contact as the service stores it afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override object? PipelineInput => InputObject;

    private protected override async Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes)
    {
        Require(ContactId != Guid.Empty, nameof(ContactId));
        FpxContact? before = await _memory.BeforeAsync(run, client, TenantId, ContactId, ReferralId).ConfigureAwait(false);
        ContactChange change = await WantedAsync(run, client, before).ConfigureAwait(false);
        foreach (string field in Clear) change.Clear(field);
        Faults.ThrowIfAny([]);
        if (change.IsEmpty && before is null) throw new InputException(FpxErrorCode.InvalidInput, "No field to change was specified.", null, "Pass at least one field, or use -Clear.");
        if (before is not null) change = change.Without(before);
        if (change.IsEmpty)
        {
            run.Verbose($"Contact {ContactId} already matches. Nothing to send.");
            if (PassThru) await run.WriteAsync(before!).ConfigureAwait(false);
            return;
        }

        Validate(run, ContactRules.CheckChange(change, before));
        PlannedChange<FpxContact> plan = await writes.Contacts.PlanSetAsync(ContactId, before, change, run.Stopping).ConfigureAwait(false);
        if (await ChangeAsync(run, writes, plan).ConfigureAwait(false) is not { } result) return;
        _memory.Note(ContactId, result.Value);
        if (PassThru) await run.WriteAsync(result.Value).ConfigureAwait(false);
    }

    /// <summary>What was typed; without that a row's cells, or all fields of a contact that were edited.</summary>
    private async Task<ContactChange> WantedAsync(CmdletRun run, FpxClient client, FpxContact? before)
    {
        var copy = InputObject is null ? null : RecordCopy.Of<FpxContact>(InputObject);
        List<KeyValuePair<string, object?>> typed = Fields((name, _) => IsTyped(name));
        if (copy is null || typed.Count > 0 || Clear.Length > 0)
        {
            List<KeyValuePair<string, object?>> given = copy is not null ? typed : Fields((name, value) => IsTyped(name) || value is not null);
            if (given.Count == 0 && Clear.Length == 0)
                throw new InputException(FpxErrorCode.InvalidInput, "No field to change was specified.", null, "Pass at least one field, or use -Clear.");
            return await ContactInput.ResolveAsync(client, given, run.Stopping, SkipValidation, Faults).ConfigureAwait(false);
        }

        ContactChange edited = ContactChange.From(copy);
        if (before is not null)
        {
            ContactChange.RequireReadOnlyUnedited(copy, before);
            edited = edited.WithoutUnedited(before);
        }

        return await ContactInput.ResolveAsync(client.Lookups, edited, before, SkipValidation, Faults, run.Stopping).ConfigureAwait(false);
    }
}
