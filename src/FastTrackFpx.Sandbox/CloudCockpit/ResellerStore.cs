using System.Collections.Immutable;
using System.Globalization;
using FastTrackFpx.Sandbox.Fpx.Tenants;
using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.MadeUp;
using FastTrackFpx.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace FastTrackFpx.Sandbox.CloudCockpit;

/// <summary>A price margin: the name of its rule, and its value. Either may be missing.</summary>
internal sealed record Margin(string? Rule, decimal? Value);

/// <summary>A reseller at one provider.</summary>
/// <param name="InstanceId">The provider instance.</param>
/// <param name="Margin">The margin of everything that has no margin of its own.</param>
/// <param name="OfferMargins">Margins by offer type; null for none.</param>
/// <param name="ResellerId">The provider's id of the reseller: for Tier 2 its primary MPN id.</param>
/// <param name="SecondaryMpnIds">Its other MPN ids; null for providers that have none.</param>
/// <param name="Status">Processing, Success or Failed.</param>
internal sealed record ProviderReseller(
    string InstanceId, Margin Margin, ImmutableArray<(string Offer, Margin Margin)>? OfferMargins, string? ResellerId,
    ImmutableArray<string>? SecondaryMpnIds, string Status);

/// <summary>A reseller, made up from its ordinal.</summary>
internal sealed record Reseller(int Ordinal, string Id, Company Company, Place Place, Person Contact,
    ImmutableArray<ProviderReseller> Providers)
{
    public string InternalIdentifier => string.Create(CultureInfo.InvariantCulture, $"R-{10_000 + Ordinal}");
}

/// <summary>A search for resellers. What is null does not filter.</summary>
/// <param name="Field">The column to search.</param>
/// <param name="Text">A part of its value, compared without case.</param>
/// <param name="ProviderInstanceId">Resellers at this provider.</param>
/// <param name="CustomerId">Resellers of this customer.</param>
/// <param name="IsAscending">Sorts by company name; null keeps the order in which resellers were created.</param>
internal sealed record ResellerSearch(string Field, string? Text, string? ProviderInstanceId, string? CustomerId, bool? IsAscending);

/// <summary>Finds resellers in SQLite. Only what can be searched is stored; the rest is made up again from the ordinal.</summary>
internal sealed class ResellerStore(SandboxDatabase database, int seed)
{
    public const string Tables = """
        CREATE TABLE cloudcockpit_reseller (
            ordinal INTEGER PRIMARY KEY, name TEXT NOT NULL, identifier TEXT NOT NULL, mpn_ids TEXT NOT NULL, providers TEXT NOT NULL,
            customer_id TEXT NOT NULL);
        """;

    /// <summary>The provider instances: Microsoft Tier 1, Microsoft Tier 2, and a generic provider.</summary>
    public static ImmutableArray<string> Providers { get; } =
        [StableId.Of("Provider", "Tier 1"), StableId.Of("Provider", "Tier 2"), StableId.Of("Provider", "Generic")];

    /// <summary>Values of searchField, and the columns that they search.</summary>
    public static ImmutableDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["Company.Name"] = "name", ["InternalIdentifier"] = "identifier", ["MpnId"] = "mpn_ids",
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    public static ResellerStore Open(ServiceContext context)
    {
        var store = new ResellerStore(context.Database, context.Origin.Seed);
        if (context.IsNew) store.Fill(context.Origin);
        return store;
    }

    public (int Total, List<Reseller> Resellers) Page(ResellerSearch search, long skip, int take) => database.Read(db =>
    {
        string which = $"($0 IS NULL OR instr({search.Field}, $0) > 0) AND ($1 IS NULL OR instr(providers, $1) > 0) "
            + "AND ($2 IS NULL OR customer_id = $2)";
        string order = search.IsAscending is { } ascending ? $"name {(ascending ? "ASC" : "DESC")}, ordinal" : "ordinal";
        string? text = search.Text?.ToUpperInvariant();
        return ((int)db.Number($"SELECT count(*) FROM cloudcockpit_reseller WHERE {which}", text, search.ProviderInstanceId,
            search.CustomerId),
            db.Rows(
                $"SELECT ordinal FROM cloudcockpit_reseller WHERE {which} ORDER BY {order} LIMIT $3 OFFSET $4", Row, text,
                search.ProviderInstanceId, search.CustomerId, take, skip));
    });

    public List<Reseller> All() =>
        database.Read(db => db.Rows("SELECT ordinal FROM cloudcockpit_reseller ORDER BY ordinal", Row));

    private void Fill(DataOrigin origin) => database.Write(db =>
    {
        // A customer of a reseller is a tenant of FPX, so that what one service returns can be looked up in the other.
        var tenants = new TenantMaker(origin);
        for (int ordinal = 0; ordinal < origin.Tenants; ordinal++)
        {
            Reseller reseller = Make(ordinal);
            IEnumerable<string> mpnIds = reseller.Providers
                .SelectMany(provider => (provider.SecondaryMpnIds ?? []).Prepend(provider.ResellerId ?? ""));
            db.Execute(
                "INSERT INTO cloudcockpit_reseller VALUES ($0, $1, $2, $3, $4, $5)", ordinal, reseller.Company.Name.ToUpperInvariant(),
                reseller.InternalIdentifier, string.Join('\n', mpnIds), string.Join('\n',
                    reseller.Providers.Select(provider => provider.InstanceId)),
                tenants.Make(ordinal).TenantId);
        }

        return true;
    });

    private Reseller Row(SqliteDataReader row) => Make(row.GetInt32(0));

    private Reseller Make(int ordinal)
    {
        var dice = new Dice(seed, "reseller", ordinal);
        // Far from the tenants of FPX, so that resellers have names of their own.
        Company company = Company.Make(seed, 2_000_003 + ordinal);
        Place place = WorldPlaces.All[company.Place];
        return new Reseller(ordinal, dice.GuidText(), company, place, Person.From(place, ref dice), MakeProviders(ref dice, ordinal));
    }

    private static ImmutableArray<ProviderReseller> MakeProviders(ref Dice dice, int ordinal)
    {
        var made = ImmutableArray.CreateBuilder<ProviderReseller>();
        for (int tier = 0; tier < Providers.Length; tier++)
        {
            // Every eighth reseller has no provider yet; the others have one or more.
            if (ordinal % 8 == 7 || (tier != ordinal % Providers.Length && !dice.Chance(25))) continue;
            bool isTier2 = tier == 1;
            made.Add(new ProviderReseller(
                Providers[tier],
                MakeMargin(ref dice),
                dice.Chance(50) ? [("License", MakeMargin(ref dice)), ("AzurePlan", MakeMargin(ref dice))] : null,
                isTier2 ? MakeMpnId(ref dice) : null,
                isTier2 ? [.. Enumerable.Range(0, dice.Below(3)).Select(n => (700_000 + (ordinal * 4)
                    + n).ToString(CultureInfo.InvariantCulture))] : null,
                dice.Chance(80) ? "Success" : dice.Chance(50) ? "Processing" : "Failed"));
        }

        return made.DrainToImmutable();
    }

    private static string MakeMpnId(ref Dice dice) => dice.Between(1_000_000, 6_999_999).ToString(CultureInfo.InvariantCulture);

    private static Margin MakeMargin(ref Dice dice) => new(
        dice.Chance(95) ? dice.Of<string>(["Markup", "Margin", "SplitMargin", "ErpMinusDiscount"]) : null,
        dice.Chance(95) ? dice.Below(10_000) / 100m : null);
}
