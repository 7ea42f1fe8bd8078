using System.Collections.Immutable;

namespace FastTrackFpx.Sandbox.Fpx.Incentives;

/// <summary>A program that partners are paid by.</summary>
internal sealed record IncentiveProgram(int Id, string Name);

/// <summary>A workload that is paid for, under one program.</summary>
/// <param name="Id">Its id among the incentives' workloads; not a service id.</param>
/// <param name="Name">Its name.</param>
/// <param name="ServiceId">The service it belongs to.</param>
/// <param name="Program">Its program.</param>
/// <param name="RateUsd">What a seat is worth.</param>
internal sealed record PaidWorkload(int Id, string Name, int ServiceId, IncentiveProgram Program, decimal RateUsd);

/// <summary>Half a year of payments.</summary>
internal sealed record YearPeriod(int Id, int Number, string Range);

/// <summary>One of the partner's memberships, with its countries and currency.</summary>
internal sealed record Membership(
    string PartnerName, string MpnId, string Currency, string Symbol, decimal PerUsd, int Decimals, ImmutableArray<string> Countries);

/// <summary>The programs, workloads, periods and memberships of incentive statements.</summary>
internal static class IncentiveCatalog
{
    public static ImmutableArray<IncentiveProgram> Programs { get; } =
    [
        new(1, "FastTrack Deployment Incentive"),
        new(2, "Security Adoption Accelerator"),
        new(3, "Modern Work Usage Incentive"),
    ];

    public static ImmutableArray<PaidWorkload> Workloads { get; } =
    [
        new(101, "Exchange Online", 1, Programs[0], 2.10m),
        new(102, "SharePoint Online", 2, Programs[0], 1.85m),
        new(103, "Teams", 3, Programs[2], 2.75m),
        new(104, "OneDrive", 4, Programs[2], 1.15m),
        new(105, "Microsoft 365 Apps", 5, Programs[0], 0.95m),
        new(106, "Viva Engage", 7, Programs[2], 0.65m),
        new(110, "Entra ID P1", 9, Programs[1], 3.05m),
        new(111, "Entra ID P2", 10, Programs[1], 3.60m),
        new(112, "Intune", 12, Programs[0], 4.25m),
        new(113, "Windows 11", 14, Programs[0], 1.45m),
        new(120, "Defender for Office 365", 17, Programs[1], 2.20m),
        new(121, "Defender for Endpoint", 18, Programs[1], 2.95m),
        new(122, "Defender for Identity", 19, Programs[1], 2.35m),
        new(123, "Defender for Cloud Apps", 20, Programs[1], 2.15m),
        new(130, "Purview Information Protection", 23, Programs[1], 3.15m),
        new(131, "Purview Insider Risk Management", 25, Programs[1], 3.85m),
        new(140, "Teams Phone", 31, Programs[2], 5.05m),
        new(141, "Copilot", 33, Programs[2], 6.45m),
    ];

    public static ImmutableArray<YearPeriod> Periods { get; } =
    [
        new(1, 202401, "January 2024 - June 2024"),
        new(2, 202402, "July 2024 - December 2024"),
        new(3, 202501, "January 2025 - June 2025"),
        new(4, 202502, "July 2025 - December 2025"),
        new(5, 202601, "January 2026 - June 2026"),
        new(6, 202602, "July 2026 - December 2026"),
    ];

    public static ImmutableArray<Membership> Memberships { get; } =
    [
        new("Harrow Lane Deployment LLC", "6104401", "USD", "$", 1m, 2, ["United States"]),
        new("Harrow Lane Deployment UK Ltd", "6104402", "GBP", "£", 0.79m, 2, ["United Kingdom"]),
        new("Harrow Lane Europa GmbH", "6104403", "EUR", "€", 0.92m, 2, ["Germany", "France", "Greece", "Ukraine"]),
        new("ハローレーン株式会社", "6104404", "JPY", "¥", 151.37m, 0, ["Japan", "Korea", "Taiwan"]),
        new("Harrow Lane Serviços Ltda.", "6104405", "BRL", "R$", 5.43m, 2, ["Brazil", "Mexico"]),
        new("Harrow Lane Gulf FZ-LLC", "6104406", "KWD", "KD", 0.307m, 3, ["United Arab Emirates", "India"]),
    ];

    public static PaidWorkload? OfService(int serviceId) => Workloads.FirstOrDefault(workload => workload.ServiceId == serviceId);

    public static Membership OfCountry(string country) => Memberships.First(membership => membership.Countries.Contains(country));
}
