namespace FastTrackFpx.Notes;

internal sealed class NotesEndpoint(FpxClient client)
{
    /// <summary>A note may have a million characters; a page of them must still be a page.</summary>
    internal const int NotesOnPage = 25;

    private const string RecommendedFilter = "noteCategoryId";
    private const string OtherFilter = "noteCategory";

    /// <summary>Notes on one tenant. <c>GET tenants/{tenantId}/notes</c>.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="categoryId">The id of a category. The service returns the category with id 1 if none is named.</param>
    /// <param name="referralId">The referral (RFA) by which the tenant is known to this partner, where it is not by a claim.</param>
    /// <param name="oldestFirst">True for oldest first, false for newest first; null leaves it to the service.</param>
    public PagedSequence<FpxNote> List(Guid tenantId, string? categoryId = null, long? referralId = null, bool? oldestFirst = null) =>
        new((page, end) => ReadAsync(tenantId, categoryId, referralId, oldestFirst, page, end)) { LargestSize = NotesOnPage };

    /// <summary>Notes on tenants that come one by one, a request for each tenant and category, several at a time.</summary>
    internal ParentBatch<NoteList, FpxNote> StartBatch(
        long? referralId, bool? oldestFirst, Func<ParentResult<NoteList, FpxNote>, Task> emit, CancellationToken cancellationToken) =>
        new(client.Rest, (list, page, end) => ReadAsync(list.TenantId, list.CategoryId, referralId, oldestFirst, page, end), emit, cancellationToken)
        {
            LargestSize = NotesOnPage,
        };

    /// <summary>The filter is documented in two spellings. A service that knows only the other one ignores ours and returns another category.</summary>
    private async Task<Page<FpxNote>> ReadAsync(
        Guid tenantId, string? categoryId, long? referralId, bool? oldestFirst, (int Number, int Size) page, CancellationToken cancellationToken)
    {
        bool isOther = client.Remembered.ContainsKey(OtherFilter);
        Page<FpxNote> notes = await ReadBy(isOther ? OtherFilter : RecommendedFilter).ConfigureAwait(false);
        if (isOther || categoryId is null || !notes.Items.Any(IsOfAnother)) return notes;
        Page<FpxNote> again = await ReadBy(OtherFilter).ConfigureAwait(false);
        if (again.Items.Any(IsOfAnother)) return notes;
        client.Remembered[OtherFilter] = string.Empty;
        return again;

        bool IsOfAnother(FpxNote note) => note.NoteCategory?.Id is { } id && !Identifier.Same(id, categoryId);

        Task<Page<FpxNote>> ReadBy(string filter) => client.GetPageAsync(
            $"tenants/{tenantId}/notes",
            page,
            response => Read(response, tenantId, referralId),
            cancellationToken,
            (filter, categoryId),
            ("rfaId", referralId),
            ("orderByCreated", oldestFirst is { } oldest ? (oldest ? "Ascending" : "Descending") : null));
    }

    private Page<FpxNote> Read(RestResponse response, Guid tenantId, long? referralId)
    {
        FpxPage<FpxNote> notes = FpxJson.ReadPage<FpxNote>(response);
        Guid tenant = notes.TenantId ?? tenantId;
        string? tenantName = client.CompleteTenantName(tenant, notes.TenantName);
        foreach (FpxNote note in notes.Items!)
        {
            if (note.TenantId == Guid.Empty) note.TenantId = tenant;
            note.TenantName ??= tenantName;
            note.ReferralId ??= notes.RfaId ?? referralId;
        }

        return notes.ToPage(FingerprintOf(response.Body.Span));
    }

    /// <summary>Notes have no id: a page that has come already is known by its bytes.</summary>
    private static ulong FingerprintOf(ReadOnlySpan<byte> body)
    {
        ulong hash = 14695981039346656037;
        foreach (byte sign in body) hash = (hash ^ sign) * 1099511628211;
        return hash;
    }
}

/// <summary>The notes on one tenant in one category; null is the category that the service takes then.</summary>
internal readonly record struct NoteList(Guid TenantId, string? CategoryId);
