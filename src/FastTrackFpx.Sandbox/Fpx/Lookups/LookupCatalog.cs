using System.Collections.Immutable;
using FastTrackFpx.Sandbox.Fpx.Incentives;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.Fpx.Lookups;

/// <summary>The lookups of contacts, notes and referrals. Where responses show GUIDs, the whole numbers are only stored.</summary>
internal static class LookupCatalog
{
    public static Lookup AdminTypes { get; } = Read("AdminType");

    public static Lookup ContactTypes { get; } = Read("ContactType");

    public static Lookup SkillTypes { get; } = Read("SkillType");

    public static Lookup SurveyLanguages { get; } = Read("SurveyLanguage");

    public static Lookup NoteCategories { get; } = Read("NoteCategory");

    public static Lookup TimeZones { get; } = Read("TimeZone");

    public static Lookup AcceptanceStatuses { get; } = Read("AcceptanceStatus");

    public static Lookup DeclineReasons { get; } = Read("DeclineReason");

    public static Lookup ReferralStatuses { get; } = Read("ReferralStatus");

    public static Lookup ServiceValues { get; } = Read("ServicesEstimatedValue");

    public static Lookup Countries { get; } = new("CountryRegion",
    [
        .. WorldPlaces.All.Select(place => place.Country).Union(CatalogFile.Content.FurtherCountries).Order(StringComparer.Ordinal)
            .Select((name, index) => new LookupEntry(index + 1, name)),
    ]);

    private static Lookup Read(string field) =>
        new(field, [.. CatalogFile.Content.Lookups[field].Select(entry => new LookupEntry(entry.Key, entry.Value))]);
}

/// <summary>The content of catalog.json: names and ids that the documents leave to the service.</summary>
internal sealed record CatalogFile(
    Dictionary<string, SortedDictionary<int, string>> Lookups,
    ImmutableArray<string> FurtherCountries,
    ImmutableArray<Service> Services,
    ImmutableArray<CatalogFile.FirstStatus> Statuses,
    ImmutableArray<IncentiveProgram> Programs,
    ImmutableArray<PaidWorkload> PaidWorkloads,
    ImmutableArray<YearPeriod> Periods,
    ImmutableArray<Membership> Memberships)
{
    public static CatalogFile Content { get; } = DataFile.Read<CatalogFile>("catalog.json");

    internal sealed record FirstStatus(string Name, string Description, ImmutableArray<SecondStatus> Below);

    internal sealed record SecondStatus(string Name, string Description, ImmutableArray<ServiceField> Fields, ImmutableArray<string> Below);
}
