using FastTrackFpx.Connection;
using FastTrackFpx.Rest.Batching;
using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Paging;

namespace FastTrackFpx.Notes;

/// <summary>Notes on tenants.</summary>
public sealed class NotesEndpoint
{
    /// <summary>A note may have a million characters; a page of them must still be a page.</summary>
    internal const int NotesOnPage = 25;

    private const string RecommendedFilter = "noteCategoryId";
    private const string OtherFilter = "noteCategory";

    private readonly FpxCaller _caller;

    internal NotesEndpoint(FpxCaller caller) => _caller = caller;

    /// <summary>Notes on one tenant. <c>GET tenants/{tenantId}/notes</c>.</summary>
    public FpxSequence<FpxNote> List(Guid tenantId, NoteQuery query, ReadRange range) => new(
        new PageSource<FpxNote>((page, cancellationToken) => ReadAsync(tenantId, query, page, cancellationToken)) { LargestSize = NotesOnPage },
        range);

    /// <summary>Notes on tenants that come one by one, a call for each, several under way.</summary>
    /// <param name="query">Which notes.</param>
    /// <param name="emit">Is given the results, in the order of the tenants.</param>
    /// <param name="cancellationToken">Ends all calls.</param>
    public TenantBatch<FpxNote> StartBatch(NoteQuery query, Func<TenantResult<FpxNote>, Task> emit, CancellationToken cancellationToken)
    {
        var source = new BatchSource<FpxNote>((tenantId, page, end) => ReadAsync(tenantId, query, page, end)) { LargestSize = NotesOnPage };
        return new TenantBatch<FpxNote>(new BatchRun<FpxNote>(_caller.Session.Service, source), emit, cancellationToken);
    }

    /// <summary>
    /// The category's name in the query is documented in two spellings. A service that knows the other one alone takes no notice of ours: the
    /// notes it gives are of another category, which tells.
    /// </summary>
    private async Task<Page<FpxNote>> ReadAsync(Guid tenantId, NoteQuery query, PageNumber page, CancellationToken cancellationToken)
    {
        string? wanted = Identifier.Normalize(query.NoteCategoryId);
        bool isOther = _caller.Session.Remembered.ContainsKey(OtherFilter);
        Page<FpxNote> notes = await ReadAsync(tenantId, query, isOther ? OtherFilter : RecommendedFilter, page, cancellationToken).ConfigureAwait(false);
        if (isOther || wanted is null || !notes.Items.Any(note => IsOfAnother(note, wanted))) return notes;
        Page<FpxNote> again = await ReadAsync(tenantId, query, OtherFilter, page, cancellationToken).ConfigureAwait(false);
        if (again.Items.Any(note => IsOfAnother(note, wanted))) return notes;
        _caller.Session.Remembered[OtherFilter] = string.Empty;
        return again;
    }

    private static bool IsOfAnother(FpxNote note, string wanted) => note.NoteCategory?.Id is { } id && !Identifier.Same(id, wanted);

    private Task<Page<FpxNote>> ReadAsync(Guid tenantId, NoteQuery query, string filter, PageNumber page, CancellationToken cancellationToken) =>
        _caller.GetPageAsync(
            $"tenants/{Routes.Segment(tenantId)}/notes",
            page,
            body =>
            {
                Guid tenant = body.Guid("tenantId") ?? tenantId;
                string? tenantName = body.Text("tenantName");
                long? referralId = body.Whole("rfaId") ?? query.ReferralId;
                return Page.Read(body, note => NoteReader.Read(note, tenant, tenantName, referralId), hasNoIds: true);
            },
            cancellationToken,
            new QueryText()
                .Add(filter, query.NoteCategoryId)
                .Add("rfaId", query.ReferralId)
                .Add("orderByCreated", query.OldestFirst is { } oldest ? (oldest ? "Ascending" : "Descending") : null)
                .Pairs);
}
