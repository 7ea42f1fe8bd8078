namespace FastTrackFpx.AppDirect.Tests.Foreign;

/// <summary>The daily reads against a service that was written from another description of the API.</summary>
public sealed class ForeignMarketplaceTests(ForeignMarketplace service) : IClassFixture<ForeignMarketplace>
{
    [Fact]
    public void Companies_are_read_from_pages_without_a_number_of_pages_and_found_by_domain()
    {
        AppDirectCompany[] companies = Read<AppDirectCompany>("Get-AppDirectCompany");
        Assert.Equal(["c-1", "c-2", "c-3"], companies.Select(company => company.CompanyId));
        AppDirectCompany first = companies[0];
        Assert.Equal(("Company 1", true, false, "1010", "Wien"), (first.Name, first.Enabled, first.Vendor, first.Address!.Zip, first.Address.City));
        Assert.Equal(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), first.CreationDate);
        // What no description has is kept.
        Assert.Equal("gold", ((PSObject)first.AdditionalProperties!.Properties["Tier"].Value).Properties["Level"].Value);
        Assert.Equal("c-2", Assert.Single(Read<AppDirectCompany>("Get-AppDirectCompany -Domain https://www.ONE2.example/shop")).CompanyId);
    }

    [Fact]
    public void A_company_leads_to_its_users_subscriptions_and_payments()
    {
        AppDirectUser user = Assert.Single(Read<AppDirectUser>("Get-AppDirectCompany -CompanyId c-1 | Get-AppDirectUser"));
        Assert.Equal(("u-1", "ada@one.example", "Byron"), (user.UserId, user.Email, user.LastName));
        AppDirectSubscription subscription = Assert.Single(Read<AppDirectSubscription>("Get-AppDirectCompany -CompanyId c-1 | Get-AppDirectSubscription"));
        Assert.Equal(("s-7", "Brand new status", (object)25L, "c-1"), (subscription.SubscriptionId, subscription.Status, subscription.MaxUsers, subscription.CompanyId));
        Assert.Equal(5m, subscription.Order!.OrderLines!.Single().Quantity);
        AppDirectPayment[] payments = Read<AppDirectPayment>("Get-AppDirectCompany -CompanyId c-1 | Get-AppDirectSubscription | Get-AppDirectInvoice | Get-AppDirectPayment");
        Assert.Equal(["77", "78"], payments.Select(payment => payment.PaymentNumber));
        // An amount that cannot be understood is neither guessed nor lost.
        Assert.Equal([null, 12.5m], payments.Select(payment => payment.Amount));
        Assert.Equal("12,50", payments[0].AdditionalProperties!.Properties["amount"].Value);
    }

    [Fact]
    public void Several_values_are_requested_one_by_one_if_the_service_takes_no_list()
    {
        int before = service.Requests.Count;
        const string Script = "Get-AppDirectCompany -CompanyId c-1 | Get-AppDirectSubscription -Status ACTIVE, SUSPENDED";
        Assert.Equal(["s-7", "s-8"], Read<AppDirectSubscription>(Script).Select(one => one.SubscriptionId));
        Assert.Equal(["s-7", "s-8"], Read<AppDirectSubscription>(Script).Select(one => one.SubscriptionId));
        // The list is tried once.
        Assert.Single(service.Requests.Skip(before), request => request.Contains("status=in", StringComparison.Ordinal));
    }

    [Fact]
    public void Offsets_end_with_an_empty_response_and_repeated_rows_are_read_once()
    {
        Assert.Equal(500, Read<AppDirectSubscription>("Get-AppDirectSubscription").Select(one => one.SubscriptionId).Distinct().Count());
        AppDirectInvoice[] invoices = Read<AppDirectInvoice>("Get-AppDirectInvoice");
        Assert.Equal(Enumerable.Range(0, 251).Select(number => $"INV-{number}"), invoices.Select(invoice => invoice.InvoiceNumber));
        Assert.Equal(new DateTimeOffset(2027, 3, 31, 14, 30, 0, TimeSpan.Zero), invoices[0].DueDate);
        Assert.Equal(250.10m, invoices[250].Total);
    }

    [Fact]
    public void Lists_are_found_under_other_names_and_without_envelope()
    {
        AppDirectUser[] users = Read<AppDirectUser>("Get-AppDirectUser");
        Assert.Equal(["u-1", "u-2"], users.Select(user => user.UserId));
        Assert.Equal("yes it is", users[0].AdditionalProperties!.Properties["activated"].Value);
        AppDirectMembership membership = Assert.Single(Read<AppDirectMembership>("Get-AppDirectUser -UserId u-1 | Get-AppDirectMembership"));
        Assert.Equal(("c-1", "u-1", true), (membership.CompanyId, membership.UserId, membership.Enabled));
        Assert.Equal(["4711", "4712"], Read<AppDirectOrder>("Get-AppDirectOrder").Select(order => order.OrderId));
        Assert.Equal(["q-1", "q-2"], Read<AppDirectQuote>("Get-AppDirectQuote").Select(quote => quote.QuoteId));
        Assert.Equal(new DateTimeOffset(2027, 3, 31, 14, 30, 0, TimeSpan.Zero), Assert.Single(Read<AppDirectOpportunity>("Get-AppDirectOpportunity")).CreatedOn);
        Assert.Empty(Read<AppDirectWebhook>("Get-AppDirectWebhook"));
    }

    [Fact]
    public void Errors_of_other_shapes_are_errors_of_their_record()
    {
        SessionResult result = service.Session.Run("Get-AppDirectCompany -CompanyId c-1, c-9");
        Assert.Single(result.Output);
        Assert.StartsWith(ErrorCode.NotFound, Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        ErrorRecord later = Assert.Single(service.Session.Run("Get-AppDirectEvent").Errors);
        Assert.Contains("503", later.ToString(), StringComparison.Ordinal);
    }

    private T[] Read<T>(string script) => [.. service.Session.Run(script).Succeeded().Values<T>()];
}
