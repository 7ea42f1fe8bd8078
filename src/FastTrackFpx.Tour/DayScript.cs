using System.Collections.Generic;

namespace FastTrackFpx.Tour;

/// <summary>A partner's day, as far as the cmdlets reach.</summary>
internal static class DayScript
{
    public static IEnumerable<(string Chapter, TourStep[] Steps)> Chapters() =>
    [
        ("Connecting", Connecting()),
        ("Tenants and their workloads", Tenants()),
        ("Seats and where they stand", Seats()),
        ("People and notes", People()),
        ("Referrals, money, usage", Business()),
        ("Changes, noted in a journal", Changes()),
        ("When something is wrong", Faults()),
        ("The way out", Leaving()),
    ];

    private static TourCommand Command(string name) => new(name);

    private static TourCommand First(int count) => Command("Select-Object").With("First", count);

    private static TourCommand Where(string property, string value) => 
        Command("Where-Object").With("Property", property).With("EQ").With("Value", value).Said($"Where-Object {property} -eq '{value}'");

    private static TourStep[] Connecting() =>
    [
        new TourStep("The sandbox is found by itself, with its certificate; one cheap call proves the connection.", Command("Connect-FpxService").With("Environment", "Sandbox")).Silently(),
        new TourStep("What is connected, and how much of this minute's budget is left.", Command("Get-FpxConnection")),
        new TourStep("Is it up, does it accept us, how far apart are the clocks?", Command("Test-FpxConnection")),
    ];

    private static TourStep[] Tenants() =>
    [
        new TourStep("Tenants with a claimed workload; reading stops when five have been seen.", Command("Get-FpxTenant"), First(5)),
        new TourStep("By name, with wildcards.", Command("Get-FpxTenant").With("Name", "*a*"), First(3)),
        new TourStep("The services that partners implement.", Command("Get-FpxService").With("FrpOnly"), First(6)),
        new TourStep("Tenants with one of them claimed, by its name in any case.", Command("Get-FpxTenant").With("Workload", "exchange online"), First(3)),
        new TourStep("Output of one command is input of the next: tenants, read again one by one, as a list.", Command("Get-FpxTenant"), First(1), Command("Get-FpxTenant").With("Basic"), Command("Format-List")),
        new TourStep("A page of the list, and how many there are in all.", Command("Get-FpxTenant").With("First", 2).With("Skip", 10).With("IncludeTotalCount")),
        new TourStep("What has no cmdlet of its own goes through the same pipeline.", Command("Invoke-FpxRequest").With("Path", "services/frp"), First(2)),
    ];

    private static TourStep[] Seats() =>
    [
        new TourStep("Seat records of all tenants: the list's page and one call for every 25 tenants.", Command("Get-FpxTenant"), Command("Get-FpxEntitlement"), First(5)),
        new TourStep("Seats at risk: blocked ones, of one service.", Command("Get-FpxTenant"), Command("Get-FpxEntitlement").With("Service", "Exchange Online"), Where("L1", "Blocked"), First(4)),
        new TourStep("All seats of a service, whatever they stand in.", Command("Get-FpxTenant").With("First", 2), Command("Get-FpxMaxEntitlement"), First(5)),
        new TourStep("The statuses there are; -Combination has every valid one of every service.", Command("Get-FpxEntitlementStatus").With("Level", 1)),
    ];

    private static TourStep[] People() =>
    [
        new TourStep("The contacts of three tenants, 25 tenants to a call.", Command("Get-FpxTenant").With("First", 3), Command("Get-FpxContact").With("ContactType", "customer"), First(4)),
        new TourStep("Who looks after the customer.", Command("Get-FpxTenant").With("First", 1), Command("Get-FpxTenantAssignment")),
        new TourStep("The newest notes of a tenant.", Command("Get-FpxTenant").With("First", 1), Command("Get-FpxNote").With("OrderByCreated", "Descending"), First(3)),
    ];

    private static TourStep[] Business() =>
    [
        new TourStep("Referrals that wait for an answer.", Command("Get-FpxReferral"), Where("Acceptance", "Pending"), First(3)),
        new TourStep("What was paid, one row for each payment.", Command("Get-FpxIncentiveStatement").With("ExpandTransaction"), First(4)),
        new TourStep("Usage, one row for each tenant and workload.", Command("Get-FpxUsage").With("ExpandWorkload"), First(4)),
    ];

    private static TourStep[] Changes() =>
    [
        new TourStep("What a move of seats would do; nothing is sent.", Move().With("WhatIf")).Silently(),
        new TourStep("The move itself; the records as they stand afterwards come out.", Move().With("Confirm", false)).Silently(),
        new TourStep("A note.", Command("New-FpxNote").With("TenantId", Tenant).With("Text", "Kick-off held.").With("NoteCategory", "Engagement Management").With("Confirm", false)),
        new TourStep("A referral accepted.", Command("Get-FpxReferral").With("ReferralId", 5010), Command("Approve-FpxReferral").With("PassThru").With("Confirm", false)),
        new TourStep("What was changed today, newest first.", Command("Get-FpxChange")),
        new TourStep("The move of seats taken back; a note and an accepted referral cannot be, and that is said of each.", Command("Get-FpxChange"), Where("Cmdlet", "Move-FpxEntitlementSeat"), Command("Undo-FpxChange").With("Confirm", false)).Silently(),
    ];

    // A tenant of the sandbox's default seed.
    private const string Tenant = "bd97c2c5-54b3-4b87-b31c-1adb0917048d";

    private static TourCommand Move() =>
        Command("Move-FpxEntitlementSeat").With("TenantId", Tenant).With("Service", "Microsoft Teams").With("From", "In Progress").With("To", "Blocked").With("Count", 5L);

    private static TourStep[] Faults() =>
    [
        new TourStep("A tenant that this partner does not have.", Command("Get-FpxTenant").With("TenantId", "00000000-0000-0000-0000-00000000f0f0")).FailingWith("NotFound"),
        new TourStep("A workload whose name is almost right.", Command("Get-FpxTenant").With("Workload", "Exchange Onlin")).FailingWith("UnknownName"),
        new TourStep("A certificate file that is not there.", Command("Connect-FpxService").With("CertificatePath", "./missing.pfx")).FailingWith("CertificateFileNotFound"),
    ];

    private static TourStep[] Leaving() =>
    [
        new TourStep("Forget the certificate, the caches and the sockets of this connection.", Command("Get-FpxConnection"), Command("Disconnect-FpxService")).Silently(),
        new TourStep("And now nothing is connected.", Command("Get-FpxTenant")).FailingWith("NotConnected"),
    ];
}
