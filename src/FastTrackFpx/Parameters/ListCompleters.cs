using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;

namespace FastTrackFpx.Parameters;

/// <summary>Offers services (workloads).</summary>
public sealed class ServiceCompleter : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        await client.Lookups.GetServicesAsync(frpOnly: false, refresh: false, cancellationToken).ConfigureAwait(false);
}

/// <summary>Offers kinds of administrators.</summary>
public sealed class AdminTypeCompleter : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        await client.Lookups.GetAdminTypesAsync(refresh: false, cancellationToken).ConfigureAwait(false);
}

/// <summary>Offers kinds of contacts.</summary>
public sealed class ContactTypeCompleter : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        await client.Lookups.GetContactTypesAsync(refresh: false, cancellationToken).ConfigureAwait(false);
}

/// <summary>Offers countries and regions.</summary>
public sealed class CountryRegionCompleter : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        await client.Lookups.GetCountryRegionsAsync(refresh: false, cancellationToken).ConfigureAwait(false);
}

/// <summary>Offers categories of notes.</summary>
public sealed class NoteCategoryCompleter : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        await client.Lookups.GetNoteCategoriesAsync(refresh: false, cancellationToken).ConfigureAwait(false);
}

/// <summary>Offers skills.</summary>
public sealed class SkillTypeCompleter : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        await client.Lookups.GetSkillTypesAsync(refresh: false, cancellationToken).ConfigureAwait(false);
}

/// <summary>Offers survey languages.</summary>
public sealed class SurveyLanguageCompleter : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        await client.Lookups.GetSurveyLanguagesAsync(refresh: false, cancellationToken).ConfigureAwait(false);
}

/// <summary>Offers time zones.</summary>
public sealed class TimeZoneCompleter : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        await client.Lookups.GetTimeZonesAsync(refresh: false, cancellationToken).ConfigureAwait(false);
}

/// <summary>Offers what can become of a referral.</summary>
public sealed class ReferralAcceptanceStatusCompleter : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        await client.Lookups.GetReferralAcceptanceStatusesAsync(refresh: false, cancellationToken).ConfigureAwait(false);
}

/// <summary>Offers reasons to decline a referral.</summary>
public sealed class ReferralDeclineReasonCompleter : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        await client.Lookups.GetReferralDeclineReasonsAsync(refresh: false, cancellationToken).ConfigureAwait(false);
}

/// <summary>Offers states of the work on a referral.</summary>
public sealed class ReferralStatusCompleter : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        await client.Lookups.GetReferralStatusesAsync(refresh: false, cancellationToken).ConfigureAwait(false);
}

/// <summary>Offers ranges of value.</summary>
public sealed class ReferralServiceValueCompleter : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        await client.Lookups.GetReferralServiceValuesAsync(refresh: false, cancellationToken).ConfigureAwait(false);
}

/// <summary>Offers incentive programs.</summary>
public sealed class IncentiveProgramCompleter : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        await client.Lookups.GetIncentiveProgramsAsync(refresh: false, cancellationToken).ConfigureAwait(false);
}

/// <summary>Offers workloads that incentives are paid for.</summary>
public sealed class IncentiveWorkloadCompleter : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        await client.Lookups.GetIncentiveWorkloadsAsync(refresh: false, cancellationToken).ConfigureAwait(false);
}

/// <summary>Offers payment periods.</summary>
public sealed class IncentivePeriodCompleter : LookupCompleter
{
    private protected override async Task<IReadOnlyList<FpxLookup>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        (await client.Lookups.GetIncentivePeriodsAsync(refresh: false, cancellationToken).ConfigureAwait(false)).Select(period => period.AsLookup()).ToArray();
}
