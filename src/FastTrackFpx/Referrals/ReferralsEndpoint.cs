using System.Globalization;
using FastTrackFpx.Connection;
using FastTrackFpx.Rest.Paging;

namespace FastTrackFpx.Referrals;

/// <summary>Customers that are offered to this partner.</summary>
public sealed class ReferralsEndpoint
{
    private readonly FpxCaller _caller;

    internal ReferralsEndpoint(FpxCaller caller) => _caller = caller;

    /// <summary>Referrals. <c>GET partnerReferrals</c>.</summary>
    public FpxSequence<FpxReferral> List(ReferralQuery query, ReadRange range) => new(
        new PageSource<FpxReferral>((page, cancellationToken) => _caller.GetPageAsync(
            "partnerReferrals", page, static body => Page.Read(body, ReferralReader.Read), cancellationToken, Query(query).Pairs))
        {
            Key = static referral => referral.ReferralId,
        },
        range);

    private static QueryText Query(ReferralQuery query) => new QueryText()
        .Add("showDeclinedReferrals", query.ShowDeclined ? true : null)
        .AddEach("partnerReferralSourceIds", query.SourceIds.Select(id => id.ToString(CultureInfo.InvariantCulture)))
        .Add("searchTerm", query.SearchTerm)
        .Add("sortColumn", query.SortColumn)
        .Add("sortDirection", query.Ascending is { } ascending ? (ascending ? "Ascending" : "Descending") : null);
}
