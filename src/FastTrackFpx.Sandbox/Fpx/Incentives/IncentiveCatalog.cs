using System.Collections.Immutable;
using FastTrackFpx.Sandbox.Fpx.Lookups;

namespace FastTrackFpx.Sandbox.Fpx.Incentives;

/// <summary>A program that partners are paid by.</summary>
internal sealed record IncentiveProgram(int Id, string Name);

/// <summary>A workload that is paid for, under one program.</summary>
/// <param name="Id">Its id among the incentives' workloads; not a service id.</param>
/// <param name="Name">Its name.</param>
/// <param name="ServiceId">The service it belongs to.</param>
/// <param name="ProgramId">Its program.</param>
/// <param name="RateUsd">What a seat is worth.</param>
internal sealed record PaidWorkload(int Id, string Name, int ServiceId, int ProgramId, decimal RateUsd)
{
    public IncentiveProgram Program => IncentiveCatalog.Programs.First(program => program.Id == ProgramId);
}

/// <summary>Half a year of payments.</summary>
internal sealed record YearPeriod(int Id, int Number, string Range);

/// <summary>One of the partner's memberships, with its countries and currency.</summary>
internal sealed record Membership(
    string PartnerName, string MpnId, string Currency, string Symbol, decimal PerUsd, int Decimals, ImmutableArray<string> Countries);

/// <summary>The programs, workloads, periods and memberships of incentive statements.</summary>
internal static class IncentiveCatalog
{
    public static ImmutableArray<IncentiveProgram> Programs { get; } = CatalogFile.Content.Programs;

    public static ImmutableArray<PaidWorkload> Workloads { get; } = CatalogFile.Content.PaidWorkloads;

    public static ImmutableArray<YearPeriod> Periods { get; } = CatalogFile.Content.Periods;

    public static ImmutableArray<Membership> Memberships { get; } = CatalogFile.Content.Memberships;

    public static PaidWorkload? OfService(int serviceId) => Workloads.FirstOrDefault(workload => workload.ServiceId == serviceId);

    public static Membership OfCountry(string country) => Memberships.First(membership => membership.Countries.Contains(country));
}
