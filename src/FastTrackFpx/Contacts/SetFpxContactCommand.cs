namespace FastTrackFpx.Contacts;

/// <summary>Changes a contact: <c>PATCH contacts/{contactId}</c>, before v1.2 <c>PATCH tenants/contacts/{contactId}</c>. Sends only what differs.</summary>
[Cmdlet(VerbsCommon.Set, "FpxContact", SupportsShouldProcess = true, DefaultParameterSetName = ByField), OutputType(typeof(FpxContact))]
public sealed class SetFpxContactCommand : ContactFieldsCmdlet
{
    private readonly ContactMemory _memory = new();

    /// <summary>The id of the contact, a GUID.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByField)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public Guid ContactId { get; set; }

    /// <summary>
    /// The tenant of the contact. A contact that is piped in includes it, and the connection knows it for contacts that it has read or written. If it is not
    /// known, the contact cannot be read first: the prompt shows no old values, and the change cannot be undone. Pass <c>-TenantId</c> to avoid this.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true), TenantIdTransformation(FromRow = true), ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference TenantId { get; set; }

    /// <summary>The whole-number id of the referral, if the partner knows the tenant by a referral and not by a claim.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("RfaId"), ArgumentCompleter(typeof(NoValueCompleter))]
    public WholeNumber? ReferralId { get; set; }

    /// <summary>The fields to clear, by the names of their parameters.</summary>
    [Parameter, ArgumentCompleter(typeof(ContactFieldCompleter)), WellFormedText]
    public string[] Clear { get; set; } = Array.Empty<string>();

    /// <summary>A contact or a row with the properties above, such as those from <c>Get-FpxContact</c> and <c>Import-Csv</c>.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByRow), ArgumentCompleter(typeof(NoValueCompleter))]
    public PSObject? InputObject { get; set; }

    /// <summary>Returns the contact as the service has it afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override object? PipelineInput => InputObject;

    private protected override async Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes)
    {
        Require((ContactId != Guid.Empty, nameof(ContactId)));
        FpxContact? copy = InputObject is null ? null : RecordCopy.Of<FpxContact>(InputObject);
        FpxContact? before = await _memory.BeforeAsync(run, client, TenantId, ContactId, ReferralId).ConfigureAwait(false);
        ContactChange change = await WantedAsync(run, client, copy, before).ConfigureAwait(false);
        foreach (string field in Clear) change.Clear(field);
        Faults.ThrowIfAny([]);
        if (change.IsEmpty && before is null) throw NothingGiven();
        if (before is not null) change = change.Without(before);
        if (change.IsEmpty)
        {
            run.Verbose($"Contact {ContactId} already matches. Nothing to send.");
            if (PassThru) await run.WriteAsync(before!).ConfigureAwait(false);
            return;
        }

        Validate(run, ContactRules.CheckChange(change, before));
        var changes = new ContactChanges(client, writes.Context);
        PlannedChange<FpxContact> plan = await changes.PlanSetAsync(ContactId, before, change, run.Stopping).ConfigureAwait(false);
        if (await ChangeAsync(run, writes, plan).ConfigureAwait(false) is not { } result) return;
        _memory.Note(ContactId, result.Value);
        if (PassThru) await run.WriteAsync(result.Value).ConfigureAwait(false);
    }

    /// <summary>What was typed; without that a row's cells, or all fields of a contact that were edited.</summary>
    private async Task<ContactChange> WantedAsync(CmdletRun run, FpxClient client, FpxContact? copy, FpxContact? before)
    {
        ContactChange typed = Given((name, _) => IsTyped(name));
        if (copy is null || !typed.IsEmpty || Clear.Length > 0)
        {
            ContactChange given = copy is not null ? typed : Given((name, value) => IsTyped(name) || value is not null);
            // A cell that cannot be read is no field, and is reported instead.
            if (given.IsEmpty) Faults.ThrowIfAny([]);
            if (given.IsEmpty && Clear.Length == 0) throw NothingGiven();
            ContactChange cells = await ResolveAsync(run, client, given).ConfigureAwait(false);
            Faults.ThrowIfAny([]);
            if (before is null) return cells;
            if (InputObject is not null && RecordCopy.OfFile(InputObject, before) is { } row) RequireReadOnlyUnedited(row, before);

            // Texts of a row are trimmed: blanks around a present text are no edit.
            return cells.Where((field, value) =>
                IsTyped(field.ParameterName) || value is not string text || field.Read(before) is not string held || text != held.Trim());
        }

        ContactChange edited = ContactChange.From(copy);
        if (before is not null)
        {
            RequireReadOnlyUnedited(copy, before);
            edited = edited.Where((field, value) => !FieldValue.IsUnedited(value, field.Read(before)));
        }

        return await ResolveAsync(run, client, edited, before).ConfigureAwait(false);
    }

    private static void RequireReadOnlyUnedited(FpxContact edited, FpxContact now)
    {
        RecordCopy.RequireUnedited(edited, now, "contact", nameof(now.Created), nameof(now.CreatedBy));
        bool isNamed = edited.TenantName is { Length: > 0 } && now.TenantName is { Length: > 0 };
        if (isNamed) RecordCopy.RequireUnedited(edited, now, "contact", nameof(now.TenantName));

        // A copy that is older than the contact has its former author and time.
        bool isStale = edited.Modified < now.Modified;
        if (!isStale) RecordCopy.RequireUnedited(edited, now, "contact", nameof(now.Modified), nameof(now.ModifiedBy));
    }

    private static InputException NothingGiven() =>
        new(ErrorCode.InvalidInput, "No field to change was specified.", null, "Pass at least one field, or use -Clear.");
}

/// <summary>Offers the fields of a contact that may be emptied.</summary>
public sealed class ContactFieldCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string ToolTip)> Values =>
        ContactField.All.Where(one => !one.CannotBeNull).Select(one => (one.ParameterName, one.ServiceName));
}
