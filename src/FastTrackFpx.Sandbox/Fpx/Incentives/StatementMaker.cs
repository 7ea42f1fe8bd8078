using System.Globalization;
using FastTrackFpx.Sandbox.Fpx.Entitlements;
using FastTrackFpx.Sandbox.Fpx.Tenants;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.Fpx.Incentives;

/// <summary>One payment, or its correction.</summary>
internal sealed record Transaction
{
    public required Membership Membership { get; init; }

    public required TenantRecord Tenant { get; init; }

    public required PaidWorkload Workload { get; init; }

    public required string RecordId { get; init; }

    public required string TransactionId { get; init; }

    public string? Milestone { get; init; }

    public string? MilestoneDate { get; init; }

    public decimal? AtClaimUsage { get; init; }

    public decimal? MilestoneUsage { get; init; }

    public int? PayableGrowth { get; init; }

    public decimal? PreviousPaymentUsd { get; init; }

    public decimal? RateUsd { get; init; }

    public decimal PaymentUsd { get; init; }

    public decimal PaymentLocal { get; init; }

    public string? DisputeCaseNumber { get; init; }
}

/// <summary>Makes up payments: a quarter of the tenants have some in a period, in the currency of their part of the world.</summary>
internal sealed class StatementMaker(int seed, EntitlementMaker seats, int? perTenant = null)
{
    private static readonly (string Name, decimal Share)[] Milestones =
        [("Enable", 0.15m), ("15% Usage", 0.25m), ("40% Usage", 0.6m), ("60% Usage", 1m)];

    public IEnumerable<Transaction> Transactions(TenantRecord tenant, YearPeriod period)
    {
        var dice = new Dice(seed, "payments", tenant.Ordinal, period.Id);
        if (perTenant is null && !dice.Chance(25)) yield break;
        Membership membership = IncentiveCatalog.OfCountry(WorldPlaces.All[tenant.Place].Country);
        IReadOnlyList<SeatTotal> totals = seats.Totals(tenant);
        int count = perTenant ?? dice.Between(1, 3);
        for (int i = 0; i < count; i++)
        {
            int service = tenant.Workloads[dice.Below(tenant.Workloads.Length)];
            if (IncentiveCatalog.OfService(service) is not { } workload) continue;
            int people = totals.First(total => total.ServiceId == service).Seats;
            yield return Make(tenant, period, membership, workload, people, i);
        }
    }

    private Transaction Make(TenantRecord tenant, YearPeriod period, Membership membership, PaidWorkload workload, int people, int index)
    {
        var dice = new Dice(seed, "payment", tenant.Ordinal, (period.Id * 100) + index);
        (string milestone, decimal share) = Milestones[dice.Below(Milestones.Length)];
        bool correction = dice.Chance(6);
        decimal atClaim = dice.Below(2500) / 100m;
        decimal reached = Math.Min(100m, atClaim + (dice.Between(1000, 6500) / 100m));
        int growth = (int)Math.Max(1, people * (reached - atClaim) / 100m);
        decimal previous = dice.Chance(35) ? decimal.Round(growth * workload.RateUsd * 0.15m, 2) : 0m;
        decimal usd = decimal.Round((growth * workload.RateUsd * share) - previous, 2);
        if (correction) usd = -usd;
        DateTimeOffset day = new DateTimeOffset(period.Number / 100, period.Number % 100 == 1 ? 1 : 7, 1, 0, 0, 0, TimeSpan.Zero)
            .AddDays(dice.Below(180));
        return new Transaction
        {
            Membership = membership,
            Tenant = tenant,
            Workload = workload,
            RecordId = dice.GuidText(),
            TransactionId = string.Create(CultureInfo.InvariantCulture, $"TX{period.Number}-{tenant.Ordinal:D6}-{index + 1}"),
            Milestone = correction ? null : milestone,
            MilestoneDate = correction ? null : MadeUpTime.Text(day),
            AtClaimUsage = atClaim,
            MilestoneUsage = correction ? null : reached,
            PayableGrowth = growth,
            PreviousPaymentUsd = previous,
            RateUsd = workload.RateUsd,
            PaymentUsd = usd,
            PaymentLocal = decimal.Round(usd * membership.PerUsd, membership.Decimals),
            DisputeCaseNumber = correction ? "DC-" + dice.Between(10_000, 99_999).ToString(CultureInfo.InvariantCulture) : null,
        };
    }
}
