namespace FastTrackFpx.AppDirect.Tests.Reads;

/// <summary>A day's reading against the sandbox, over TLS and with roles.</summary>
public sealed class SandboxReadTests(MarketplaceSandbox sandbox) : IClassFixture<MarketplaceSandbox>
{
    [Fact]
    public void Companies_lead_to_subscriptions_and_invoices()
    {
        SessionResult companies = sandbox.Session.Run("Get-AppDirectCompany").Succeeded();
        Assert.InRange(companies.Output.Count, 12, 100);
        SessionResult subscriptions = sandbox.Session.Run("Get-AppDirectCompany | Get-AppDirectSubscription -Status ACTIVE").Succeeded();
        Assert.NotEmpty(subscriptions.Output);
        Assert.All(subscriptions.Output, one => Assert.Equal("ACTIVE", ((AppDirectSubscription)one!.BaseObject).Status));
        // Results come in the order of the companies.
        string[] order = [.. companies.Output.Select(one => ((AppDirectCompany)one!.BaseObject).CompanyId!)];
        int[] places = [.. subscriptions.Output.Select(one => Array.IndexOf(order, ((AppDirectSubscription)one!.BaseObject).CompanyId))];
        Assert.Equal(places.Order(), places);
        SessionResult invoices = sandbox.Session.Run("Get-AppDirectCompany | Get-AppDirectSubscription | Get-AppDirectInvoice -Status UNPAID").Succeeded();
        Assert.All(invoices.Output, one => Assert.Equal("UNPAID", ((AppDirectInvoice)one!.BaseObject).Status));
    }

    [Fact]
    public void An_invoice_of_a_list_can_be_read_with_its_lines()
    {
        Assert.All(sandbox.Session.Run("Get-AppDirectInvoice", ("First", 5)).Succeeded().Output, one => Assert.Null(((AppDirectInvoice)one!.BaseObject).InvoiceLines));
        Assert.All(sandbox.Session.Run("Get-AppDirectInvoice", ("First", 5), ("Detail", true)).Succeeded().Output, one => Assert.NotNull(((AppDirectInvoice)one!.BaseObject).InvoiceLines));
    }

    [Fact]
    public void First_and_Skip_cut_a_list()
    {
        string[] all = Ids(sandbox.Session.Run("Get-AppDirectCompany"));
        Assert.Equal(all.Take(3), Ids(sandbox.Session.Run("Get-AppDirectCompany", ("First", 3))));
        Assert.Equal(all.Skip(2).Take(4), Ids(sandbox.Session.Run("Get-AppDirectCompany", ("Skip", 2), ("First", 4))));
        Assert.Equal(all.Take(2), Ids(sandbox.Session.Run("Get-AppDirectCompany | Select-Object -First 2")));
    }

    [Fact]
    public void Reports_are_downloaded_under_their_final_name()
    {
        SessionResult result = sandbox.Session.Run($"Get-AppDirectReport | Select-Object -First 1 | Save-AppDirectReport -Destination {sandbox.Folder}").Succeeded();
        var file = (FileInfo)Assert.Single(result.Output)!.BaseObject;
        Assert.True(file.Exists && file.Length > 0);
        Assert.Empty(Directory.EnumerateFiles(sandbox.Folder, "*.partial"));
    }

    [Fact]
    public void A_missing_record_is_an_error_of_its_own()
    {
        string id = Ids(sandbox.Session.Run("Get-AppDirectCompany", ("First", 1)))[0];
        SessionResult result = sandbox.Session.Run("Get-AppDirectCompany", ("CompanyId", new[] { "00000000-0000-0000-0000-000000000000", id }));
        Assert.Single(result.Output);
        Assert.StartsWith(ErrorCode.NotFound, Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Opportunities_are_validated_in_a_pipeline()
    {
        AppDirectConnection agent = sandbox.ConnectAs("manager", "ROLE_CHANNEL_ADMIN");
        SessionResult result = sandbox.Session.Run($"Get-AppDirectOpportunity -Status OPEN -Connection {agent} | Test-AppDirectOpportunity -Connection {agent}").Succeeded();
        Assert.NotEmpty(result.Output);
        Assert.All(result.Output, one => Assert.NotNull(((AppDirectOpportunityValidation)one!.BaseObject).OpportunityId));
    }

    private static string[] Ids(SessionResult result) => [.. result.Succeeded().Output.Select(one => ((AppDirectCompany)one!.BaseObject).CompanyId!)];
}
