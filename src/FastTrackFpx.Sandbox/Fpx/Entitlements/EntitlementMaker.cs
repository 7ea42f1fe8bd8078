using System.Collections.Immutable;
using FastTrackFpx.Sandbox.Fpx.Lookups;
using FastTrackFpx.Sandbox.Fpx.Tenants;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.Fpx.Entitlements;

/// <summary>Makes up how many seats a tenant has and how far they are.</summary>
internal sealed class EntitlementMaker(int seed)
{
    private static readonly int[] Sizes = [15, 40, 75, 120, 250, 400, 900, 1_500, 3_200, 7_500, 18_000, 64_000];

    /// <summary>The seats of each service the tenant has licenses for, the claimed ones among them.</summary>
    public IReadOnlyList<SeatTotal> Totals(TenantRecord tenant)
    {
        var dice = new Dice(seed, "seats", tenant.Ordinal);
        int people = Sizes[Math.Min(dice.Below(Sizes.Length), dice.Below(Sizes.Length) + 2)];
        people += dice.Below(people);
        var services = new SortedSet<int>(tenant.Workloads);
        for (int more = dice.Below(4); more > 0; more--) services.Add(ServiceCatalog.All[dice.Below(ServiceCatalog.All.Length)].Id);
        var totals = new List<SeatTotal>();
        foreach (int service in services)
        {
            int seats = dice.Chance(60) ? people : Math.Max(1, people * dice.Between(10, 95) / 100);
            totals.Add(new SeatTotal(dice.GuidText(), service, seats));
        }

        return totals;
    }

    /// <summary>The status records of one service; together they have all its seats.</summary>
    public IReadOnlyList<EntitlementRecord> Records(TenantRecord tenant, SeatTotal total)
    {
        var dice = new Dice(seed, "entitlement", tenant.Ordinal, total.ServiceId);
        Service service = ServiceCatalog.Find(total.ServiceId)!;
        Place place = WorldPlaces.All[tenant.Place];
        List<FirstLevel> statuses = Choose(ref dice, Math.Min(1 + dice.Below(4), total.Seats));
        var records = new List<EntitlementRecord>();
        int left = total.Seats;
        for (int i = 0; i < statuses.Count; i++)
        {
            int after = statuses.Count - i - 1;
            int seats = after == 0 ? left : 1 + dice.Below(Math.Max(1, (left - after) * 3 / 4));
            left -= seats;
            records.Add(Record(ref dice, service, statuses[i], place, seats));
        }

        return records;
    }

    /// <summary>Id of a record that a request adds.</summary>
    public string NewId(long number) => new Dice(seed, "added entitlement", number).GuidText();

    private static List<FirstLevel> Choose(ref Dice dice, int count)
    {
        List<FirstLevel> rest = [.. StatusCatalog.All];
        while (rest.Count > count) rest.RemoveAt(dice.Below(rest.Count));
        return rest;
    }

    private static EntitlementRecord Record(ref Dice dice, Service service, FirstLevel first, Place place, int seats)
    {
        SecondLevel? second = null;
        ImmutableArray<SecondLevel> possible = [.. first.Below.Where(s => s.IsFor(service))];
        if (dice.Chance(80)) second = possible[dice.Below(possible.Length)];
        string? third = second is { Below.Length: > 0 } && dice.Chance(70) ? second.Below[dice.Below(second.Below.Length)].Id : null;
        // Only seats in progress have a target date, and some of them are overdue.
        bool underWay = first.Status.Name is StatusCatalog.InProgress or StatusCatalog.Blocked;
        string? target = underWay && dice.Chance(85) ? MadeUpTime.Text(MadeUpTime.Day(ref dice, -60, 150)) : null;
        string? owner = dice.Chance(70) ? Person.From(place, ref dice).Name : null;
        string? next = underWay && dice.Chance(60) ? MadeUpTime.Text(MadeUpTime.Day(ref dice, 1, 30)) : null;
        string? notes = dice.Chance(40) ? place.Remarks[dice.Below(place.Remarks.Length)] : null;
        return new EntitlementRecord(
            dice.GuidText(), service.Id, first.Status.Id, second?.Status.Id, third, seats, target, owner, next, notes);
    }
}
