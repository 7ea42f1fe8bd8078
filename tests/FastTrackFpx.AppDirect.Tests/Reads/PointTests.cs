namespace FastTrackFpx.AppDirect.Tests.Reads;

/// <summary>
/// Every point that the document of AppDirect leaves open, as docs/api/readings.md lists them: cmdlets do their work with each reading that the sandbox can take,
/// or the list says why no reading changes a byte.
/// </summary>
[Trait("Category", "Slow")]
public sealed partial class PointTests : IClassFixture<MarketplaceSandbox>
{
    private const string Client = "client", Manager = "manager ROLE_CHANNEL_ADMIN", Reseller = "reseller ROLE_RESELLER", Resellers = "resellers ROLE_RESELLER_MANAGER", Consumer = "consumer";

    /// <summary>By point: who is connected, and a script whose output is the same with each reading. $n is another number for each.</summary>
    private static readonly Dictionary<string, (string Caller, string Script)> Proofs = new()
    {
        ["A1"] = (Client, "Get-AppDirectSubscription | ForEach-Object { $_.SubscriptionId + ' ' + [bool] $_.Status }"),
        ["A5"] = (Client, "$made = New-AppDirectTransferMethod -PartyId $company -PartyType COMPANY -PlatformType 'BANK'; (Get-AppDirectTransferMethod -TransferMethodId $made.TransferMethodId).PlatformType; Remove-AppDirectTransferMethod -TransferMethodId $made.TransferMethodId; @(Get-AppDirectTransferMethod).Count"),
        ["A8"] = (Client, "Get-AppDirectOpportunity | ForEach-Object OpportunityId"),
        ["A9"] = (Client, "(Set-AppDirectUser -UserId $user -PicturePath $picture -PassThru).UserId"),
        ["A10"] = (Client, "Set-Content -LiteralPath $csv -Value 'email,role', \"guest$n@point.example,USER\"; (New-AppDirectInvitation -CompanyId $company -CsvPath $csv).InvitationsSent"),
        ["A11"] = (Client, "Get-AppDirectUser | ForEach-Object UserName"),
        ["A12"] = (Client, "Get-AppDirectCompany | Get-AppDirectGroup | ForEach-Object { $_.GroupId + ' ' + $_.SystemManaged }"),
        ["A13"] = (Reseller, "(Get-AppDirectEdition -ProductId $product -Sellable).PaymentPlans.Frequency"),
        ["A14"] = (Client, "Get-AppDirectCatalogProduct | ForEach-Object ProductId"),
        ["A15"] = (Client, "Get-AppDirectInvoice | ForEach-Object InvoiceNumber"),
        ["A16"] = (Client, "Get-AppDirectCompany | ForEach-Object { $_.CompanyId + ' ' + $_.AllowLogin + ' ' + $_.CreationDate.ToUnixTimeMilliseconds() }"),
        ["A17"] = (Client, "[pscustomobject] @{ AccountId = 'a'; Quantity = 1.5; PricingUnit = 'USER'; EventDate = '2026-01-01' } | Send-AppDirectUsage -Billable $true | ForEach-Object { [bool] $_.UsageRequestId }"),
        ["A18"] = (Client, "Get-AppDirectOpportunityItem -OpportunityId $single | ForEach-Object ItemId"),
        ["A19"] = ("manager ROLE_USER", "(Set-AppDirectDefaultPaymentMethod -CompanyId $method.companyId -OwnerId $method.ownerId -PaymentMethodId $method.id -PassThru).PaymentMethodId"),
        ["A20"] = (Client, "(Get-AppDirectOpportunityRequiredField -Body @(@{ productId = $product }) -CompanyId $company -UserId $user -SalesAgentCompanyId $company -SalesAgentId $user).ProductId"),
        ["A21"] = (Client, "(Get-AppDirectOpportunity -OpportunityId $single).Items.Units | ForEach-Object { \"$($_.Quantity) $($_.Unit)\" }"),
        // An order is never sent a second time by itself: the other form is passed with -Body.
        ["A22"] = (Reseller, """
            $made = New-AppDirectSubscription -Reseller -PaymentPlanId $plan -TargetCompanyId $customer.companyId -TargetUserId $customer.userId -OrderLine @{ unit = 'USER'; quantity = 2 } -ErrorAction Ignore
            if (-not $made) { $made = New-AppDirectSubscription -Reseller -Body @{ paymentPlanId = $plan; targetCompanyId = $customer.companyId; targetUserId = $customer.userId; orderLines = '[{"unit":"USER","quantity":2}]' } }
            [bool] $made.SubscriptionId
            """),
        ["A23"] = (Client, "$one = Get-AppDirectOpportunity -OpportunityId $single; $one.OpportunityId; [bool] ($one.ActionRestrictions ?? $one.AdditionalProperties.actionRestrictions)"),
        ["A24"] = (Client, "Get-AppDirectExchangeRate | ForEach-Object { $_.BaseCurrency ?? $_.AdditionalProperties.baseCurrency.id }"),
        ["A25"] = (Client, "Get-AppDirectDiscount | ForEach-Object { $_.Type ?? $_.AdditionalProperties.type.DiscountType }"),
        ["A26"] = (Client, "Set-AppDirectMyAppOrder -CompanyId $company -UserId $user -AppUrl 'https://marketplace.example/apps/1'; $?"),
        ["A27"] = (Manager, "$one = Get-AppDirectSegment -DynamicSegmentId $segment; $one.SegmentId; @($one.Filters).Count -gt 0"),
        ["A28"] = (Client, "$one = Get-AppDirectProduct -ProductId $product; $one.SupportedLanguages ?? $one.AdditionalProperties.supportedLanguages.code"),
        ["A29"] = (Reseller, "(Get-AppDirectEdition -ProductId $product -Sellable).PaymentPlans.Costs.ItemPrices | ForEach-Object { $_.PSObject.Properties.Value } | ForEach-Object { $_.value ?? $_ } | Where-Object { $_ -is [ValueType] } | Sort-Object"),
        ["A30"] = (Client, "Get-AppDirectOrder -First 3 | Get-AppDirectOrder | ForEach-Object { $_.OrderId + ' ' + [bool] $_.OrderLines.ApplicationName }"),
        ["A31"] = (Manager, "(Invoke-AppDirectQuoteAction -QuoteId $quote -Action EDIT_NAME) | ForEach-Object { $_.Quote.QuoteId ?? $_.QuoteId ?? $_.AdditionalProperties.id }"),
        ["A32"] = (Client, "Get-AppDirectReport | ForEach-Object ReportId"),
        ["A34"] = (Client, "@(Get-AppDirectInvoice -From 2050-01-01).Count"),
        ["A37"] = (Client, "Get-Content -LiteralPath (Get-AppDirectReport -First 1 | Save-AppDirectReport -Destination $folder -Force) -TotalCount 1"),
        ["A38"] = (Client, "Get-AppDirectSamlCertificate -SubscriptionId 'unknown' -ErrorAction SilentlyContinue -ErrorVariable failed; $failed.Count; $failed[0].ErrorDetails.RecommendedAction -like 'Check the id*'"),
        ["A40"] = (Client, "Get-AppDirectEvent | ForEach-Object EventId"),
        ["A41"] = (Resellers, "Get-AppDirectCompany -Reseller -Context RESELLER_MANAGER -Query @{ size = 5 } | ForEach-Object CompanyId | Sort-Object"),
        ["A42"] = (Resellers, "Get-AppDirectCompanyAssociation -ResellerCompanyId $reseller -Query @{ size = 2 } | ForEach-Object CompanyAssociationId"),
        ["A43"] = (Manager, "Get-AppDirectQuote -Query @{ first = 1 } | ForEach-Object QuoteId"),
        ["A44"] = (Resellers, "Get-AppDirectCompanyAssociation -ResellerCompanyId $reseller -CustomerCompanyId $customer.companyId | ForEach-Object CompanyAssociationId"),
        ["A45"] = (Resellers, "Get-AppDirectOrder -Reseller -Context RESELLER_MANAGER -ResellerCompanyId $reseller -CustomerCompanyId $customer.companyId | ForEach-Object OrderId"),
        ["A46"] = (Resellers, "(New-AppDirectLead -Context RESELLER_MANAGER -CompanyId $reseller -Body @{ leadType = 'COMPANY'; partner = 'APPDIRECT'; profileCompany = @{ id = $reseller }; customer = @{ company = @{ name = 'Point' }; contact = @{ email = \"point$n@a.example\" } } }).Status"),
        ["A49"] = (Client, "Get-AppDirectSubscription -From 2001-01-01 | ForEach-Object SubscriptionId"),
        ["A50"] = (Resellers, "Get-AppDirectLead -Context RESELLER_MANAGER -CompanyId $reseller | ForEach-Object { $_.CreatedOn.ToUnixTimeSeconds() }"),
        ["A52"] = (Client, "Get-AppDirectOrder -Status ACTIVE, CANCELLED, FINISHED | ForEach-Object OrderId | Sort-Object"),
        ["A53"] = (Client, "Get-AppDirectOrder -ProductId (Get-AppDirectCatalogProduct -First 6).ProductId | ForEach-Object OrderId | Sort-Object"),
        ["A54"] = (Manager, "(Get-AppDirectSegment -DynamicSegmentId $segment).SegmentId"),
        ["A55"] = (Client, "$made = 1..2 | ForEach-Object { New-AppDirectOpportunity -Name \"Point $n $_\" -CustomerCompanyId $company -CustomerId $user }; Remove-AppDirectOpportunity -OpportunityId $made.OpportunityId; @(Get-AppDirectOpportunity -SearchText \"Point $n\").Count"),
        ["A57"] = (Manager, "(Get-AppDirectAssignableRole -CompanyId $company).Name"),
        ["A58"] = (Client, "Get-AppDirectDiscount | ForEach-Object { $_.Type -replace ' ', '_' }"),
        ["A59"] = (Client, "Get-AppDirectPayment -Method CREDIT_CARD | ForEach-Object PaymentNumber"),
        ["A60"] = (Client, "$sent = Invoke-AppDirectRequest notification/v1/templates; Get-AppDirectNotificationTemplate | ForEach-Object { $of = $_; \"$($of.Type) $(($sent | Where-Object type -eq $of.Type).required -eq $of.Required)\" }"),
        ["A61"] = (Client, "(Get-AppDirectCompany -CompanyId $company).CompanyId"),
        ["A62"] = (Client, "Get-AppDirectOrder | ForEach-Object OrderId; Get-AppDirectInvoice -First 3 -Detail | ForEach-Object { $_.InvoiceNumber + ' ' + $_.CompanyId }"),
        ["A63"] = (Client, """
            $ordered = New-AppDirectSubscription -CompanyId $company -UserId $user -PaymentPlanId $plan -Quantity 3
            $changed = $ordered | Set-AppDirectSubscription -CompanyId $company -UserId $user -Quantity (4 + $n) -PassThru
            $changed.SubscriptionId -eq $ordered.SubscriptionId; $changed.Status; $changed.MaxUsers -eq 4 + $n
            """),
        ["A64"] = (Client, "(Get-AppDirectWebhook | Select-Object -First 1 | Set-AppDirectWebhook -Url \"https://hooks.example/$n\" -PassThru).WebhookId"),
        ["A65"] = (Consumer, "Publish-AppDirectContentEvent -Body @{ action = @{ delete = $true; text = 'removed'; verb = 'delete' }; eventMetadata = @{ id = 'e'; type = 'CONTENT'; timestamp = '2026-01-01T00:00:00Z' }; key = @{ instance = 'i'; resourceId = 'r'; source = 's' } }; $?"),
        ["A66"] = (Client, "(Add-AppDirectOpportunityItem -OpportunityId $open -ProductId $product -PricingPlanId $plan -BillingConfigurationStrategy CUSTOM -BillingConfigurationDate 2027-01-01).PricingPlanId"),
        ["A67"] = (Client, "(New-AppDirectPaymentMethod -CompanyId $company -OwnerId $user -PaymentMethodType CARD -BillingAddressStreet1 '1' -BillingAddressCity 'C' -BillingAddressState 'S' -BillingAddressZip '1' -BillingAddressCountry 'DE' -Property @{ number = '4111' }).PaymentMethodType"),
        ["A68"] = (Client, "(1..6 | ForEach-Object { Get-AppDirectProduct -ProductId $product }).Count"),
    };

