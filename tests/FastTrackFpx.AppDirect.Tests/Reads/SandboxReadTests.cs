namespace FastTrackFpx.AppDirect.Tests.Reads;

/// <summary>A day's reading against the sandbox, over TLS and with roles.</summary>
public sealed class SandboxReadTests(MarketplaceSandbox sandbox) : IClassFixture<MarketplaceSandbox>
{
    [Fact]
    public void Reports_are_found_by_a_part_of_their_name_and_downloaded_under_it()
    {
        SessionResult reports = sandbox.Session.Run("Get-AppDirectReport -Name *invoices*").Succeeded();
        Assert.NotEmpty(reports.Output);
        Assert.All(reports.Output, report => Assert.Contains("invoices", (string)report!.Properties["Name"].Value, StringComparison.OrdinalIgnoreCase));
        SessionResult result = sandbox.Session.Run($"Get-AppDirectReport | Select-Object -First 1 | Save-AppDirectReport -Destination {sandbox.Folder}").Succeeded();
        var file = (FileInfo)Assert.Single(result.Output)!.BaseObject;
        Assert.True(file.Exists && file.Length > 0);
        Assert.Empty(Directory.EnumerateFiles(sandbox.Folder, "*.partial"));
    }

    [Fact]
    public void Companies_lead_to_subscriptions_and_invoices()
    {
        SessionResult companies = sandbox.Session.Run("Get-AppDirectCompany").Succeeded();
        Assert.InRange(companies.Output.Count, 12, 100);
        SessionResult subscriptions = sandbox.Session.Run("Get-AppDirectCompany | Get-AppDirectSubscription -Status ACTIVE").Succeeded();
        Assert.NotEmpty(subscriptions.Output);
        Assert.All(subscriptions.Output, one => Assert.Equal("ACTIVE", ((AppDirectSubscription)one!.BaseObject).Status));
        // Results come in the order of the companies.
        string[] order = [.. companies.Values<AppDirectCompany>().Select(one => one.CompanyId!)];
        int[] places = [.. subscriptions.Output.Select(one => Array.IndexOf(order, ((AppDirectSubscription)one!.BaseObject).CompanyId))];
        Assert.Equal(places.Order(), places);
        SessionResult invoices = sandbox.Session.Run("Get-AppDirectCompany | Get-AppDirectSubscription | Get-AppDirectInvoice -Status UNPAID").Succeeded();
        Assert.All(invoices.Output, one => Assert.Equal("UNPAID", ((AppDirectInvoice)one!.BaseObject).Status));
    }

    [Fact]
    public void An_invoice_of_a_list_can_be_read_with_its_lines()
    {
        Assert.All(sandbox.Session.Run("Get-AppDirectInvoice -First 5").Succeeded().Output, one => Assert.Null(((AppDirectInvoice)one!.BaseObject).InvoiceLines));
        Assert.All(sandbox.Session.Run("Get-AppDirectInvoice -First 5 -Detail").Succeeded().Output, one => Assert.NotNull(((AppDirectInvoice)one!.BaseObject).InvoiceLines));
    }

    [Fact]
    public void First_and_Skip_cut_a_list()
    {
        string[] all = Ids(sandbox.Session.Run("Get-AppDirectCompany"));
        Assert.Equal(all.Take(3), Ids(sandbox.Session.Run("Get-AppDirectCompany -First 3")));
        Assert.Equal(all.Skip(2).Take(4), Ids(sandbox.Session.Run("Get-AppDirectCompany -Skip 2 -First 4")));
        Assert.Equal(all.Take(2), Ids(sandbox.Session.Run("Get-AppDirectCompany | Select-Object -First 2")));
    }

    [Fact]
    public void Tenants_find_their_companies_by_name_or_domain()
    {
        AppDirectCompany[] companies = [.. sandbox.Session.Run("Get-AppDirectCompany -First 6").Succeeded().Values<AppDirectCompany>()];
        PSObject[] rows =
        [
            InputRow.Of(("TenantId", "t-0"), ("Name", companies[0].Name!.ToUpperInvariant())),
            // A part of a name is another company.
            InputRow.Of(("TenantId", "t-1"), ("Name", companies[1].Name![..^1])),
            InputRow.Of(("TenantId", "t-2"), ("TenantName", companies[2].Name), ("Name", "A contact")),
            InputRow.Of(("TenantId", "t-3"), ("TenantName", "Unknown"), ("TenantDomain", companies[3].EmailAddress!.Split('@')[1])),
            InputRow.Of(("DomainName", "www." + companies[4].Website!.Split("www.")[1])),
        ];
        AppDirectCompany[] found = [.. sandbox.Session.Run($"{rows} | Get-AppDirectCompany").Succeeded().Values<AppDirectCompany>()];
        Assert.Equal([("t-0", companies[0].CompanyId), ("t-2", companies[2].CompanyId), ("t-3", companies[3].CompanyId), (null, companies[4].CompanyId)], found.Select(one => (one.TenantId, one.CompanyId)));
        Assert.Equal(found.Take(2).Select(one => one.CompanyId), Ids(sandbox.Session.Run($"{rows} | Get-AppDirectCompany -First 2")));
    }

