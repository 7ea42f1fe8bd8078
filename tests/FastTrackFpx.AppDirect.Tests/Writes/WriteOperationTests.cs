namespace FastTrackFpx.AppDirect.Tests.Writes;

/// <summary>Every operation that changes something, sent by its cmdlet.</summary>
[Trait("Category", "Slow")]
public sealed class WriteOperationTests(ModuleSession module) : IClassFixture<ModuleSession>, IDisposable
{
    private static readonly string[] ReadingVerbs = ["Get", "Search", "Test", "Save"];
    private readonly string _file = Path.GetTempFileName();

    public static TheoryData<string> Operations()
    {
        var data = new TheoryData<string>();
        foreach ((string id, (string cmdlet, _, _)) in Description.Cmdlets.Where(pair => !ReadingVerbs.Contains(pair.Value.Cmdlet.Split('-')[0]))) data.Add(id);
        return data;
    }

    [Fact]
    public void There_are_131_operations_that_change_something() => Assert.Equal(131, Operations().Count);

    [Theory, MemberData(nameof(Operations))]
    public void Its_cmdlet_sends_it_once(string operationId)
    {
        Received sent = Send(operationId, whatIf: false)!;
        DescribedOperation operation = Description.Operation(operationId);
        Assert.True(operation.Matches(sent.Method, sent.Path) || operation.Matches(sent.Method, sent.Path["/api".Length..]), $"{sent.Method} {sent.Path}");
        string[] documented = [.. operation.Parameters.Where(parameter => parameter.GetProperty("in").GetString() == "query").Select(parameter => parameter.GetProperty("name").GetString()!)];
        Assert.Empty(sent.Query.Select(pair => pair.Key).Except(documented));
        bool hasBody = operation.Json.TryGetProperty("requestBody", out _) || sent.Path.EndsWith("/picture", StringComparison.Ordinal) || sent.Path.EndsWith("/csv", StringComparison.Ordinal);
        Assert.Equal(hasBody, sent.Body is { Length: > 0 });
    }

    [Theory, MemberData(nameof(Operations))]
    public void WhatIf_sends_nothing(string operationId) => Assert.Null(Send(operationId, whatIf: true));

    [Fact]
    public void A_change_sends_only_what_was_passed_and_children_as_hashtables()
    {
        Assert.Equal("""{"name":"Contoso","address":{"city":"Bern"}}""", Normal(Change($"Set-AppDirectCompany -CompanyId c1 -Name Contoso -AddressCity Bern").Body));
        Assert.Equal("""{"phoneNumber":null}""", Change($"Set-AppDirectCompany -CompanyId c1 -PhoneNumber $null").Body);
        Assert.Equal("""{"website":null}""", Change($"Set-AppDirectCompany -CompanyId c1 -Clear 'Website'").Body);
        Assert.Equal("""{"allowLogin":false}""", Change($"Set-AppDirectCompany -CompanyId c1 -AllowLogin:$false").Body);
        Received sent = Change($"New-AppDirectSubscription -Reseller -OrderLine {new[] { new Hashtable { ["Unit"] = "USER", ["Quantity"] = 5 } }}");
        Assert.Equal("""[{"quantity":"5","unit":"USER"}]""", JsonNode.Parse(sent.Body!)!["orderLines"]!.ToJsonString());
    }

    [Fact]
    public void A_replacement_keeps_what_was_not_passed_and_leaves_out_what_the_service_sets()
    {
        Received sent = Change($"Set-AppDirectGroup -CompanyId c1 -GroupId g1 -Description 'New words'");
        JsonObject body = JsonNode.Parse(sent.Body!)!.AsObject();
        JsonElement before = Description.Operation("getAccountV2CompaniesByCompanyUuidGroupsByGroupUuid").Samples.First().Sample;
        Assert.Equal("New words", (string?)body["description"]);
        Assert.Equal(before.GetProperty("name").GetString(), (string?)body["name"]);
        Assert.Null(body["links"]);
        Assert.Null(body["uuid"]);
    }

