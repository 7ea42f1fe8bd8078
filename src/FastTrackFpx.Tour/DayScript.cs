using System.Security;

namespace FastTrackFpx.Tour;

/// <summary>A partner's day, as far as the cmdlets reach.</summary>
internal static class DayScript
{
    public static IEnumerable<(string Chapter, TourStep[] Steps)> Chapters(string contactFile) =>
    [
        ("Connecting", Connecting()),
        ("Tenants and their workloads", Tenants()),
        ("Seats and their status", Seats()),
        ("People and notes", People()),
        ("Referrals, money, usage", Business()),
        ("Changes, noted in a journal", Changes(contactFile)),
        ("A database and a report", Store(Path.GetDirectoryName(contactFile)!)),
        ("An outage on the way", Outage()),
        ("When something is wrong", Faults()),
        ("CloudCockpit: resellers", CloudCockpit()),
        ("LongJump: tenants of the platform", LongJump()),
        ("AppDirect: from a company to its payment", AppDirect(Path.GetDirectoryName(contactFile)!)),
        ("The way out", Leaving()),
    ];

    private static TourCommand Command(string name) => new(name);

    private static TourCommand First(int count) => Command("Select-Object").With("First", count);

    private static TourCommand Where(string property, string value) =>
        Command("Where-Object").With("Property", property).With("EQ").With("Value", value).Said($"Where-Object {property} -eq '{value}'");

    /// <summary>Rows for <c>New-FpxContact</c>; the last has a type that does not exist.</summary>
    public const string ContactRows = $"""
        TenantId,Name,Email,Title,ContactType,CountryRegion,SurveyLanguage,SurveyEligible,Service
        {Tenant},Ada Example,ada@example.org,IT lead,Customer,Germany,German,true,Microsoft Teams
        {Tenant},Bo Example,bo@example.org,Trainer,Customer,Germany,German,false,Microsoft Teams
        {Tenant},Cy Example,cy@example.org,Trainer,Custmer,Germany,German,false,Microsoft Teams

        """;

    private static TourStep[] Connecting() =>
    [
        new TourStep(
            "The sandbox is found by itself, with its certificate; one cheap call proves the connection.",
            Command("Connect-FpxService").With("Environment", "Sandbox")).Silently(),
        new TourStep("What is connected, and how much of this minute's budget is left.", Command("Get-FpxConnection")),
        new TourStep("Is it up, does it accept us, how far apart are the clocks?", Command("Test-FpxConnection")),
    ];

    private static TourStep[] Tenants() =>
    [
        new TourStep("Tenants with a claimed workload; reading stops when five have been seen.", Command("Get-FpxTenant"), First(5)),
        new TourStep("By name, with wildcards.", Command("Get-FpxTenant").With("Name", "*a*"), First(3)),
        new TourStep("The services that partners implement.", Command("Get-FpxService").With("FrpOnly"), First(6)),
        new TourStep("Tenants with one of them claimed, by its name in any case.", Command("Get-FpxTenant").With("Workload", "exchange online"), First(3)),
        new TourStep(
            "Output of one command is input of the next: tenants, read again one by one, as a list.",
            Command("Get-FpxTenant"), First(1), Command("Get-FpxTenant").With("Basic"), Command("Format-List")),
        new TourStep(
            "A page of the list, and how many there are in all.",
            Command("Get-FpxTenant").With("First", 2).With("Skip", 10).With("IncludeTotalCount")),
        new TourStep("What has no cmdlet of its own goes through the same pipeline.", Command("Invoke-FpxRequest").With("Path", "services/frp"), First(2)),
    ];

    private static TourStep[] Seats() =>
    [
        new TourStep(
            "Seat records of all tenants: the list's page and one call for every 25 tenants.",
            Command("Get-FpxTenant"), Command("Get-FpxEntitlement"), First(5)),
        new TourStep(
            "Seats at risk: blocked ones, of one service.",
            Command("Get-FpxTenant"), Command("Get-FpxEntitlement").With("Service", "Exchange Online"), Where("L1", "Blocked"), First(4)),
        new TourStep("All seats of a service, in any status.", Command("Get-FpxTenant").With("First", 2), Command("Get-FpxMaxEntitlement"), First(5)),
        new TourStep("The statuses there are; -Combination has every valid one of every service.", Command("Get-FpxEntitlementStatus").With("Level", 1)),
    ];

