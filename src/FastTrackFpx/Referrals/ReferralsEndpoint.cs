namespace FastTrackFpx.Referrals;

internal sealed class ReferralsEndpoint(FpxClient client)
{
    /// <summary>Referrals. <c>GET partnerReferrals</c>.</summary>
    public PagedSequence<FpxReferral> List(ReferralQuery query) =>
        new((page, end) => client.GetPageAsync("partnerReferrals", page, Read, end, Query(query))) { Key = static referral => referral.ReferralId };

    /// <summary>All referrals, declined ones too: the API reads none by its id.</summary>
    public Task<List<FpxReferral>> ReadAllAsync(CancellationToken cancellationToken) =>
        List(new ReferralQuery { ShowDeclined = true }).ToListAsync(cancellationToken);

    private Page<FpxReferral> Read(RestResponse response)
    {
        Page<FpxReferral> page = FpxJson.ReadPage<FpxReferral>(response).ToPage();
        foreach (FpxReferral referral in page.Items)
        {
            if (referral.TenantId is { } tenantId) referral.TenantName = client.CompleteTenantName(tenantId, referral.TenantName);
        }

        return page;
    }

    private static (string, object?)[] Query(ReferralQuery query) =>
    [
        ("showDeclinedReferrals", query.ShowDeclined ? true : null),
        ("partnerReferralSourceIds", query.SourceIds),
        ("searchTerm", query.SearchTerm),
        ("sortColumn", query.SortColumn),
        ("sortDirection", query.Ascending is { } ascending ? (ascending ? "Ascending" : "Descending") : null),
    ];
}

/// <param name="SearchTerm">Text that the service searches for.</param>
/// <param name="ShowDeclined">True to include declined referrals.</param>
/// <param name="SourceIds">Ids of the sources referrals come from; null means all.</param>
/// <param name="SortColumn">The column to sort by; the service sorts by <c>created</c> where none is named.</param>
/// <param name="Ascending">True for ascending, false for descending; null leaves it to the service.</param>
internal sealed record ReferralQuery(
    string? SearchTerm = null, bool ShowDeclined = false, IReadOnlyList<long>? SourceIds = null, string? SortColumn = null, bool? Ascending = null);
