namespace FastTrackFpx.AppDirect.Tests.Writes;

/// <summary>What a prompt and <c>-WhatIf</c> show: the record, what differs, and no secret.</summary>
public sealed class PromptTests : IClassFixture<ModuleSession>
{
    private readonly ModuleSession _module;

    public PromptTests(ModuleSession module)
    {
        _module = module;
        module.Service.Forget();
        module.Service.Respond = _ => FakeMarketplace.Json("""
            {"id":5,"uuid":"c-1","name":"Contoso","industry":"Retail","billingDayOfMonth":2,"expirationDate":1806494400000,"platformType":"STRIPE","parameters":{"account":"7"},
            "customAttributes":[{"name":"tier","value":"silver"}]}
            """);
    }

    [Theory]
    [InlineData("Set-AppDirectDiscount 5 -ExpirationDate 2027-04-01T12:00Z", "Set Discount (DiscountId 5): ExpirationDate {0:yyyy-MM-dd HH:mm zzz} -> {1:yyyy-MM-dd HH:mm zzz}.")]
    [InlineData("$d = Get-AppDirectDiscount 5; $d.ExpirationDate = '2027-04-01T12:00Z'; $d | Set-AppDirectDiscount", "Set Discount (DiscountId 5): ExpirationDate {0:yyyy-MM-dd HH:mm zzz} -> {1:yyyy-MM-dd HH:mm zzz}.")]
    [InlineData("Set-AppDirectCompany c-1 -Industry Retail -Name New", "Set Company (CompanyId c-1): Name Contoso -> New.")]
    [InlineData("Set-AppDirectCompany c-1 -Body '{\"name\":\"New\",\"apps\":[{\"password\":\"hidden\"}]}'", "Set Company (CompanyId c-1): Body {{\"name\":\"New\",\"apps\":[{{\"password\":\"***\"}}]}}.")]
    [InlineData("New-AppDirectPaymentMethodToken -PaymentMethodType CREDIT_CARD -Property @{ number = '4111111111111111' }", "New PaymentMethodToken: PaymentMethodType CREDIT_CARD, Property ***.")]
    [InlineData("New-AppDirectTransferPlatform -PlatformType STRIPE -Parameter @{ apiKey = 'hidden' }", "New TransferPlatform: Parameter ***, PlatformType STRIPE.")]
    [InlineData("Remove-AppDirectOpportunity o-1, o-2", "Remove Opportunity (OpportunityId o-1, o-2).")]
    [InlineData("[FastTrackFpx.AppDirectSegmentFolder]@{ SegmentFolderId = 'f-1' } | New-AppDirectSegment -Name North", "New Segment (CompanyGroupId f-1): Name North.")]
    public void Shows_the_record_and_what_changes(string script, string expected)
    {
        SessionResult result = _module.Session.Script($"{script} -WhatIf").Succeeded();

        string text = string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, DateTimeOffset.FromUnixTimeSeconds(1806494400).ToLocalTime(), new DateTimeOffset(2027, 4, 1, 12, 0, 0, TimeSpan.Zero).ToLocalTime());
        Assert.Equal($"What if: {text}", Assert.Single(result.HostLines));
        Assert.DoesNotContain(_module.Service.Requests, request => request.Method != "GET");
    }

    [Fact]
    public void A_value_that_the_record_does_not_show_is_sent()
    {
        _module.Session.Script("Set-AppDirectTransferPlatform -TransferPlatformId p-1 -PlatformType STRIPE -Parameter @{ account = '7'; apiKey = 'new' } -Confirm:$false").Succeeded();

        Assert.Contains("\"apiKey\":\"new\"", _module.Service.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The input companyId is required.", "Get-AppDirectLead", "Pass -CompanyId, or name it for all commands: Connect-AppDirectService -CompanyId.")]
    [InlineData("The input context is required.", "Get-AppDirectCompany -Reseller", "Pass -Context, or name it for all commands: Connect-AppDirectService -Context.")]
    [InlineData("'PAYED' is not a valid value of status.", "Get-AppDirectInvoice -Status PAYED", "Known values of -Status: *PAID*.")]
    [InlineData("'PAID' is too old.", "Get-AppDirectInvoice -Status PAID", "Correct what the message names, and try again.")]
    public void A_refusal_says_which_parameter_to_pass(string reason, string script, string action)
    {
        _module.Service.Respond = _ => FakeMarketplace.Json($$"""{"code":"VALIDATION_ERROR","message":"{{reason}}"}""", System.Net.HttpStatusCode.BadRequest);

        ErrorRecord error = Assert.Single(_module.Session.Script(script).AllErrors);

        Assert.True(WildcardPattern.Get(action, WildcardOptions.None).IsMatch(error.ErrorDetails.RecommendedAction), error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_list_for_one_role_is_asked_for_in_that_role()
    {
        _module.Session.Script("Get-AppDirectLedgerLine -First 1").Succeeded();

        Assert.All(_module.Service.Requests, request => Assert.Equal("RESELLER_MANAGER", request.Get("context")));
        Assert.NotEmpty(_module.Service.Requests);
    }

    [Fact]
    public void A_segment_of_a_folder_can_be_piped_on()
    {
        _module.Service.Respond = request => request.Method == "GET" ? FakeMarketplace.Json("""{"content":[{"id":"s-1","name":"North"}],"hasMore":false}""") : FakeMarketplace.Empty();

        _module.Session.Script("Get-AppDirectSegment -SegmentFolderId f-1 | Remove-AppDirectSegment -Confirm:$false").Succeeded();

        // Pages are read ahead, and one may be requested after the removal.
        Received removal = Assert.Single(_module.Service.Requests, request => request.Method == "DELETE");
        Assert.EndsWith("/companyGroups/f-1/segments/s-1", removal.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Apps_that_are_piped_in_are_one_order()
    {
        _module.Service.Respond = request => request.Method == "GET"
            ? FakeMarketplace.Json("""{"content":[{"name":"B","links":[{"rel":"self","href":"https://m.example/b"}]},{"name":"A","userEntitlementId":7}]}""")
            : FakeMarketplace.Empty();

        _module.Session.Script("Get-AppDirectMyApp -CompanyId c -UserId u | Sort-Object Name | Set-AppDirectMyAppOrder -CompanyId c -UserId u -Confirm:$false").Succeeded();

        Assert.Matches("""^\["https://.+/api/account/v2/companies/c/memberships/u/myapps/assigned/7","https://m.example/b"\]$""", Assert.Single(_module.Service.Requests, request => request.Method == "PUT").Body!);
        _module.Service.Forget();
        Assert.Single(_module.Session.Script("Set-AppDirectMyAppOrder -CompanyId c -UserId u -Confirm:$false").AllErrors);
        Assert.NotEmpty(_module.Session.Script("[FastTrackFpx.AppDirectMyApp]@{ Name = 'No address' } | Set-AppDirectMyAppOrder -CompanyId c -UserId u -Confirm:$false").AllErrors);
        Assert.Empty(_module.Service.Requests);
    }
}