    private static TourStep[] People() =>
    [
        new TourStep(
            "The contacts of three tenants, 25 tenants to a call.",
            Command("Get-FpxTenant").With("First", 3), Command("Get-FpxContact").With("ContactType", "customer"), First(4)),
        new TourStep("Who looks after the customer.", Command("Get-FpxTenant").With("First", 1), Command("Get-FpxTenantAssignment")),
        new TourStep(
            "The newest notes of a tenant.",
            Command("Get-FpxTenant").With("First", 1), Command("Get-FpxNote").With("OrderByCreated", "Descending"), First(3)),
    ];

    private static TourStep[] Business() =>
    [
        new TourStep("Referrals without a decision.", Command("Get-FpxReferral"), Where("Acceptance", "Pending"), First(3)),
        new TourStep("What was paid, one row for each payment.", Command("Get-FpxIncentiveStatement").With("ExpandTransaction"), First(4)),
        new TourStep("Usage, one row for each tenant and workload.", Command("Get-FpxUsage").With("ExpandWorkload"), First(4)),
    ];

    private static TourStep[] Changes(string contactFile) =>
    [
        new TourStep("What a move of seats would do; nothing is sent.", Move().With("WhatIf")).Silently(),
        new TourStep("The move itself asks first, and says what it will do.", Move().With("PassThru").With("Confirm")).Answering("Yes"),
        new TourStep(
            "Contacts from a file; its columns are the parameters. A row with a wrong word is refused, the others go on.",
            Command("Import-Csv").Shown("Path", contactFile, "./contacts.csv"), Command("New-FpxContact")).FailingWith("UnknownName"),
        new TourStep("A note.", Command("New-FpxNote").With("TenantId", Tenant).With("Text", "Kick-off held.").With("NoteCategory", "Engagement Management")),
        new TourStep("A referral accepted.", Command("Get-FpxReferral").With("ReferralId", 5010), Command("Approve-FpxReferral").With("PassThru")),
        new TourStep("What was changed today, newest first.", Command("Get-FpxChange")),
        new TourStep(
            "Undo the move of seats.",
            Command("Get-FpxChange"), Where("Cmdlet", "Move-FpxEntitlementSeat"), Command("Undo-FpxChange").With("PassThru")),
        new TourStep(
            "A note cannot be undone, which is an error.",
            Command("Get-FpxChange"), Where("Cmdlet", "New-FpxNote"), Command("Undo-FpxChange")).FailingWith("CannotBeUndone"),
    ];

    private static TourStep[] Store(string folder) =>
    [
        new TourStep(
            "Data of all tenants goes into a database. Each change is an object; the first time, all are new.",
            Sync(folder), Command("Group-Object").With("Property", "Table").With("NoElement")),
        new TourStep("The second time nothing has changed, and nothing is written.", Sync(folder)).Silently(),
        new TourStep(
            "A report of it: one HTML file, and a CSV file for each table.",
            Command("New-FpxReport").Shown("OutFile", Path.Combine(folder, "report.html"), "./report.html")
                .Shown("Path", Path.Combine(folder, "fpx.db"), "./fpx.db").With("Csv").With("PassThru"),
            Command("Select-Object").With("Property", "Name")),
        new TourStep(
            "Referrals that are new since the last time; with a new bookmark, all.",
            Command("Watch-FpxReferral").Shown("BookmarkPath", Path.Combine(folder, "referrals.json"), "./referrals.json")
                .With("Once").With("IncludeExisting"),
            First(3)),
    ];

