using FastTrackFpx.Batches;
using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;
using FastTrackFpx.Paging;
using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Notes;

/// <summary>Gives the notes on tenants: <c>GET tenants/{tenantId}/notes</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxNote", SupportsPaging = true)]
[OutputType(typeof(FpxNote))]
public sealed class GetFpxNoteCommand : ConnectedCmdlet
{
    private RecordPaging? _paging;
    private BatchReading<FpxNote>? _reading;

    /// <summary>Ids or names of tenants, or objects with a TenantId property.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [TenantIdTransformation]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference[] TenantId { get; set; } = [];

    /// <summary>The notes of one category: name, id or the object that <c>Get-FpxNoteCategory</c> gives. Without it the service gives those of the category with id 1.</summary>
    [Parameter]
    [Alias("NoteCategoryId")]
    [LookupTransformation("NoteCategoryId")]
    [ArgumentCompleter(typeof(NoteCategoryCompleter))]
    public string? NoteCategory { get; set; }

    /// <summary>The whole number of the referral by which the tenant is known, where it is not by a claim.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("RfaId")]
    [WholeNumber]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public long? ReferralId { get; set; }

    /// <summary>Oldest or newest first; without it the service's own order.</summary>
    [Parameter]
    public FpxSortDirection? OrderByCreated { get; set; }

    private RecordPaging Pages => _paging ??= new RecordPaging(PagingParameters);

    private BatchReading<FpxNote> Reading => _reading ??= new BatchReading<FpxNote>(Pages);

    private protected override Func<CmdletRun, Task> Finish => run => Reading.CompleteAsync(run);

    private protected override async Task RunAsync(CmdletRun run, FpxClient client)
    {
        if (TenantId.Length == 1 && !run.HasInput)
        {
            NoteQuery query = Query(await CategoryIdAsync(run, client).ConfigureAwait(false));
            await Pages.WriteListAsync(run, range => client.Notes.List(TenantId[0], query, range)).ConfigureAwait(false);
            return;
        }

        await Reading.AddAsync(
            run,
            $"{ReferralId}",
            () => CategoryIdAsync(run, client),
            (category, emit, enough) => client.Notes.StartBatch(Query(category), emit, enough),
            [.. TenantId.Select(tenant => tenant.Id)]).ConfigureAwait(false);
    }

    private Task<string?> CategoryIdAsync(CmdletRun run, FpxClient client) =>
        WantedList.IdAsync(NoteCategory, () => client.Lookups.GetNoteCategoriesAsync(refresh: false, run.Stopping), nameof(NoteCategory));

    private NoteQuery Query(string? categoryId) => new()
    {
        NoteCategoryId = categoryId,
        ReferralId = ReferralId,
        OldestFirst = OrderByCreated is { } order ? order == FpxSortDirection.Ascending : null,
    };
}
