namespace FastTrackFpx.Lookups;

/// <summary>A list that the service offers for a field, kept for an hour for each connection. The table of all of them.</summary>
internal abstract class Lookup(string route, Type recordType)
{
    internal static readonly Lookup<FpxService> FrpServices = Plain<FpxService>("services/frp");

    internal static readonly Lookup<FpxEntitlementStatus> L1 = Full<FpxEntitlementStatus>("entitlements/l1s");

    /// <summary>Combinations of service and statuses, which are kept likewise.</summary>
    internal const string CombinationsRoute = "entitlements/l1l2l3s";

    private static readonly Dictionary<Type, Lookup> All = new Lookup[]
    {
        Plain<FpxAdminType>("adminTypes"),
        Plain<FpxContactType>("contactTypes"),
        Plain<FpxCountryRegion>("countryRegions"),
        Plain<FpxNoteCategory>("noteCategories"),
        Plain<FpxService>("services"),
        Plain<FpxSkillType>("skillTypes"),
        Plain<FpxSurveyLanguage>("surveyLanguages"),
        Plain<FpxTimeZone>("timeZones"),
        Plain<FpxReferralAcceptanceStatus>("partnerReferrals/acceptanceStatuses"),
        Plain<FpxReferralDeclineReason>("partnerReferrals/declineReasons"),
        Plain<FpxReferralStatus>("partnerReferrals/referralStatuses"),
        Plain<FpxReferralServiceValue>("partnerReferrals/serviceValues"),
        Plain<FpxIncentiveProgram>("incentives/Programs"),
        Full<FpxIncentiveWorkload>("incentives/Workloads"),
        new Lookup<FpxIncentivePeriod>("incentives/YearPeriods", FpxJson.ReadList<FpxIncentivePeriod>, static period => period.Copy(), EntriesOf),
        L1,
    }.ToDictionary(static lookup => lookup.RecordType);

    internal string Route { get; } = route;
    internal Type RecordType { get; } = recordType;

    internal static Lookup<T> Of<T>()
        where T : class => (Lookup<T>)All[typeof(T)];

    /// <summary>The lookup of which a cmdlet such as <c>Get-FpxService</c> returns the records; null if it is not such a cmdlet.</summary>
    internal static Lookup? OfCmdlet(string name) =>
        All.Values.FirstOrDefault(lookup => string.Equals("Get-" + lookup.RecordType.Name, name, StringComparison.OrdinalIgnoreCase));

    internal abstract Task<IReadOnlyList<FpxLookup>> EntriesAsync(LookupsEndpoint lookups, CancellationToken cancellationToken);

    private static Lookup<T> Plain<T>(string route)
        where T : FpxLookup, new() => new(
            route,
            static response => FpxJson.ReadList<FpxLookup>(response).ConvertAll(static entry => new T { Id = entry.Id, Name = entry.Name, IsRead = true }),
            static entry => (T)entry.Copy(),
            static entry => [entry]);

    /// <summary>A lookup whose records hold more than an id and a name.</summary>
    internal static Lookup<T> Full<T>(string route)
        where T : FpxLookup => new(route, FpxJson.ReadList<T>, static entry => (T)entry.Copy(), static entry => [entry]);

    /// <summary>A period goes by the months it spans and by its number.</summary>
    private static FpxLookup[] EntriesOf(FpxIncentivePeriod period) =>
    [
        .. new[] { period.YearPeriodRange, period.YearPeriod?.ToString(CultureInfo.InvariantCulture) }
            .Where(static name => name is not null)
            .Select(name => new FpxLookup { Id = period.Id, Name = name }),
    ];
}

/// <summary>A lookup with its reader, a copier for callers who may edit a record, and the entries that a record goes by.</summary>
internal sealed class Lookup<T>(string route, Func<RestResponse, List<T>> read, Func<T, T> copy, Func<T, FpxLookup[]> entries) : Lookup(route, typeof(T))
    where T : class
{
    internal Func<RestResponse, List<T>> Read { get; } = read;
    internal Func<T, T> Copy { get; } = copy;
    internal Func<T, FpxLookup[]> Entries { get; } = entries;

    internal override async Task<IReadOnlyList<FpxLookup>> EntriesAsync(LookupsEndpoint lookups, CancellationToken cancellationToken) =>
        [.. (await lookups.KeepAsync(this, refresh: false, cancellationToken).ConfigureAwait(false)).SelectMany(Entries)];
}
