using System.Collections.Immutable;
using FastTrackFpx.Sandbox.Fpx.Lookups;
using FastTrackFpx.Sandbox.MadeUp;
using FastTrackFpx.Sandbox.Storage;

namespace FastTrackFpx.Sandbox.Fpx.Tenants;

/// <summary>Makes up tenants: companies of many places, with a handful of claimed workloads each.</summary>
internal sealed class TenantMaker(DataOrigin origin)
{
    /// <summary>How many tenants only have a referral.</summary>
    public int ReferralTenants => 6 + (origin.Tenants / 5);

    public IEnumerable<TenantRecord> All() => Enumerable.Range(0, origin.Tenants + ReferralTenants).Select(Make);

    public TenantRecord Make(int ordinal) => Make(ordinal, ordinal < origin.Tenants);

    /// <summary>A tenant with a claimed workload whatever its ordinal.</summary>
    public TenantRecord MakeClaimed(int ordinal) => Make(ordinal, claimed: true);

    private TenantRecord Make(int ordinal, bool claimed)
    {
        var dice = new Dice(origin.Seed, "tenant", ordinal);
        string id = dice.GuidText();
        Company company = Company.Make(origin.Seed, ordinal);
        return new TenantRecord(
            ordinal, id, 1_000_000 + (ordinal * 7) + dice.Below(7), company.Name, company.Domain, company.Place, claimed,
            claimed ? Workloads(ref dice) : []);
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