    private static TourCommand Sync(string folder) =>
        Command("Sync-FpxData").Shown("Path", Path.Combine(folder, "fpx.db"), "./fpx.db")
            .With("Data", new[] { "Referral", "IncentiveStatement", "Usage", "MaxEntitlement", "Entitlement", "Contact" });

    private static TourStep[] Outage() =>
    [
        new TourStep(
            "The service rejects requests at first, and then cuts a connection. The tenants are still read, and -Verbose shows what happened.",
            Command("Get-FpxTenant").With("Verbose"), First(3)).During(ShortOutage),
        new TourStep("What it took.", Command("Get-FpxConnection"), Command("Select-Object").With("Property", Counters)),
    ];

    // A refusal with a wait that the service names, then a connection that ends in the middle of an answer.
    private const string ShortOutage = """
        {
          "rules": [
            { "path": "partnerTenants", "times": 1, "faults": [ { "kind": "status", "status": 503, "retryAfter": 2 } ] },
            { "path": "partnerTenants", "times": 1, "faults": [ { "kind": "reset", "moment": "body", "bytes": 200 } ] }
          ]
        }
        """;

    private static readonly string[] Counters = ["CallsMade", "Retries", "Throttled", "Waited"];

    // A tenant of the sandbox's default seed.
    private const string Tenant = "bd97c2c5-54b3-4b87-b31c-1adb0917048d";

    private static TourCommand Move() =>
        Command("Move-FpxEntitlementSeat").With("TenantId", Tenant).With("Service", "Microsoft Teams")
            .With("From", "In Progress").With("To", "Blocked").With("Count", 5L);

    private static TourStep[] Faults() =>
    [
        new TourStep(
            "A tenant that this partner does not have.",
            Command("Get-FpxTenant").With("TenantId", "00000000-0000-0000-0000-00000000f0f0")).FailingWith("NotFound"),
        new TourStep("A workload whose name is almost right.", Command("Get-FpxTenant").With("Workload", "Exchange Onlin")).FailingWith("UnknownName"),
        new TourStep(
            "A certificate file that is not there.",
            Command("Connect-FpxService").With("CertificatePath", "./missing.pfx")).FailingWith("CertificateFileNotFound"),
    ];

    private static TourStep[] CloudCockpit() =>
    [
        new TourStep(
            "The sandbox serves CloudCockpit as well; a token is requested with its client id and secret.",
            Command("Connect-CloudCockpitService").With("Environment", "Sandbox")).Silently(),
        new TourStep("Resellers, with one request for the first page.", Command("Get-CloudCockpitReseller"), First(4)),
        new TourStep(
            "A search by the id of the own systems.",
            Command("Get-CloudCockpitReseller").With("Search", "R-1000").With("SearchField", "InternalIdentifier").With("First", 2)),
        new TourStep(
            "Margins at each provider.",
            Command("Get-CloudCockpitReseller").With("First", 2), Command("Select-Object").With("ExpandProperty", "ProviderResellers")),
        new TourStep("The token is removed from memory.", Command("Disconnect-CloudCockpitService")).Silently(),
    ];

    private static TourStep[] LongJump() =>
    [
        new TourStep(
            "LongJump has a session: one login, renewed when the service ends it.",
            Command("Connect-LongJumpService").With("Environment", "Sandbox")).Silently(),
        new TourStep(
            "Tenants of the platform, the largest first.",
            Command("Get-LongJumpTenant").With("SortBy", "NumberOfUsers").With("Descending").With("First", 4)),
        new TourStep("What a new tenant would be; nothing is sent.", NewTenant().With("WhatIf")).Silently(),
        new TourStep("The new tenant, as the service stores it.", NewTenant()),
        new TourStep("The journal has the changes of all services.", Command("Get-FpxChange"), First(3)),
        new TourStep(
            "Undo works for each of them: the new tenant is removed.",
            Command("Get-FpxChange").With("Service", "LongJump"), First(1), Command("Undo-FpxChange").With("PassThru")),
        new TourStep("Log out.", Command("Disconnect-LongJumpService")).Silently(),
    ];