    private readonly MarketplaceSandbox _sandbox;

    public PointTests(MarketplaceSandbox sandbox)
    {
        _sandbox = sandbox;
        PowerShellSession session = sandbox.Session;
        Func<string, IReadOnlyList<JsonElement>> documents = sandbox.Documents();
        JsonElement association = documents("association")[0];
        string customer = Text(association, "customerCompanyId");
        JsonElement member = documents("membership").First(one => Text(one, "companyId") == customer && one.GetProperty("enabled").GetBoolean());
        Dictionary<string, object> variables = new()
        {
            ["company"] = customer,
            ["user"] = Text(member, "userId"),
            ["customer"] = Row(("companyId", customer), ("userId", Text(member, "userId"))),
            ["reseller"] = sandbox.Setting("resellerCompanyId"),
            ["method"] = documents("paymentMethod")[0] is var method ? Row(("id", Text(method, "id")), ("companyId", Text(method, "companyId")), ("ownerId", Text(method, "ownerId"))) : null!,
            ["single"] = documents("opportunityItem").GroupBy(item => Text(item, "opportunityId")).First(items => items.Count() == 1).Key,
            ["open"] = Text(documents("opportunity").First(one => Text(one, "status") == "OPEN"), "id"),
            ["quote"] = Text(documents("quote")[0], "id"),
            ["segment"] = Text(documents("dynamicSegment")[0], "id"),
            ["plan"] = Text(documents("paymentPlan").First(one => one.TryGetProperty("price", out JsonElement price) && price.GetDecimal() > 0), "id"),
            ["product"] = Text(documents("product")[0], "id"),
            ["folder"] = Directory.CreateDirectory(Path.Combine(sandbox.Folder, "points")).FullName,
            ["csv"] = Path.Combine(sandbox.Folder, "points.csv"),
            ["picture"] = Path.Combine(sandbox.Folder, "points.png"),
        };
        File.WriteAllBytes((string)variables["picture"], [0x89, 0x50, 0x4E, 0x47]);
        foreach ((string name, object value) in variables) session[name] = value;
    }