    [Fact]
    public void For_many_tenants_the_companies_are_read_once()
    {
        string[] names = [.. sandbox.Session.Run("Get-AppDirectCompany").Succeeded().Values<AppDirectCompany>().Select(one => one.Name!)];
        PSObject[] tenants = [.. Enumerable.Range(0, 100).Select(number => InputRow.Of(("TenantId", $"t-{number}"), ("Name", names[number % names.Length])))];
        int before = sandbox.Log.Entries.Count;
        SessionResult result = sandbox.Session.Run($"{tenants} | Get-AppDirectCompany").Succeeded();
        Assert.Equal(tenants.Select(tenant => (string)tenant.Properties["TenantId"].Value), result.Values<AppDirectCompany>().Select(one => one.TenantId));
        Assert.InRange(sandbox.Log.Entries.Count - before, 1, 22);
    }

    [Fact]
    public void A_company_is_found_by_the_domain_of_its_website_or_mail()
    {
        AppDirectCompany[] companies = [.. sandbox.Session.Run("Get-AppDirectCompany").Succeeded().Values<AppDirectCompany>()];
        string[] domains = [.. companies.Skip(2).Take(2).Select(company => company.EmailAddress!.Split('@')[1])];
        Assert.Equal(companies.Where(company => domains.Contains(company.EmailAddress!.Split('@')[1])).Select(company => company.CompanyId), Ids(sandbox.Session.Run($"Get-AppDirectCompany -Domain {domains}")));
        Assert.Empty(Ids(sandbox.Session.Run($"Get-AppDirectCompany -Domain {new[] { domains[0][1..] }}")));
        Assert.Single(Ids(sandbox.Session.Run($"Get-AppDirectCompany -Domain {domains} -First 1")));
    }

    [Fact]
    public void Users_of_a_company_are_read_by_id_and_from_the_pipeline()
    {
        string company = Ids(sandbox.Session.Run("Get-AppDirectCompany -First 5"))[4];
        string?[] members = [.. sandbox.Session.Run($"Get-AppDirectMembership -CompanyId {company}").Succeeded().Values<AppDirectMembership>().Select(one => one.UserId)];
        Assert.NotEmpty(members);
        Assert.Equal(members, Users(sandbox.Session.Run($"Get-AppDirectUser -CompanyId {company}")));
        Assert.Equal(members, Users(sandbox.Session.Run($"Get-AppDirectCompany -CompanyId {company} | Get-AppDirectUser")));
    }

    [Fact]
    public void Rows_of_files_and_copies_of_records_are_piped_like_records()
    {
        string?[] expected = [.. Subscriptions("Get-AppDirectCompany | Get-AppDirectSubscription")];
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Subscriptions("Get-AppDirectCompany | Select-Object -Property * | Get-AppDirectSubscription"));
        Assert.Equal(expected, Subscriptions("Get-AppDirectCompany | ConvertTo-Csv | ConvertFrom-Csv | Get-AppDirectSubscription"));
        Assert.Equal(expected, Subscriptions("Get-AppDirectCompany | ConvertTo-Json -Depth 3 | ConvertFrom-Json | Get-AppDirectSubscription"));
        IEnumerable<string?> Subscriptions(string script) => sandbox.Session.Run(script).Succeeded().Values<AppDirectSubscription>().Select(one => one.SubscriptionId);
    }

    [Fact]
    public void Opportunities_are_validated_in_a_pipeline()
    {
        AppDirectConnection agent = sandbox.ConnectAs("manager", "ROLE_CHANNEL_ADMIN");
        SessionResult result = sandbox.Session.Run($"Get-AppDirectOpportunity -Status OPEN -Connection {agent} | Test-AppDirectOpportunity -Connection {agent}").Succeeded();
        Assert.NotEmpty(result.Output);
        Assert.All(result.Output, one => Assert.NotNull(((AppDirectOpportunityValidation)one!.BaseObject).OpportunityId));
    }

    private static string[] Ids(SessionResult result) => [.. result.Succeeded().Values<AppDirectCompany>().Select(one => one.CompanyId!)];

    private static IEnumerable<string?> Users(SessionResult result) => result.Succeeded().Values<AppDirectUser>().Select(one => one.UserId);
}
