using System.Globalization;
using FastTrackFpx.Connection;
using FastTrackFpx.Content;
using FastTrackFpx.Rest.Http;
using FastTrackFpx.Rest.Paging;

namespace FastTrackFpx.Referrals;

internal sealed class ReferralsEndpoint(FpxClient client)
{
    /// <summary>Referrals. <c>GET partnerReferrals</c>.</summary>
    public PagedSequence<FpxReferral> List(ReferralQuery query, ReadRange range) => new(
        new PageSource<FpxReferral>((page, cancellationToken) => client.GetPageAsync(
            "partnerReferrals", page, Read, cancellationToken, Query(query).Pairs))
        {
            Key = static referral => referral.ReferralId,
        },
        range);

    private Page<FpxReferral> Read(RestResponse response)
    {
        Page<FpxReferral> page = FpxJson.ReadPage<FpxReferral>(response).ToPage();
        foreach (FpxReferral referral in page.Items)
        {
            if (referral.TenantId is { } tenantId) referral.TenantName = client.KnownTenants.Complete(tenantId, referral.TenantName);
        }

        return page;
    }

    private static QueryText Query(ReferralQuery query) => new QueryText()
        .Add("showDeclinedReferrals", query.ShowDeclined ? true : null)
        .AddEach("partnerReferralSourceIds", query.SourceIds.Select(id => id.ToString(CultureInfo.InvariantCulture)))
        .Add("searchTerm", query.SearchTerm)
        .Add("sortColumn", query.SortColumn)
        .Add("sortDirection", query.Ascending is { } ascending ? (ascending ? "Ascending" : "Descending") : null);
}

internal sealed class ReferralQuery
{
    public string? SearchTerm { get; set; }

    public bool ShowDeclined { get; set; }

    /// <summary>Ids of the sources referrals come from; none means all.</summary>
    public IReadOnlyList<long> SourceIds { get; set; } = [];

    /// <summary>The column to sort by; the service sorts by <c>created</c> where none is named.</summary>
    public string? SortColumn { get; set; }

    /// <summary>True for ascending, false for descending; null leaves it to the service.</summary>
    public bool? Ascending { get; set; }
}

internal static class ClientReferrals
{
    extension(FpxClient client)
    {
        internal ReferralsEndpoint Referrals => new(client);
    }
}
