namespace FastTrackFpx.Notes;

/// <summary>Gets the notes on tenants in one category or in all: <c>GET tenants/{tenantId}/notes</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxNote", SupportsPaging = true), OutputType(typeof(FpxNote))]
public sealed class GetFpxNoteCommand : TenantReadCmdlet
{
    private BatchReading<NoteList, FpxNote>? _reading;

    /// <summary>
    /// Only notes of this category: name, id, or the object that <c>Get-FpxNoteCategory</c> returns. Without it the service returns only the notes of the
    /// category with id 1.
    /// </summary>
    [Parameter, Alias("NoteCategoryId"), LookupTransformation("NoteCategoryId"), ArgumentCompleter(typeof(LookupCompleter<FpxNoteCategory>))]
    public string? NoteCategory { get; set; }

    /// <summary>Gets the notes of all categories, one category after the other: a request for each tenant and category.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>The whole-number id of the referral, if the partner knows the tenant by a referral and not by a claim.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("RfaId"), WholeNumber, ArgumentCompleter(typeof(NoValueCompleter))]
    public WholeNumber? ReferralId { get; set; }

    /// <summary>Ascending for the oldest first, Descending for the newest first. The default is the service's own order.</summary>
    [Parameter]
    public FpxSortDirection? OrderByCreated { get; set; }

    private bool? OldestFirst => OrderByCreated is { } order ? order == FpxSortDirection.Ascending : null;

    private protected override Func<CmdletRun, Task>? Finish => _reading?.Finish;

    private protected override async Task RunAsync(CmdletRun run, FpxClient client)
    {
        var notes = new NotesEndpoint(client);
        IReadOnlyList<string?> categories = await CategoriesAsync(run, client).ConfigureAwait(false);
        if (TenantId.Length == 1 && categories.Count == 1 && !run.HasInput)
        {
            await run.WriteListAsync(notes.List(TenantId[0], categories[0], ReferralId?.Value, OldestFirst)).ConfigureAwait(false);
            return;
        }

        long? referral = ReferralId;
        _reading ??= new BatchReading<NoteList, FpxNote>(static list => list.TenantId);
        await _reading.AddAsync(
            run,
            referral,
            (emit, enough) => Task.FromResult(notes.StartBatch(referral, OldestFirst, emit, enough)),
            TenantId.SelectMany(tenant => categories.Select(category => new NoteList(tenant.Id, category)))).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<string?>> CategoriesAsync(CmdletRun run, FpxClient client)
    {
        if (!All && NoteCategory is null) return [null];
        if (!All) return [await new LookupsEndpoint(client).IdAsync<FpxNoteCategory>(NoteCategory, nameof(NoteCategory), run.Stopping).ConfigureAwait(false)];
        if (NoteCategory is not null)
            throw new InputException(ErrorCode.InvalidInput, "-All gets all categories, and -NoteCategory names one.", nameof(All), "Use one of the two.");
        var categories = await new LookupsEndpoint(client).KeepAsync(Lookup.Of<FpxNoteCategory>(), refresh: false, run.Stopping).ConfigureAwait(false);
        return [.. categories.Select(category => category.Id)];
    }
}