    public static TheoryData<string> Switched() => new([.. Proofs.Keys]);

    [Fact]
    public void Every_point_is_proved_with_each_reading_or_has_none()
    {
        string[] listed = [.. Line().Matches(File.ReadAllText(Path.Combine(Files.Repository, "docs/api/readings.md"))).Select(line => line.Groups[1].Value)];
        Assert.Equal(Enumerable.Range(1, 72).Select(number => $"A{number}"), listed);
        string[] switched = [.. Readings.All.Select(point => point.Key).Where(listed.Contains)];
        Assert.Equal(switched.Order(), Proofs.Keys.Order());
        // Those without a switch say why.
        Assert.All(Line().Matches(File.ReadAllText(Path.Combine(Files.Repository, "docs/api/readings.md"))).Where(line => !switched.Contains(line.Groups[1].Value)), line =>
            Assert.Matches("byte|same|No other form|no other address|decides who is refused|loses nothing|kept beside|one of the spellings|only form|depends on it|no response has them", line.Value));
    }

    [Theory, MemberData(nameof(Switched))]
    public void A_cmdlet_does_its_work_with_each_reading(string key)
    {
        ReadingPoint point = Readings.All.Single(one => one.Key == key);
        (string caller, string script) = Proofs[key];
        var results = new List<(string Choice, string[] Output)>();
        string usual = key == "A68" ? "off" : point.Choices[0];
        try
        {
            for (int choice = 0; choice < point.Choices.Length; choice++)
            {
                _sandbox.Service.SetReading(key, point.Choices[choice]);
                // What a connection has learnt about the marketplace is of no use with another reading.
                _sandbox.Session["PSDefaultParameterValues"] = new DefaultParameterDictionary { ["*-AppDirect*:Connection"] = Connect(caller, key == "A38" ? 0 : 3), ["*-AppDirect*:Confirm"] = false };
                _sandbox.Session["n"] = choice;
                SessionResult result = _sandbox.Session.Script(script).Succeeded();
                results.Add((point.Choices[choice], [.. result.Output.Select(one => Convert.ToString(one?.BaseObject, CultureInfo.InvariantCulture)!)]));
            }
        }
        finally
        {
            _sandbox.Service.SetReading(key, usual);
            _sandbox.Session["PSDefaultParameterValues"] = new DefaultParameterDictionary();
        }

        Assert.NotEmpty(results[0].Output);
        Assert.All(results[0].Output, value => Assert.False(string.IsNullOrWhiteSpace(value), "Nothing was read."));
        Assert.All(results.Skip(1), result => Assert.Equal(results[0].Output, result.Output));
    }

    [GeneratedRegex(@"^- \*\*(A\d+)\*\* .+$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Line();

    private AppDirectConnection Connect(string caller, int retries)
    {
        (string? Name, object? Value)[] credentials = caller == Client ? [("Scope", new[] { "ROLE_PARTNER" })]
            : caller == Consumer ? [("ConsumerKey", _sandbox.Setting("consumerKey")), ("ConsumerSecret", _sandbox.Secret("consumerSecretPath"))]
            : [("UserCredential", _sandbox.User(caller.Split(' ')[0])), ("Scope", new[] { caller.Split(' ')[1] })];
        return (AppDirectConnection)_sandbox.Connect(_sandbox.Session, [("MaxRetryCount", retries), .. credentials]).Succeeded().Output[0]!.BaseObject;
    }

    private static string Text(JsonElement document, string property) => document.GetProperty(property).ToString();

    private static PSObject Row(params (string Name, object? Value)[] properties)
    {
        var row = new PSObject();
        foreach ((string name, object? value) in properties) row.Properties.Add(new PSNoteProperty(name, value));
        return row;
    }
}
