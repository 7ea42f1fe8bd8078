namespace FastTrackFpx.Notes;

internal sealed class NotesEndpoint(FpxClient client)
{
    /// <summary>A note may have a million characters; a page of them must still be a page.</summary>
    internal const int NotesOnPage = 25;

    private const string RecommendedFilter = "noteCategoryId";
    private const string OtherFilter = "noteCategory";

    /// <summary>Notes on one tenant. <c>GET tenants/{tenantId}/notes</c>.</summary>
    public PagedSequence<FpxNote> List(Guid tenantId, NoteQuery query, ReadRange range) => new(
        new PageSource<FpxNote>((page, cancellationToken) => ReadAsync(tenantId, query, page, cancellationToken)) { LargestSize = NotesOnPage },
        range);

    /// <summary>Notes on tenants that come one by one, a request for each tenant and category, several at a time.</summary>
    internal ParentBatch<NoteList, FpxNote> StartBatch(NoteQuery query, Func<ParentResult<NoteList, FpxNote>, Task> emit, CancellationToken cancellationToken)
    {
        var source = new BatchSource<NoteList, FpxNote>((list, page, end) => ReadAsync(list.TenantId, query with { NoteCategoryId = list.CategoryId }, page, end)) { LargestSize = NotesOnPage };
        return new ParentBatch<NoteList, FpxNote>(new BatchRun<NoteList, FpxNote>(client.Rest, source), emit, cancellationToken);
    }

    /// <summary>The filter is documented in two spellings. A service that knows only the other one ignores ours and returns another category.</summary>
    private async Task<Page<FpxNote>> ReadAsync(Guid tenantId, NoteQuery query, PageNumber page, CancellationToken cancellationToken)
    {
        string? wanted = Identifier.Normalize(query.NoteCategoryId);
        bool isOther = client.Remembered.ContainsKey(OtherFilter);
        Page<FpxNote> notes = await ReadAsync(tenantId, query, isOther ? OtherFilter : RecommendedFilter, page, cancellationToken).ConfigureAwait(false);
        if (isOther || wanted is null || !notes.Items.Any(note => IsOfAnother(note, wanted))) return notes;
        Page<FpxNote> again = await ReadAsync(tenantId, query, OtherFilter, page, cancellationToken).ConfigureAwait(false);
        if (again.Items.Any(note => IsOfAnother(note, wanted))) return notes;
        client.Remembered[OtherFilter] = string.Empty;
        return again;
    }

    /// <summary>Notes have no id: a page that has come already is known by its bytes.</summary>
    private static ulong FingerprintOf(ReadOnlySpan<byte> body)
    {
        ulong hash = 14695981039346656037;
        foreach (byte sign in body) hash = (hash ^ sign) * 1099511628211;
        return hash;
    }

    private static bool IsOfAnother(FpxNote note, string wanted) => note.NoteCategory?.Id is { } id && !Identifier.Same(id, wanted);

    private Task<Page<FpxNote>> ReadAsync(Guid tenantId, NoteQuery query, string filter, PageNumber page, CancellationToken cancellationToken) =>
        client.GetPageAsync(
            $"tenants/{Routes.Segment(tenantId)}/notes",
            page,
            response =>
            {
                FpxPage<FpxNote> notes = FpxJson.ReadPage<FpxNote>(response);
                Guid tenant = notes.TenantId ?? tenantId;
                string? tenantName = client.KnownTenants.Complete(tenant, notes.TenantName);
                foreach (FpxNote note in notes.Items!)
                {
                    if (note.TenantId == Guid.Empty) note.TenantId = tenant;
                    note.TenantName ??= tenantName;
                    note.ReferralId ??= notes.RfaId ?? query.ReferralId;
                }

                return notes.ToPage(FingerprintOf(response.Body.Span));
            },
            cancellationToken,
            new QueryText()
                .Add(filter, query.NoteCategoryId)
                .Add("rfaId", query.ReferralId)
                .Add("orderByCreated", query.OldestFirst is { } oldest ? (oldest ? "Ascending" : "Descending") : null)
                .Pairs);
}

/// <summary>The notes on one tenant in one category; null is the category that the service takes then.</summary>
internal readonly record struct NoteList(Guid TenantId, string? CategoryId);

/// <param name="NoteCategoryId">The id of a category. The service returns the category with id 1 if none is named.</param>
/// <param name="ReferralId">The referral (RFA) by which the tenant is known to this partner, where it is not by a claim.</param>
/// <param name="OldestFirst">True for oldest first, false for newest first; null leaves it to the service.</param>
internal sealed record NoteQuery(string? NoteCategoryId = null, long? ReferralId = null, bool? OldestFirst = null);

internal static class NoteExtensions
{
    extension(FpxClient client)
    {
        internal NotesEndpoint Notes => new(client);
    }

    extension(FpxWrites writes)
    {
        internal NoteChanges Notes => new(writes.Fpx);
    }
}
