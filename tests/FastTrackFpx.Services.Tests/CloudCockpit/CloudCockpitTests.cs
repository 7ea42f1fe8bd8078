using FastTrackFpx.Services.Tests.Bench;

namespace FastTrackFpx.Services.Tests.CloudCockpit;

/// <summary>The cmdlets of CloudCockpit against a service that answers with the samples of the document.</summary>
[Trait("Category", "Slow")]
public sealed class CloudCockpitTests : ServiceBench
{
    private static readonly JsonNode Document = JsonNode.Parse(Specification.RepositoryFile("docs/api/cloudcockpit.openapi.json"))!;
    private static readonly JsonNode Operation = Document["paths"]!["/v1/Resellers"]!["get"]!;
    private int _tokens;

    private static string Sample => Example(200);

    [Fact]
    public void Every_documented_output_field_is_read()
    {
        Serve(Page(Sample));

        PSObject reseller = Assert.Single(Run("Get-CloudCockpitReseller").Succeeded().Output)!;
        JsonNode sample = JsonNode.Parse(Sample)!["items"]![0]!;

        Assert.Equal("string", Of(reseller, "ResellerId"));
        foreach (string name in Properties("Reseller").Except(["id", "providerResellers", "customDomain"])) Assert.Equal((string)sample[name]!, Of(reseller, name));
        dynamic provider = Assert.Single((Array)Of(reseller, "ProviderResellers")!)!;
        Assert.Equal("cb3cd15b-1d6e-45be-b493-c71549cbfd87", provider.ProviderInstanceId);
        Assert.Equal("968bd16f-7eca-494d-b29f-440b9ef5cf5d", provider.ProviderResellerId);
        Assert.Equal(("Markup", 8m), ((string)provider.PriceMargin.MarginRule, (decimal)provider.PriceMargin.Value));
        dynamic offer = Assert.Single((Array)provider.OfferTypeMargins)!;
        Assert.Equal(("License", "Markup", 10m), ((string)offer.OfferType, (string)offer.MarginRule, (decimal)offer.Value));
        Assert.Equal("f94f06fd-dc98-47fb-bd49-63bc98bd87f2", provider.IndirectResellerId);
        Assert.Equal(["123456", "654321"], (string[])provider.SecondaryMpnIds);
        Assert.Null(provider.Status);
        dynamic domain = Of(reseller, "CustomDomain")!;
        Assert.Equal(("string", "string"), ((string)domain.CustomDomain, (string)domain.Status));
        string[] documented = [.. reseller.Properties.Select(property => property.Name), "id"];
        Assert.Empty(Properties("Reseller").Except(documented, StringComparer.OrdinalIgnoreCase));
        string[] properties = [.. new PSObject(((Array)Of(reseller, "ProviderResellers")!).GetValue(0)).Properties.Select(property => property.Name)];
        Assert.Empty(Properties("ProviderReseller").Except(properties, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void Every_documented_input_is_sent()
    {
        Serve(Page(Sample));
        var (provider, customer) = (Guid.NewGuid(), Guid.NewGuid());
        Run($"Get-CloudCockpitReseller -Search 'a & b' -SearchField MpnId -ProviderInstanceId {provider} -CustomerId {customer} -SortBy CompanyName -Descending -First 5").Succeeded();
        ForeignRequest request = Listed().Last();
        Dictionary<string, string> query = request.Target.Split('?')[1].Split('&').ToDictionary(pair => pair.Split('=')[0], pair => Uri.UnescapeDataString(pair.Split('=')[1]));
        foreach (JsonNode? parameter in Operation["parameters"]!.AsArray().Where(parameter => (string)parameter!["in"]! == "query")) Assert.Contains((string)parameter!["name"]!, query.Keys);
        Assert.Equal(
            ("1", "5", "a & b", "MpnId", "Company.Name", "false", $"{customer}", $"{provider}"),
            (query["pageNumber"], query["pageSize"], query["searchValue"], query["searchField"], query["sortPropertyName"], query["ascending"], query["customerId"], query["providerInstanceId"]));
        Assert.Equal("portal.cloudcockpit.example", request.Header("X-Tenant"));
        Assert.True(Guid.TryParse(request.Header("X-Correlation-Id"), out _));
        Assert.Equal("Bearer token-1", request.Header("Authorization"));
    }

    [Fact]
    public void The_ascending_flag_is_sent_only_if_a_direction_is_asked_for_and_ignoring_it_is_a_warning()
    {
        Serve(Page(Sample));
        Run("Get-CloudCockpitReseller -SortBy CompanyName").Succeeded();
        Assert.DoesNotContain("ascending", Listed().Last().Query, StringComparison.Ordinal);
        Run("Get-CloudCockpitReseller -Descending:$false").Succeeded();
        Assert.Contains("sortPropertyName=Company.Name&ascending=true", Listed().Last().Query, StringComparison.Ordinal);
        Serve("""{"items":[{"id":"1","companyName":"Alpha"},{"id":"2","companyName":"Beta"}],"totalCount":2,"hasNextPage":false}""");
        Assert.Contains("ignored -Descending", Assert.Single(Run("Get-CloudCockpitReseller -Descending").Succeeded().Warnings));
        Assert.Empty(Run("Get-CloudCockpitReseller").Succeeded().Warnings);
    }

    [Theory]
    [InlineData("""{"License":{"value":3.5,"marginRule":{"name":"SplitMargin"}}}""", "License: SplitMargin 3.5")]
    [InlineData("""{"Value":{"license":{"Value":10,"MarginRule":{"Name":"markup"}}}}""", "License: Markup 10")]
    [InlineData("""{"Value":{"value":"7","marginRule":{"name":null}}}""", "Value:  7")]
    [InlineData("""{"azurePlan":{"value":null,"marginRule":null}}""", "AzurePlan:")]
    [InlineData("{}", "")]
    [InlineData("null", "")]
    public void Margins_by_type_of_offer_are_read_in_both_forms(string margins, string expected)
    {
        Serve(Page(Sample, provider => provider["offerTypeMargins"] = JsonNode.Parse(margins)));
        SessionResult result = Run("((Get-CloudCockpitReseller).ProviderResellers.OfferTypeMargins | ForEach-Object { \"$_\" }) -join ';'").Succeeded();
        Assert.Equal(expected, Assert.Single(result.Values<string>()));
    }

    [Theory]
    [InlineData("{\"IndirectResellerId\":\"a\",\"SecondaryMpnIds\":[1,\"2\"]}", "a 1,2")]
    [InlineData("{\"indirectResellerId\":\"b\"}", "b ")]
    [InlineData("{}", " ")]
    [InlineData("not JSON", " ")]
    [InlineData(null, " ")]
    public void Provider_data_are_read_in_any_case_and_kept_as_text(string? text, string expected)
    {
        Serve(Page(Sample, provider => provider["resellerProviderData"] = text));
        SessionResult result = Run("(Get-CloudCockpitReseller).ProviderResellers | ForEach-Object { \"$($_.IndirectResellerId) $($_.SecondaryMpnIds -join ',')\"; $_.ResellerProviderData }").Succeeded();
        Assert.Equal(expected, result.Output[0]!.BaseObject);
        Assert.Equal(text, result.Output.ElementAtOrDefault(1)?.BaseObject);
    }

    [Fact]
    public void Required_fields_may_be_null_and_others_missing()
    {
        Serve("""{"items":[null,{"id":null,"companyName":null,"providerResellers":null,"customDomain":null,"unknown":{"a":[1]}}],"hasNextPage":null,"totalCount":1,"continuationToken":"text"}""");
        PSObject reseller = Assert.Single(Run("Get-CloudCockpitReseller").Succeeded().Output)!;
        Assert.Null(Of(reseller, "CompanyName"));
        Assert.Empty((Array)Of(reseller, "ProviderResellers")!);
    }

    [Fact]
    public void All_pages_are_read_and_the_total_comes_first()
    {
        Answer(request =>
        {
            int page = int.Parse(request.Query.Split("pageNumber=")[1].Split('&')[0], CultureInfo.InvariantCulture);
            return $$"""{"items":[{"id":"{{page}}","companyName":"Reseller {{page}}"}],"totalPages":3,"totalCount":3,"hasNextPage":{{(page < 3 ? "true" : "false")}},"continuationToken":"dG9rZW4="}""";
        });

        SessionResult result = Run("Get-CloudCockpitReseller -IncludeTotalCount | ForEach-Object { \"$_\" }").Succeeded();

        Assert.Equal(["3", "Reseller 1", "Reseller 2", "Reseller 3"], result.Values<string>());
        Assert.Equal(3, Listed().Count());
    }

    [Theory]
    [InlineData(400, "RequestRefused", ErrorCategory.InvalidArgument)]
    [InlineData(500, "ServiceFailed", ErrorCategory.ResourceUnavailable)]
    public void The_error_sample_becomes_an_error_with_its_fields(int status, string id, ErrorCategory category)
    {
        string sample = Example(status).Replace("\"propertyName\": \"string\"", "\"propertyName\": \"searchValue\"", StringComparison.Ordinal).Replace("\"propertyName\":\"string\"", "\"propertyName\":\"searchValue\"", StringComparison.Ordinal);
        Connect();
        Answer(_ => sample, status: status);
        ErrorRecord error = ErrorRecordAssert.One(Run("Get-CloudCockpitReseller x", connects: false), id, category);
        Assert.Contains("-Search: string", error.ErrorDetails.Message);
        Assert.Equal("string", ((dynamic)error.Exception).CorrelationId);
    }

    [Fact]
    public void A_404_is_about_the_path_of_a_request()
    {
        Connect();
        Answer(_ => """{"statusCode":404,"type":"NotFound","description":"There is no such resource."}""", status: 404);

        ErrorRecord error = ErrorRecordAssert.One(Run("Invoke-CloudCockpitRequest v1/Resellrs", connects: false), "RouteNotFound", ErrorCategory.NotImplemented);

        Assert.StartsWith("Check the path", error.ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData(401, "NotAuthenticated", ErrorCategory.AuthenticationError)]
    [InlineData(403, "NotAuthorized", ErrorCategory.PermissionDenied)]
    public void Rejections_without_a_body_have_words_of_their_own(int status, string id, ErrorCategory category)
    {
        Connect();
        Answer(_ => string.Empty, status: status);
        ErrorRecordAssert.One(Run("Get-CloudCockpitReseller", connects: false), id, category);
    }

    [Fact]
    public void A_web_page_and_a_value_of_another_kind_are_errors()
    {
        Connect();
        Answer(_ => "<html><title>Sign in</title></html>", "text/html");
        ErrorRecord error = Assert.Single(Run("Get-CloudCockpitReseller", connects: false).AllErrors);
        Assert.StartsWith("ResponseNotJson,", error.FullyQualifiedErrorId);
        Assert.Contains("web page", error.ErrorDetails.Message);
        Serve("""{"items":[{"id":"1","providerResellers":[{"priceMargin":{"value":"many"}}]}]}""");
        ErrorRecord kind = Assert.Single(Run("Get-CloudCockpitReseller").AllErrors);
        Assert.StartsWith("ResponseUnexpected,", kind.FullyQualifiedErrorId);
        Assert.Contains("items[0].providerResellers[0].priceMargin.value: expected a number", kind.ErrorDetails.Message);
    }

    [Fact]
    public void A_wrong_secret_ends_connecting_and_shows_no_secret()
    {
        Foreign.Answer = _ => new ForeignResponse(401, """{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret foreign-secret-4711."}""", "application/json");
        SessionResult result = Script($"Connect-CloudCockpitService -SandboxPath '{Foreign.StateFolder}' -Verbose -Debug");
        Assert.Contains("Invalid client secret ***", Assert.Single(result.AllErrors).ErrorDetails.Message);
        Assert.StartsWith("NotAuthenticated,", result.AllErrors[0].FullyQualifiedErrorId);
        Assert.DoesNotContain(ForeignService.Secret, Shown(result));
        Assert.Contains($"client_secret={ForeignService.Secret}", Assert.Single(Foreign.Requests).Body);
    }

    [Fact]
    public void A_token_that_expires_in_the_middle_is_renewed_once_for_many_runspaces()
    {
        Serve(Page(Sample));
        Run("Get-CloudCockpitReseller").Succeeded();
        Answer(_ => Page(Sample), accepts: token => token == "token-2");
        SessionResult result = Script("$c = Get-CloudCockpitConnection; $m = Join-Path (Get-Module FastTrackFpx).ModuleBase FastTrackFpx.psd1; 1..10 | ForEach-Object -ThrottleLimit 10 -Parallel { Import-Module $using:m; (Get-CloudCockpitReseller -Connection $using:c).ResellerId }").Succeeded();
        Assert.Equal(10, result.Output.Count);
        Assert.Equal(2, _tokens);
    }

    [Fact]
    public void A_new_token_that_is_rejected_as_well_ends_the_run()
    {
        Connect();
        Answer(_ => string.Empty, accepts: _ => false);
        ErrorRecord error = ErrorRecordAssert.One(Run("Get-CloudCockpitReseller", connects: false), "NotAuthenticated", ErrorCategory.AuthenticationError);
        Assert.Contains("also rejected a new token", error.ErrorDetails.Message);
        Assert.Equal(2, _tokens);
    }

    [Fact]
    public void A_given_token_and_a_provider_are_sent_as_they_are()
    {
        Answer(_ => Page(Sample), accepts: _ => true);
        Script($"Connect-CloudCockpitService -SandboxPath '{Foreign.StateFolder}' -AccessToken ([System.Net.NetworkCredential]::new('', 'given-token-1').SecurePassword)").Succeeded();
        Script($"Connect-CloudCockpitService -SandboxPath '{Foreign.StateFolder}' -TokenProvider {{ 'provided-token-1' }} -Name other").Succeeded();
        Assert.Equal(["Bearer given-token-1", "Bearer provided-token-1"], Listed().Select(request => request.Header("Authorization")));
        Assert.Equal(0, _tokens);
    }

    [Fact]
    public void Secrets_and_people_are_unseen_in_every_stream()
    {
        Serve(Page(Sample.Replace("\"email\": \"string\"", "\"email\": \"canary@people.example\"", StringComparison.Ordinal)));
        SessionResult result = Run("Get-CloudCockpitReseller -Search SearchCanary -Verbose -Debug; Invoke-CloudCockpitRequest v1/Resellers -Verbose -Debug | Out-Null").Succeeded();
        string shown = Shown(result);
        Assert.All(["token-1", ForeignService.Secret, "SearchCanary", "canary@people"], secret => Assert.DoesNotContain(secret, shown));
        Assert.NotEmpty(result.Debug);
    }

    [Fact]
    public void Invoke_sends_what_it_is_told_and_returns_objects()
    {
        Serve(Page(Sample));
        SessionResult result = Run("(Invoke-CloudCockpitRequest v1/Resellers -Query @{ pageSize = 1 }).items[0].companyName; Invoke-CloudCockpitRequest /v1/Resellers -Raw").Succeeded();
        Assert.Equal("string", result.Output[0]!.BaseObject);
        Assert.StartsWith("{", (string)result.Output[1]!.BaseObject);
        ErrorRecordAssert.One(Run("Invoke-CloudCockpitRequest https://elsewhere.example/x"), "InvalidInput", ErrorCategory.InvalidArgument);
    }

    [Fact]
    public void A_wrong_combination_is_an_error_before_anything_is_sent()
    {
        Connect();
        int before = Foreign.Requests.Count;
        foreach (string wrong in new[] { $"-CustomerId {Guid.NewGuid()}", "-SearchField MpnId", "-Search ''", $"-Search {new string('a', 256)}", "-Search $misspelt", "-CustomerId $misspelt", "-CustomerId ''", "-ProviderInstanceId 'no-guid'", "-SortBy ' '", "-SearchField $misspelt -Search x", "-Search \"half $([char]0xD83D)\"", "-Search \"a$([char]0)b\"", "-Connection $misspelt" })
            Assert.NotEmpty(Run("Get-CloudCockpitReseller " + wrong, connects: false).AllErrors);
        Assert.Equal(before, Foreign.Requests.Count);
    }

    public static TheoryData<string, string> Readings() => new()
    {
        { "C1", "none" }, { "C2", "ignored" }, { "C3", "text" }, { "C6", "descending" }, { "C7", "text/plain" }, { "C9", "null" }, { "C10", "text" },
        { "C11", "lower" }, { "C12", "wrapped" }, { "C13", "camel" }, { "C14", "uuid" }, { "C15", "missing" }, { "C16", "missing" },
    };

    [Theory, MemberData(nameof(Readings))]
    public async Task Every_reading_of_the_document_gives_the_same_resellers(string point, string value)
    {
        string folder = (await StartSandboxAsync("cloudcockpit", (point, value))).StateFolder;
        Script($"Connect-CloudCockpitService -SandboxPath '{folder}'").Succeeded();

        SessionResult result = Script("Get-CloudCockpitReseller -Descending | Select-Object -Property CompanyName, @{ n = 'Rules'; e = { \"$($_.ProviderResellers.PriceMargin.MarginRule)\" } }");

        Assert.Empty(result.AllErrors);
        Assert.Equal(12, result.Output.Select(item => Of(item, "CompanyName")).Distinct().Count());
        Assert.All(result.Output, item => Assert.DoesNotMatch("(^| )[a-z]", $"{Of(item, "Rules")}"));
        Assert.Equal(point == "C1" ? 1 : 0, result.Warnings.Count);
    }

    [Fact]
    public async Task Another_role_is_not_authorized()
    {
        string folder = (await StartSandboxAsync("cloudcockpit", ("C19", "other"))).StateFolder;
        ErrorRecordAssert.One(Script($"Connect-CloudCockpitService -SandboxPath '{folder}'"), "NotAuthorized", ErrorCategory.PermissionDenied);
    }

    private static string Example(int status) => Operation["responses"]![$"{status}"]!["content"]!["application/json"]!["example"]!.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    private static IEnumerable<string> Properties(string schema) => Document["components"]!["schemas"]![schema]!["properties"]!.AsObject().Select(property => property.Key);

    // The sample counts 42 resellers and shows one.
    private static string Page(string sample, Action<JsonNode>? change = null)
    {
        JsonNode page = JsonNode.Parse(sample)!;
        (page["totalPages"], page["totalCount"], page["hasNextPage"]) = (1, 1, false);
        change?.Invoke(page["items"]![0]!["providerResellers"]![0]!);
        return page.ToJsonString();
    }

    private IEnumerable<ForeignRequest> Listed() => Foreign.Requests.Where(request => request.Path == "/v1/Resellers");

    private void Serve(string page, string type = "application/json") => Answer(_ => page, type);

    private void Answer(Func<ForeignRequest, string> list, string type = "application/json", int status = 200, Func<string, bool>? accepts = null) => Foreign.Answer = request =>
    {
        if (request.Path == "/token") return new ForeignResponse(200, $$"""{"token_type":"Bearer","expires_in":3599,"access_token":"token-{{Interlocked.Increment(ref _tokens)}}"}""", "application/json");
        string token = request.Header("Authorization")!["Bearer ".Length..];
        return accepts?.Invoke(token) == false ? new ForeignResponse(401, string.Empty, string.Empty) : new ForeignResponse(status, list(request), type);
    };

    private void Connect() => Script($"Connect-CloudCockpitService -SandboxPath '{Foreign.StateFolder}' -SkipCheck -MaxRetryCount 0").Succeeded();

    private SessionResult Run(string script, bool connects = true)
    {
        if (connects) Connect();
        return Script(script);
    }
}
