namespace FastTrackFpx.AppDirect.Tests.Reads;

/// <summary>Every reading operation, sent by its cmdlet.</summary>
public sealed class ReadOperationTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    private static readonly string[] ReadingVerbs = ["Get", "Search", "Test", "Save"];

    // Position and size of a page.
    private static readonly string[] Paging = ["page", "size", "number", "start", "count", "first", "after"];

    // Not explained by the document: only through -Query.
    private static readonly string[] Unexplained = ["s", "pl"];

    public static TheoryData<string> Operations()
    {
        var data = new TheoryData<string>();
        foreach ((string id, (string cmdlet, _, _)) in Description.Cmdlets.Where(pair => ReadingVerbs.Contains(pair.Value.Cmdlet.Split('-')[0]))) data.Add(id);
        return data;
    }

    [Fact]
    public void There_are_154_reading_operations() => Assert.Equal(154, Operations().Count);

    [Theory, MemberData(nameof(Operations))]
    public void All_documented_filters_are_parameters(string operationId)
    {
        (string cmdlet, string set, _) = Description.Cmdlets[operationId];
        Received request = Send(cmdlet, set).First(one => one.Operation?.Id == operationId);
        string[] documented = [.. Description.Operation(operationId).Parameters.Where(parameter => parameter.GetProperty("in").GetString() == "query").Select(parameter => parameter.GetProperty("name").GetString()!)];
        string[] sent = [.. request.Query.Select(pair => pair.Key).Distinct()];
        Assert.Empty(sent.Where(name => !name.StartsWith("custom.", StringComparison.Ordinal)).Except(documented));
        Assert.Empty(documented.Where(name => !name.StartsWith("custom.", StringComparison.Ordinal)).Except(sent).Except(Paging).Except(Unexplained));
        Assert.All(request.Query, pair => Assert.NotEqual(string.Empty, pair.Value));
    }

    [Fact]
    public void Dates_codes_switches_and_ids_are_sent_in_the_form_of_each_operation()
    {
        var from = new DateTimeOffset(2027, 3, 31, 14, 30, 0, TimeSpan.Zero);
        Assert.Equal("1806503400000", Send($"Get-AppDirectInvoice -From {from}").Get("fromDate"));
        Assert.Equal("2027/03/31 14:30:00", Send($"Get-AppDirectSubscription -From {from}").Get("fromDate"));
        Assert.Equal(["gte(1806503400000)", "lte(1806503400000)"], Send($"Get-AppDirectOpportunity -From {from} -To {from}").Query.Where(pair => pair.Key == "createdOn").Select(pair => pair.Value));
        Assert.Equal("in(ACTIVE,SUSPENDED)", Send($"Get-AppDirectSubscription -Status 'ACTIVE', 'SUSPENDED'").Get("status"));
        Assert.Equal("ACTIVE", Send($"Get-AppDirectSubscription -Status 'ACTIVE'").Get("status"));
        Assert.Equal("in(u1,u2)", Send($"Get-AppDirectAssignment -Reseller -SubscriptionId s -UserId 'u1', 'u2'").Get("userId"));
        // Where the document has an array, the name is repeated.
        Assert.Equal(["47", "48"], Send($"Get-AppDirectOrder -ProductId '47', '48'").Query.Where(pair => pair.Key == "applicationIds").Select(pair => pair.Value));
        Assert.Equal(["NEW", "OPEN"], Send($"Get-AppDirectSalesLead -Status 'NEW', 'OPEN'").Query.Where(pair => pair.Key == "status").Select(pair => pair.Value));
        Assert.Equal("false", Send($"Get-AppDirectCompany -IncludeCustomAttribute:$false").Get("includeCustomAttributes"));
        Assert.Equal("/api/account/v2/companies/externalId%3A4711", Send($"Get-AppDirectCompany -ExternalId '4711'").Path);
        Assert.Equal("/api/account/v2/companies/..%2F..%2Fusers%3Fx", Send($"Get-AppDirectCompany -CompanyId '../../users?x'").Path);
        Assert.True(module.Session.Run("Get-AppDirectCompany -CompanyId '..'").HadErrors);
    }

    [Fact]
    public void A_name_with_wildcards_is_compared_here_and_that_of_a_tenant_or_a_plain_one_by_the_service()
    {
        module.Service.Forget();
        Assert.Equal(2, module.Session.Run("Get-AppDirectCompany -Name 'John*'").Succeeded().Output.Count);
        Assert.Empty(module.Session.Run("Get-AppDirectCompany -Name 'Contoso*'").Succeeded().Output);
        module.Session.Run("Get-AppDirectCompany -Name Contoso").Succeeded();
        Assert.Equal([null, null, "Contoso"], module.Service.Requests.Select(request => request.Get("name")));
        module.Service.Forget();
        var tenant = new PSObject();
        tenant.TypeNames.Insert(0, "Deserialized.FastTrackFpx.FpxTenant");
        tenant.Properties.Add(new PSNoteProperty("Name", "Contoso [EU]"));
        module.Session.Run($"{tenant} | Get-AppDirectCompany").Succeeded();
        Assert.Equal("Contoso [EU]", Assert.Single(module.Service.Requests).Get("name"));
    }

    [Fact]
    public void Every_request_carries_the_language_and_what_replaces_its_query()
    {
        Received request = Send($"Get-AppDirectQuote");
        Assert.Equal("en-US", request.Headers["Accept-Language"]);
        Assert.Equal("application/json", request.Headers["Accept"]);
        Assert.StartsWith("Bearer ", request.Headers["Authorization"]);
        Received replaced = Send($"Get-AppDirectInvoice -Status PAID -Query {new Hashtable { ["status"] = "OTHER", ["s"] = "5" }}");
        Assert.Equal(("OTHER", "5"), (replaced.Get("status"), replaced.Get("s")));
        Assert.Single(replaced.Query, pair => pair.Key == "status");
    }

    [Fact]
    public void Records_carry_the_ids_of_their_request()
    {
        var review = (AppDirectProductReview)module.Session.Run("Get-AppDirectProductReview -ProductId '47'").Succeeded().Output[0]!.BaseObject;
        Assert.Equal("47", review.ProductId);
    }

    [Fact]
    public void An_unreadable_record_is_an_error_of_that_record()
    {
        module.Service.Respond = request => request.Path.EndsWith("/bad", StringComparison.Ordinal) ? FakeMarketplace.Json("""{"code":"UNAUTHORIZED","message":"HTTP 401 Unauthorized","status":401}""", System.Net.HttpStatusCode.Unauthorized) : null!;
        try
        {
            SessionResult result = module.Session.Run("Get-AppDirectCompany -CompanyId 'a', 'bad', 'b'");
            Assert.Equal(2, result.Output.Count);
            Assert.StartsWith(ErrorCode.NotFound, Assert.Single(result.Errors).FullyQualifiedErrorId);
        }
        finally
        {
            module.Service.Respond = null;
        }
    }

    private Received Send(ScriptText script)
    {
        module.Service.Forget();
        SessionResult result = module.Session.Run(script);
        return module.Service.Requests.FirstOrDefault() ?? throw new InvalidOperationException(string.Join(" ", result.Errors.Select(error => error.ToString())) + result.Failure);
    }

    private Received[] Send(string cmdlet, string set)
    {
        Type type = ModuleSession.Cmdlets.Single(one => ModuleSession.NameOf(one) == cmdlet);
        var arguments = new List<(string?, object?)>();
        foreach (PropertyInfo property in type.GetProperties())
        {
            ParameterAttribute? own = property.GetCustomAttributes<ParameterAttribute>().FirstOrDefault(parameter => parameter.ParameterSetName == set || parameter.ParameterSetName == ParameterAttribute.AllParameterSets);
            bool isShared = property.Name is "Connection" or "Query" or "Wait" or "Detail" or "Path" or "Destination" or "Force" or "ReportName" or "Exact" or "InputObject";
            if (own is not null && !isShared) arguments.Add((property.Name, ParameterValue.Of(property)));
        }

        module.Service.Forget();
        module.Session.Run(cmdlet, [.. arguments]);
        return [.. module.Service.Requests];
    }
}
