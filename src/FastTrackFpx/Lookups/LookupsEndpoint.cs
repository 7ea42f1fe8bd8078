using FastTrackFpx.Connection;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Lookups;

/// <summary>Lists that other records refer to, kept for an hour. Each method reads again when <c>refresh</c> says so.</summary>
public sealed class LookupsEndpoint
{
    private readonly FpxCaller _caller;

    internal LookupsEndpoint(FpxCaller caller) => _caller = caller;

    /// <summary>Kinds of administrators a contact can be. <c>GET adminTypes</c>.</summary>
    public Task<IReadOnlyList<FpxAdminType>> GetAdminTypesAsync(bool refresh, CancellationToken cancellationToken) =>
        GetAsync<FpxAdminType>(LookupRoutes.AdminTypes, refresh, cancellationToken);

    /// <summary>Kinds of contacts. <c>GET contactTypes</c>.</summary>
    public Task<IReadOnlyList<FpxContactType>> GetContactTypesAsync(bool refresh, CancellationToken cancellationToken) =>
        GetAsync<FpxContactType>(LookupRoutes.ContactTypes, refresh, cancellationToken);

    /// <summary>Countries and regions. <c>GET countryRegions</c>.</summary>
    public Task<IReadOnlyList<FpxCountryRegion>> GetCountryRegionsAsync(bool refresh, CancellationToken cancellationToken) =>
        GetAsync<FpxCountryRegion>(LookupRoutes.CountryRegions, refresh, cancellationToken);

    /// <summary>Categories of notes. <c>GET noteCategories</c>.</summary>
    public Task<IReadOnlyList<FpxNoteCategory>> GetNoteCategoriesAsync(bool refresh, CancellationToken cancellationToken) =>
        GetAsync<FpxNoteCategory>(LookupRoutes.NoteCategories, refresh, cancellationToken);

    /// <summary>All services, or those partners implement. <c>GET services</c>, <c>GET services/frp</c>.</summary>
    public Task<IReadOnlyList<FpxService>> GetServicesAsync(bool frpOnly, bool refresh, CancellationToken cancellationToken) =>
        GetAsync<FpxService>(frpOnly ? "services/frp" : LookupRoutes.Services, refresh, cancellationToken);

    /// <summary>Skills a contact can have. <c>GET skillTypes</c>.</summary>
    public Task<IReadOnlyList<FpxSkillType>> GetSkillTypesAsync(bool refresh, CancellationToken cancellationToken) =>
        GetAsync<FpxSkillType>(LookupRoutes.SkillTypes, refresh, cancellationToken);

    /// <summary>Languages surveys are sent in. <c>GET surveyLanguages</c>.</summary>
    public Task<IReadOnlyList<FpxSurveyLanguage>> GetSurveyLanguagesAsync(bool refresh, CancellationToken cancellationToken) =>
        GetAsync<FpxSurveyLanguage>(LookupRoutes.SurveyLanguages, refresh, cancellationToken);

    /// <summary>Time zones. <c>GET timeZones</c>.</summary>
    public Task<IReadOnlyList<FpxTimeZone>> GetTimeZonesAsync(bool refresh, CancellationToken cancellationToken) =>
        GetAsync<FpxTimeZone>(LookupRoutes.TimeZones, refresh, cancellationToken);

    /// <summary>Accepted and declined, as referrals know them. <c>GET partnerReferrals/acceptanceStatuses</c>.</summary>
    public Task<IReadOnlyList<FpxReferralAcceptanceStatus>> GetReferralAcceptanceStatusesAsync(bool refresh, CancellationToken cancellationToken) =>
        GetAsync<FpxReferralAcceptanceStatus>(LookupRoutes.ReferralAcceptanceStatuses, refresh, cancellationToken);

    /// <summary>Reasons to decline a referral. <c>GET partnerReferrals/declineReasons</c>.</summary>
    public Task<IReadOnlyList<FpxReferralDeclineReason>> GetReferralDeclineReasonsAsync(bool refresh, CancellationToken cancellationToken) =>
        GetAsync<FpxReferralDeclineReason>("partnerReferrals/declineReasons", refresh, cancellationToken);

    /// <summary>States of the work on a referral. <c>GET partnerReferrals/referralStatuses</c>.</summary>
    public Task<IReadOnlyList<FpxReferralStatus>> GetReferralStatusesAsync(bool refresh, CancellationToken cancellationToken) =>
        GetAsync<FpxReferralStatus>(LookupRoutes.ReferralStatuses, refresh, cancellationToken);

    /// <summary>Ranges of what services sold are worth. <c>GET partnerReferrals/serviceValues</c>.</summary>
    public Task<IReadOnlyList<FpxReferralServiceValue>> GetReferralServiceValuesAsync(bool refresh, CancellationToken cancellationToken) =>
        GetAsync<FpxReferralServiceValue>(LookupRoutes.ReferralServiceValues, refresh, cancellationToken);

    /// <summary>Incentive programs. <c>GET incentives/Programs</c>.</summary>
    public Task<IReadOnlyList<FpxIncentiveProgram>> GetIncentiveProgramsAsync(bool refresh, CancellationToken cancellationToken) =>
        GetAsync<FpxIncentiveProgram>("incentives/Programs", refresh, cancellationToken);

    /// <summary>Workloads that incentives are paid for. <c>GET incentives/Workloads</c>.</summary>
    public Task<IReadOnlyList<FpxIncentiveWorkload>> GetIncentiveWorkloadsAsync(bool refresh, CancellationToken cancellationToken) =>
        GetAsync("incentives/Workloads", refresh, LookupReader.IncentiveWorkload, LookupCopies.Of, cancellationToken);

    /// <summary>Payment periods. <c>GET incentives/YearPeriods</c>.</summary>
    public Task<IReadOnlyList<FpxIncentivePeriod>> GetIncentivePeriodsAsync(bool refresh, CancellationToken cancellationToken) =>
        GetAsync("incentives/YearPeriods", refresh, LookupReader.IncentivePeriod, LookupCopies.Of, cancellationToken);

    /// <summary>Whether a list is kept, so that asking for it makes no call.</summary>
    /// <param name="route">The list's address below the version.</param>
    public bool IsKept(string route) => _caller.Session.Lookups.Has(route);

    /// <summary>A list of another shape, kept likewise.</summary>
    internal async Task<IReadOnlyList<T>> GetAsync<T>(
        string route, bool refresh, Func<JsonRecord, T> read, Func<T, T> copy, CancellationToken cancellationToken)
        where T : class
    {
        IReadOnlyList<T> kept = await KeepAsync(route, refresh, read, cancellationToken).ConfigureAwait(false);
        // Records may be edited by whoever gets them; those that are kept may not.
        return kept.Select(copy).ToList();
    }

    /// <summary>The list that is kept itself, for looking up and not for handing out.</summary>
    internal Task<IReadOnlyList<T>> KeepAsync<T>(string route, bool refresh, Func<JsonRecord, T> read, CancellationToken cancellationToken)
        where T : class =>
        _caller.Session.Lookups.GetAsync(
            route,
            refresh,
            async end => (IReadOnlyList<T>)await _caller.GetListAsync(route, read, end).ConfigureAwait(false),
            cancellationToken);

    private Task<IReadOnlyList<T>> GetAsync<T>(string route, bool refresh, CancellationToken cancellationToken)
        where T : FpxLookup, new() =>
        GetAsync(route, refresh, LookupReader.Entry<T>, static entry => new T { Id = entry.Id, Name = entry.Name }, cancellationToken);
}
