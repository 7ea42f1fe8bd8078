using System.Collections.Immutable;
using System.Globalization;
using FastTrackFpx.Sandbox.Fpx.Lookups;
using FastTrackFpx.Sandbox.Fpx.Tenants;
using FastTrackFpx.Sandbox.MadeUp;
using FastTrackFpx.Sandbox.Storage;

namespace FastTrackFpx.Sandbox.Fpx.Referrals;

/// <summary>
/// Makes up referrals in every state: one for each tenant that only has a referral, and some for claimed tenants.
/// </summary>
internal sealed class ReferralMaker(DataOrigin origin, TenantMaker tenants)
{
    private const int FirstId = 5001;

    public IEnumerable<ReferralRecord> All()
    {
        int forClaimed = origin.Tenants / 8;
        int count = tenants.ReferralTenants + forClaimed;
        for (int i = 0; i < count; i++)
        {
            int ordinal = i < tenants.ReferralTenants ? origin.Tenants + i : (i - tenants.ReferralTenants) * 8;
            yield return Make(i, tenants.Make(ordinal));
        }
    }

    private ReferralRecord Make(int index, TenantRecord tenant)
    {
        var dice = new Dice(origin.Seed, "referral", index);
        // The first ones have each state once, so that the smallest sandbox has all of them.
        int state = index < 6 ? index : dice.Below(6);
        (Acceptance acceptance, bool? sold) = state switch
        {
            0 => (Acceptance.Pending, (bool?)null),
            1 => (Acceptance.Accepted, true),
            2 => (Acceptance.Declined, null),
            3 => (Acceptance.None, null),
            4 => (Acceptance.Accepted, false),
            _ => (Acceptance.Accepted, null),
        };
        bool withoutTenant = acceptance == Acceptance.None && dice.Chance(20);
        ImmutableArray<ReferralWorkload> workloads = Workloads(ref dice, tenant);
        return new ReferralRecord
        {
            Id = FirstId + index,
            PartnerReferralId = dice.GuidText(),
            Number = dice.Chance(90) ? "REF-" + (204_000 + (index * 3)).ToString(CultureInfo.InvariantCulture) : null,
            Created = MadeUpTime.Text(MadeUpTime.At(ref dice, -300, -1)),
            TenantId = withoutTenant ? null : tenant.TenantId,
            TenantName = tenant.Name,
            TenantDomain = tenant.Domain,
            Workloads = workloads,
            Claimed = tenant.Claimed,
            Source = 1 + dice.Below(4),
            Acceptance = acceptance,
            DeclineReason = acceptance == Acceptance.Declined ? 1 + dice.Below(6) : null,
            Status = acceptance == Acceptance.Accepted ? 1 + dice.Below(6) : null,
            EstimatedValue = sold == true ? 1 + dice.Below(5) : null,
            ValueAddedServicesSold = sold,
        };
    }

    private static ImmutableArray<ReferralWorkload> Workloads(ref Dice dice, TenantRecord tenant)
    {
        var workloads = ImmutableArray.CreateBuilder<ReferralWorkload>();
        foreach (int claimed in tenant.Workloads) workloads.Add(new ReferralWorkload(claimed, true));
        int more = dice.Between(1, 3);
        int at = dice.Below(ServiceCatalog.ByPartners.Length);
        for (int i = 0; i < more; i++)
        {
            int service = ServiceCatalog.ByPartners[(at + i) % ServiceCatalog.ByPartners.Length].Id;
            if (System.Array.IndexOf(tenant.Workloads, service) < 0) workloads.Add(new ReferralWorkload(service, false));
        }

        return workloads.DrainToImmutable();
    }
}