    [Fact]
    public void A_secret_reaches_the_body_and_no_stream()
    {
        const string Secret = "T0p-secret-4711";
        module.Service.Forget();
        SessionResult result = module.Session.Run($"New-AppDirectUser -CompanyId c1 -TemporaryPassword {new NetworkCredential(string.Empty, Secret).SecurePassword} -Email 'a@b.ch' -Confirm:$false -Verbose -Debug");
        Assert.Contains(Secret, module.Service.Requests.Single(request => request.Method == "POST").Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, string.Concat(result.Verbose) + string.Concat(result.Debug) + string.Concat(result.HostLines) + string.Concat(result.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain("a@b.ch", string.Concat(result.Verbose) + string.Concat(result.Debug), StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_order_costs_is_in_its_prompt()
    {
        module.Service.Forget();
        SessionResult result = Lose(
            "New-AppDirectSubscription", request => request.Path.EndsWith("/preview", StringComparison.Ordinal) ? FakeMarketplace.Json("""{"order":{"totalPrice":1999.9,"currency":"USD","frequency":"MONTHLY"}}""") : FakeMarketplace.Json("{}"),
            ("CompanyId", "c"), ("UserId", "u"), ("PaymentPlanId", "815"), ("Quantity", 10m), ("WhatIf", true));
        Assert.Contains("PaymentPlanId 815", string.Concat(result.HostLines), StringComparison.Ordinal);
        Assert.Contains("price 1,999.90 USD (monthly)", string.Concat(result.HostLines), StringComparison.Ordinal);
        Received preview = Assert.Single(module.Service.Requests);
        Assert.Equal("""{"order":{"paymentPlanId":815,"orderLines":[{"unit":"USER","quantity":10}]}}""", preview.Body);
    }

    [Theory, InlineData(3), InlineData(int.MaxValue)]
    public void Waiting_ends_when_it_is_done_or_the_time_is_over(int readings)
    {
        int removals = 0, reads = 0;
        AppDirectConnection connection = module.Service.Connect(clock: TestClock.WithoutWaits());
        SessionResult result = Lose(
            "Stop-AppDirectSubscription",
            request =>
            {
                if (request.Method == "GET") return FakeMarketplace.Json(++reads > readings ? """{"id":"s","status":"CANCELLED"}""" : """{"id":"s","status":"ACTIVE"}""");
                removals++;
                return FakeMarketplace.Empty(HttpStatusCode.Accepted);
            },
            ("SubscriptionId", "s"), ("Wait", true), ("TimeoutSec", 40), ("Connection", connection));
        Assert.Equal(1, removals);
        if (readings == 3)
        {
            Assert.Empty(result.Errors);
            Assert.Equal(4, reads);
            return;
        }

        Assert.StartsWith(ErrorCode.OperationTimeout, Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("status is ACTIVE", result.Errors[0].ToString(), StringComparison.Ordinal);
        // After 0, 1, 3, 7, 15, 30 and 40 seconds.
        Assert.Equal(7, reads);
    }

    [Fact]
    public void Rows_of_a_file_become_members_and_empty_cells_send_nothing()
    {
        module.Service.Forget();
        PSObject Row(string email, string name, string role) => InputRow.Of(("Email", email), ("FirstName", name), ("Role", role));
        module.Session.Pipe(new[] { Row("a@b.example", "Ada", "USER"), Row("c@d.example", "", "") }, "New-AppDirectMembership", ("CompanyId", "c1"), ("Confirm", false));
        Assert.Equal(
            ["""{"roles":["USER"],"user":{"email":"a@b.example","firstName":"Ada"}}""", """{"user":{"email":"c@d.example"}}"""],
            module.Service.Requests.Where(request => request.Method == "POST").Select(request => request.Body));
    }

    [Fact]
    public void Rows_of_usage_are_one_request_by_account()
    {
        module.Service.Forget();
        module.Session.Pipe(new[] { Usage("a", "1.5", "2026-01-02T00:00:00Z"), Usage("b", 2, "2026-01-02T00:00:00Z"), Usage("a", 3m, new DateTimeOffset(2026, 1, 3, 4, 5, 6, TimeSpan.Zero)) }, "Send-AppDirectUsage", ("Billable", true), ("IdempotencyKey", "k"), ("Confirm", false)).Succeeded();
        Assert.Equal(
            """
            {"billable":true,"idempotencyKey":"k","usages":[{"accountId":"a","usageList":[{"eventId":null,"quantity":"1.5","eventDate":"2026-01-02T00:00:00Z","pricingUnit":"USER"},{"eventId":null,"quantity":"3","eventDate":"2026-01-03T04:05:06Z","pricingUnit":"USER"}]},{"accountId":"b","usageList":[{"eventId":null,"quantity":"2","eventDate":"2026-01-02T00:00:00Z","pricingUnit":"USER"}]}]}
            """,
            Assert.Single(module.Service.Requests).Body);
        SessionResult shown = module.Session.Pipe(new[] { Usage("a", 1, "2026-01-02"), Usage("b", 1, "2026-01-02") }, "Send-AppDirectUsage", ("WhatIf", true));
        Assert.Contains("Usage 2 rows, 2 accounts", string.Concat(shown.HostLines), StringComparison.Ordinal);
    }

    [Fact]
    public void If_a_row_of_usage_cannot_be_read_nothing_is_sent()
    {
        module.Service.Forget();
        PSObject[] rows = [Usage("a", "1", "2026-01-02"), Usage("", "1,5", "03/04/2026"), Usage("a", "0.12345678901", "2026-01-02", ("CustomUnit", "Pages"))];
        SessionResult result = module.Session.Pipe(rows, "Send-AppDirectUsage", ("Confirm", false));
        Assert.Empty(module.Service.Requests);
        Assert.Equal(3, result.Errors.Count);
        Assert.StartsWith("Row 2: AccountId is missing. Quantity: '1,5' is not a number.", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("EventDate: '03/04/2026' is not a date", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Row 3: Quantity: '0.12345678901' has more than 10 decimals. Either PricingUnit or CustomUnit is required, and not both.", result.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("2 of 3 rows cannot be read, so nothing was sent.", result.Errors[2].ToString(), StringComparison.Ordinal);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Waiting_for_a_copy_returns_it(bool hasBody)
    {
        int reads = 0;
        AppDirectConnection connection = module.Service.Connect(clock: FastTrackFpx.Tests.Shared.TestClock.WithoutWaits());
        SessionResult result = Lose(
            "Copy-AppDirectOpportunity",
            request =>
            {
                if (request.Method == "POST")
                {
                    HttpResponseMessage accepted = hasBody ? FakeMarketplace.Json("""{"opportunityId":"new"}""", HttpStatusCode.Accepted) : FakeMarketplace.Empty(HttpStatusCode.Accepted);
                    accepted.Headers.Location = new Uri("/api/assistedSales/v1/opportunities/new", UriKind.Relative);
                    return accepted;
                }

                Assert.Equal("/api/assistedSales/v1/opportunities/new", request.Path);
                // Not there, then still being created.
                return ++reads switch { 1 => FakeMarketplace.Json("{}", HttpStatusCode.NotFound), 2 => FakeMarketplace.Json("""{"id":"new"}""", HttpStatusCode.PartialContent), _ => FakeMarketplace.Json("""{"id":"new","name":"Copy"}""") };
            },
            ("OpportunityId", "old"), ("Name", "Copy"), ("Wait", true), ("Connection", connection)).Succeeded();
        var copy = Assert.IsType<AppDirectOpportunity>(Assert.Single(result.Output)!.BaseObject);
        Assert.Equal(("new", "Copy", 3), (copy.OpportunityId, copy.Name, reads));
    }

    [Theory]
    [InlineData("ExternalId", "CRM-1", "PATCH")]
    [InlineData("Status", "ACTIVE", "PATCH")]
    [InlineData("Quantity", 7, "PUT")]
    [InlineData("Label", "Seven", "PUT")]
    public void A_piped_subscription_is_ordered_only_if_an_order_is_needed(string parameter, object value, string method)
    {
        module.Service.Forget();
        module.Service.Respond = request => FakeMarketplace.Json("""{"id":"s","order":{"orderLines":[{"unit":"USER","quantity":5}]}}""");
        var piped = new AppDirectSubscription { SubscriptionId = "s", CompanyId = "c", UserId = "u" };
        SessionResult shown = module.Session.Pipe(new[] { piped }, "Set-AppDirectSubscription", (parameter, value), ("WhatIf", true));
        module.Session.Pipe(new[] { piped }, "Set-AppDirectSubscription", (parameter, value), ("Confirm", false));
        module.Service.Respond = null;
        Assert.Equal(method, Assert.Single(module.Service.Requests, request => request.Method is "PUT" or "PATCH" && !request.Path.EndsWith("/preview", StringComparison.Ordinal)).Method);
        if (parameter == "Quantity") Assert.Contains("Quantity 5 -> 7", string.Concat(shown.HostLines), StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_that_changes_nothing_is_not_sent()
    {
        JsonElement before = Description.Operation("getAccountV2CompaniesByCompanyUuid").Samples.First().Sample;
        module.Service.Forget();
        SessionResult result = module.Session.Run("Set-AppDirectCompany", ("CompanyId", "c1"), ("Name", before.GetProperty("name").GetString()), ("Confirm", false), ("PassThru", true), ("Verbose", true)).Succeeded();
        Assert.All(module.Service.Requests, request => Assert.Equal("GET", request.Method));
        Assert.Contains("holds these values already", string.Concat(result.Verbose), StringComparison.Ordinal);
        Assert.IsType<AppDirectCompany>(Assert.Single(result.Output)!.BaseObject);
    }

    [Fact]
    public void A_lost_lead_names_the_role_that_can_read_it_back()
    {
        SessionResult result = Lose(
            "New-AppDirectLead", request => request.Method == "POST" ? throw new HttpRequestException("The connection was lost.") : FakeMarketplace.Json("""{"code":"FORBIDDEN"}""", HttpStatusCode.Forbidden),
            ("Context", "PARTNER"), ("Body", """{"leadType":"MANUAL","partner":"APPDIRECT","customer":{"company":{"name":"Contoso"},"contact":{"email":"a@b.example"}}}"""));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith(ErrorCode.WriteUnsettled, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("may not read the list lead/v2/leads", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("ROLE_RESELLER_MANAGER", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Resolve-FpxChange", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_response_to_a_removal_is_settled_by_reading()
    {
        int removals = 0;
        SessionResult result = Lose("Remove-AppDirectWebhook", request =>
        {
            if (request.Method == "GET") return FakeMarketplace.Json("""{"code":"NOT_FOUND"}""", HttpStatusCode.NotFound);
            removals++;
            throw new HttpRequestException("The connection was lost.");
        }, ("WebhookId", "w1"));
        Assert.Empty(result.Errors);
        Assert.Equal(1, removals);
    }

    [Fact]
    public void A_lost_payment_is_never_sent_again_and_stays_unknown()
    {
        int sent = 0;
        SessionResult result = Lose("New-AppDirectPayment", request =>
        {
            if (request.Method == "GET" && sent == 0) return FakeMarketplace.Json("[]");
            if (request.Method == "POST") sent++;
            throw new HttpRequestException("The connection was lost.");
        }, ("InvoiceNumber", "7"));
        Assert.Equal(1, sent);
        Assert.StartsWith(ErrorCode.WriteUnsettled, Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Usage_is_sent_again_with_its_key_and_a_duplicate_is_a_success()
    {
        var keys = new List<string?>();
        SessionResult result = Lose("Send-AppDirectUsage", request =>
        {
            keys.Add((string?)JsonNode.Parse(request.Body!)!["idempotencyKey"]);
            return keys.Count == 1 ? throw new HttpRequestException("The connection was lost.") : FakeMarketplace.Json("""{"code":"DUPLICATE","message":"Duplicate idempotency key."}""", HttpStatusCode.Conflict);
        });
        Assert.Empty(result.Errors);
        Assert.Equal(2, keys.Count);
        Assert.Single(keys.Distinct());
        Assert.NotNull(keys[0]);
    }

    public void Dispose() => File.Delete(_file);

    private static PSObject Usage(string account, object quantity, object date, params (string Name, object Value)[] more)
    {
        var row = new PSObject();
        foreach ((string name, object value) in new[] { ("AccountId", account), ("Quantity", quantity), ("PricingUnit", "USER"), ("EventDate", date) }.Concat(more)) row.Properties.Add(new PSNoteProperty(name, value));
        return row;
    }

    private SessionResult Lose(string cmdlet, Func<Received, HttpResponseMessage> respond, params (string? Name, object? Value)[] parameters)
    {
        module.Service.Respond = respond;
        try
        {
            return module.Session.Run(cmdlet, [.. parameters, ("Confirm", false)]);
        }
        finally
        {
            module.Service.Respond = null;
        }
    }

    private Received Change(ScriptText script)
    {
        module.Service.Forget();
        script.AppendLiteral(" -Confirm:$false");
        SessionResult result = module.Session.Run(script);
        return module.Service.Requests.SingleOrDefault(request => request.Method != "GET") ?? throw new InvalidOperationException(string.Join(" ", result.Errors) + result.Failure);
    }

    private Received? Send(string operationId, bool whatIf)
    {
        (string cmdlet, string set, _) = Description.Cmdlets[operationId];
        Type type = ModuleSession.Cmdlets.Single(one => ModuleSession.NameOf(one) == cmdlet);
        var arguments = new List<(string?, object?)> { (whatIf ? "WhatIf" : "Confirm", whatIf) };
        foreach (PropertyInfo property in type.GetProperties().Where(property => property.Name is not ("Connection" or "Query" or "Body" or "InputObject" or "Clear" or "PassThru" or "Wait" or "TimeoutSec" or "Quantity")))
        {
            if (property.GetCustomAttributes<ParameterAttribute>().FirstOrDefault(parameter => parameter.ParameterSetName == set || parameter.ParameterSetName == ParameterAttribute.AllParameterSets) is not null) arguments.Add((property.Name, property.Name.EndsWith("Path", StringComparison.Ordinal) ? _file : ParameterValue.Of(property)));
        }

        module.Service.Forget();
        // The record holds none of the values: otherwise there would be nothing to send.
        module.Service.Respond = request => request.Method == "GET" ? FakeMarketplace.Json("{}") : FakeMarketplace.Empty();
        SessionResult result = module.Session.Run(cmdlet, [.. arguments]);
        module.Service.Respond = null;
        Received[] writes = [.. module.Service.Requests.Where(request => request.Method != "GET" && !request.Path.EndsWith("/preview", StringComparison.Ordinal))];
        if (!whatIf && writes.Length != 1) throw new InvalidOperationException($"{writes.Length} requests. {string.Join(" ", result.Errors)} {result.Failure}");
        return writes.FirstOrDefault();
    }

    private static string Normal(string? json)
    {
        JsonObject body = JsonNode.Parse(json!)!.AsObject();
        var ordered = new JsonObject();
        foreach (string name in new[] { "name", "address" }) ordered[name] = body[name]?.DeepClone();
        return ordered.ToJsonString();
    }
}
