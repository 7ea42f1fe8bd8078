using System.Collections.Immutable;
using System.Globalization;
using FastTrackFpx.Sandbox.Fpx.Lookups;
using FastTrackFpx.Sandbox.MadeUp;
using FastTrackFpx.Sandbox.MadeUp.Places;
using FastTrackFpx.Sandbox.Storage;

namespace FastTrackFpx.Sandbox.Fpx.Tenants;

/// <summary>Makes up tenants: companies of many places, with a handful of claimed workloads each.</summary>
internal sealed class TenantMaker(DataOrigin origin)
{
    /// <summary>Tenants that a referral alone brings, on top of the claimed ones.</summary>
    public int ReferralTenants => 6 + (origin.Tenants / 5);

    public IEnumerable<TenantRecord> All() => Enumerable.Range(0, origin.Tenants + ReferralTenants).Select(Make);

    public TenantRecord Make(int ordinal) => Make(ordinal, ordinal < origin.Tenants);

    /// <summary>A tenant with a claimed workload whatever its ordinal.</summary>
    public TenantRecord MakeClaimed(int ordinal) => Make(ordinal, claimed: true);

    private TenantRecord Make(int ordinal, bool claimed)
    {
        var dice = new Dice(origin.Seed, "tenant", ordinal);
        string id = dice.GuidText();
        int shift = (int)((uint)origin.Seed % 1009);
        ImmutableArray<int> round = WorldPlaces.Round;
        int slot = (ordinal + shift) % round.Length;
        int place = round[slot];
        (string name, string domain) = Company(WorldPlaces.All[place], CompanyNumber(ordinal, slot, place), shift);
        return new TenantRecord(
            ordinal, id, 1_000_000 + (ordinal * 7) + dice.Below(7), name, domain, place, claimed, claimed ? Workloads(ref dice) : []);
    }

    // Counts the companies of a place one by one, so that no two tenants get the same name.
    private static int CompanyNumber(int ordinal, int slot, int place)
    {
        ImmutableArray<int> round = WorldPlaces.Round;
        int perRound = 0;
        int before = 0;
        for (int i = 0; i < round.Length; i++)
        {
            if (round[i] != place) continue;
            perRound++;
            if (i < slot) before++;
        }

        return (ordinal / round.Length * perRound) + before;
    }

    private static (string Name, string Domain) Company(Place place, int number, int shift)
    {
        int pairs = place.Names.Length * place.Trades.Length;
        int pair = (int)((((long)number * 77) + (shift * 13L)) % pairs);
        int round = number / pairs;
        (string ownName, string ownLatin) = place.Names[pair % place.Names.Length];
        (string trade, string tradeLatin) = place.Trades[pair / place.Names.Length];
        string city = round == 0 ? "" : round <= place.Cities.Length ? place.Cities[round - 1]
            : round.ToString(CultureInfo.InvariantCulture);
        string gap = place.NameGap.Length == 0 || place.FamilyNameFirst || city.Length == 0 ? "" : " ";
        string name = string.Format(CultureInfo.InvariantCulture, place.CompanyForm, ownName, trade, gap + city);
        string suffix = round == 0 ? "" : round.ToString(CultureInfo.InvariantCulture);
        return (name, $"{ownLatin}-{tradeLatin}{suffix}.{place.TopLevelDomain}");
    }

    private static int[] Workloads(ref Dice dice)
    {
        ImmutableArray<Service> services = ServiceCatalog.ByPartners;
        int wanted = Math.Min(1 + dice.Below(4) + dice.Below(3), services.Length);
        var chosen = new SortedSet<int>();
        while (chosen.Count < wanted) chosen.Add(services[dice.Below(services.Length)].Id);
        return [.. chosen];
    }
}