    private static TourCommand NewTenant() => Command("New-LongJumpTenant")
        .With("Company", "Example Praxis").With("Email", "ada@example.org").With("FirstName", "Ada").With("LastName", "Example").With("NumberOfUsers", 5);

    private static TourStep[] AppDirect(string folder) =>
    [
        new TourStep(
            "The marketplace: a client of the sandbox with the role that may write.",
            Command("Connect-AppDirectService").With("Environment", "Sandbox").With("Scope", "ROLE_PARTNER")).Silently(),
        new TourStep("Companies by name; no more pages are read than are shown.", Command("Get-AppDirectCompany").With("Name", "B*"), First(3)),
        new TourStep(
            "What they have not paid: a company is followed to its invoices.",
            Command("Get-AppDirectCompany").With("Name", "B*"), Command("Get-AppDirectInvoice").With("Status", "UNPAID"),
            Command("Select-Object").With("First", 3).With("Property", new[] { "InvoiceNumber", "Total", "Currency", "CompanyId" })),
        new TourStep("A new company.", Command("New-AppDirectCompany").With("Name", Bakery).With("ExternalId", "CRM-4711")),
        new TourStep(
            "Its first user, who can sign in at once.",
            Company(),
            Command("New-AppDirectUser").With("Email", "ada@bakery.example").With("FirstName", "Ada").With("LastName", "Example")
                .Shown("TemporaryPassword", FirstPassword(), "(Read-Host -AsSecureString)")),
        new TourStep(
            "What five licences cost, as the marketplace computes it; nothing is ordered.",
            Company(), Command("Get-AppDirectMembership"), Order().With("WhatIf")).Silently(),
        new TourStep("The order asks with the same words.", Company(), Command("Get-AppDirectMembership"), Order().With("Confirm")).Answering("Yes"),
        new TourStep("It has an invoice.", Company(), Command("Get-AppDirectSubscription").With("Status", "ACTIVE"), Unpaid()),
        new TourStep(
            "The invoice is paid. A payment is sent once, whatever happens to its response.",
            Company(), Unpaid(), Command("New-AppDirectPayment").With("Method", "MANUAL").With("Confirm", false)),
        new TourStep("Nothing is left to pay.", Company(), Unpaid()).Silently(),
        new TourStep(
            "The journal has it all. The user is taken out of the company again.",
            Command("Get-FpxChange"), Where("Cmdlet", "New-AppDirectUser"), Command("Undo-FpxChange").With("PassThru")),
        new TourStep(
            "Money does not come back this way.",
            Command("Get-FpxChange"), Where("Cmdlet", "New-AppDirectPayment"), Command("Undo-FpxChange")).FailingWith("CannotBeUndone"),
        new TourStep(
            "A report, downloaded from where the marketplace keeps it.",
            Command("Get-AppDirectReport"), First(1), Command("Save-AppDirectReport").Shown("Destination", folder, "."),
            Command("Select-Object").With("Property", "Name")),
        new TourStep("The token is removed from memory.", Command("Disconnect-AppDirectService")).Silently(),
    ];

    private const string Bakery = "Northwind Bakery";

    private static TourCommand Company() => Command("Get-AppDirectCompany").With("Name", Bakery);

    private static TourCommand Unpaid() => Command("Get-AppDirectInvoice").With("Status", "UNPAID");

    // A plan of the sandbox's default seed.
    private static TourCommand Order() => Command("New-AppDirectSubscription").With("PaymentPlanId", "102012").With("Quantity", 5);

    private static SecureString FirstPassword()
    {
        var password = new SecureString();
        foreach (char letter in Guid.NewGuid().ToString()) password.AppendChar(letter);
        return password;
    }

    private static TourStep[] Leaving() =>
    [
        new TourStep(
            "Forget the certificate, the caches and the sockets of this connection.",
            Command("Get-FpxConnection"), Command("Disconnect-FpxService")).Silently(),
        new TourStep("And now nothing is connected.", Command("Get-FpxTenant")).FailingWith("NotConnected"),
    ];
}
