using FastTrackFpx.Sandbox.AppDirect;
using FastTrackFpx.Sandbox.AppDirect.Description;

namespace FastTrackFpx.Sandbox.Tests.AppDirect;

/// <summary>Every reading of AppDirect: one request, and what it shows with each choice.</summary>
[Trait("Category", "Slow")]
public sealed class ReadingTests(AppDirectFixture fixture) : IClassFixture<AppDirectFixture>
{
    private static readonly string[] NoYes = ["no", "yes"];

    /// <summary>By point: what is shown with each of its choices, in their order, and how it is asked for.</summary>
    private static readonly Dictionary<string, (string[] Shown, Func<Probe, Task<string>> Ask)> Points = new()
    {
        ["A1"] = (NoYes, probe => probe.HasAsync("getBillingV1Subscriptions", "SOMETHING_NEW")),
        ["A5"] = (["200 404", "404 200"], async probe => $"{await probe.StatusAsync("getApiAppMarketV2TransferMethods")} {await probe.StatusAsync("getApiAppMarketV2TransferMethods", path => "/api" + path)}"),
        ["A8"] = (["400", "200"], probe => probe.StatusAsync("getAssistedSalesV1Opportunities", change: request => request.Headers.AcceptLanguage.Clear())),
        ["A9"] = (["file", "picture"], async probe => (await probe.SendAsync("putAccountV2UsersByUserUuidPicture", change: request => request.Content = Form("file"))).Status < 300 ? "file"
            : (await probe.SendAsync("putAccountV2UsersByUserUuidPicture", change: request => request.Content = Form("picture"))).Status < 300 ? "picture" : "none"),
        ["A10"] = (["form text", "form", "text"], async probe =>
        {
            bool takesForm = (await probe.SendAsync("postAccountV2CompaniesByCompanyUuidInvitationsCsv", change: request => request.Content = Form("invitations"))).Status < 300;
            bool takesText = (await probe.SendAsync("postAccountV2CompaniesByCompanyUuidInvitationsCsv", change: request => request.Content = new StringContent("a@b.example,USER", Encoding.UTF8, "text/csv"))).Status < 300;
            return string.Join(' ', new[] { takesForm ? "form" : null, takesText ? "text" : null }.OfType<string>());
        }
        ),
        ["A11"] = (NoYes, probe => probe.HasAsync("getAccountV2Users", "\"username\"")),
        ["A12"] = (NoYes, probe => probe.HasAsync("getAccountV2CompaniesByCompanyUuidGroups", "\"systemManged\"")),
        ["A13"] = (NoYes, probe => probe.HasAsync("getAppResellerV1CatalogSellableProductsByProductIdEditions", "\"frequency\"")),
        ["A14"] = (NoYes, probe => probe.HasAsync("getChannelV1Applications", "sample only")),
        ["A15"] = (["Number", "Null"], probe => probe.KindAsync("getBillingV1Invoices", body => body[0].GetProperty("total"))),
        ["A16"] = (["True", "String"], probe => probe.KindAsync("getAccountV2Companies", body => body.GetProperty("content")[0].GetProperty("allowLogin"))),
        ["A17"] = (["202", "400"], probe => probe.StatusAsync("postIntegrationV2BillingUsage", json: Usage(Guid.NewGuid().ToString(), "1.5"))),
        ["A18"] = (["Array", "Object"], async probe => (await probe.SendAsync("getAssistedSalesV1OpportunitiesByOpportunityIdItems", path => path.Replace(path.Split('/')[5], probe.WithOneItem(), StringComparison.Ordinal))).Body.ValueKind.ToString()),
        ["A19"] = (["Array", "Object"], probe => probe.KindAsync("postAppMarketV2PaymentMethodsDefaults")),
        ["A20"] = (["Array", "Object"], probe => probe.KindAsync("postAssistedSalesV1OpportunitiesItemsRequiredFieldsDefinitions")),
        ["A21"] = (NoYes, async probe => YesNo(Find((await probe.SendAsync("getAssistedSalesV1OpportunitiesByOpportunityId", path => path.Replace(path.Split('/')[5], probe.WithOneItem(), StringComparison.Ordinal))).Body, "units")[0].TryGetProperty("strategy", out _))),
        ["A22"] = (["200", "400"], probe => probe.StatusAsync("postAppResellerV1Subscriptions", json: probe.Body("postAppResellerV1Subscriptions", body => body["orderLines"] = new JsonArray(new JsonObject { ["unit"] = "USER", ["quantity"] = "2" })))),
        ["A23"] = (NoYes, probe => probe.HasAsync("getAssistedSalesV1OpportunitiesByOpportunityId", "\"entry\":")),
        ["A24"] = (["String", "Object"], probe => probe.KindAsync("getChannelV1ExchangeRates", body => Items(body)[0].GetProperty("baseCurrency"))),
        ["A25"] = (["String", "Object"], probe => probe.KindAsync("getChannelV1Discounts", body => Items(body)[0].GetProperty("type"))),
        ["A26"] = (["text", "object"], async probe => (await probe.StatusAsync("putAccountV2CompaniesByCompanyUuidMembershipsByUserUuidMyapps", json: """["https://a.example/1"]""")) == "204" ? "text"
            : await probe.StatusAsync("putAccountV2CompaniesByCompanyUuidMembershipsByUserUuidMyapps", json: """[{"MyAppsUrl":"https://a.example/1"}]""") == "204" ? "object" : "none"),
        ["A27"] = (["Array", "Object"], probe => probe.KindAsync("getChannelV1SegmentsDynamicSegments", body => body.GetProperty("filters")[0])),
        ["A28"] = (["String", "Object"], probe => probe.KindAsync("getMarketplaceV1ProductsByApplicationId", body => body.GetProperty("supportedLanguages")[0])),
        ["A29"] = (["Object", "Array"], probe => probe.KindAsync("getAppResellerV1CatalogSellableProductsByProductIdEditions", body => Find(body, "itemPrices"))),
        ["A30"] = (["String", "Number"], probe => probe.KindAsync("getBillingV1OrdersByOrderId", body => Find(body, "applicationName"))),
        ["A31"] = (["quote", "id"], async probe => (await probe.SendAsync("postAssistedSalesV1QuotesByQuoteIdExecuteAction", json: """{"action":"EDIT_NAME"}""")).Body.TryGetProperty("quote", out _) ? "quote" : "id"),
        ["A32"] = (["number", "page"], async probe => (await probe.SendAsync("getReportingV2Reports")).Body.GetProperty("page").TryGetProperty("page", out _) ? "page" : "number"),
        ["A34"] = (["204", "200"], probe => probe.StatusAsync("getBillingV1Invoices", path => path + "?start=100000")),
        ["A37"] = (["307", "200"], probe => probe.StatusAsync("getReportingV2ReportsByReportUuid")),
        ["A38"] = (["401", "500"], probe => probe.StatusAsync("getAccountV2SubscriptionsBySubscriptionUuidSamlCertificate", path => path.Replace(path.Split('/')[5], "unknown", StringComparison.Ordinal))),
        ["A40"] = (["50", "250"], probe => probe.ValueAsync("getChannelV1Events", body => body.GetProperty("page").GetProperty("size"))),
        ["A41"] = (["2", "1"], async probe =>
        {
            string[] all = [.. Items((await probe.SendAsync("getAppResellerV1Companies", path => path + "&size=10")).Body).Select(one => one.Text("id"))];
            return Array.IndexOf(all, Items((await probe.SendAsync("getAppResellerV1Companies", path => path + "&size=2&page=1")).Body)[0].Text("id")).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        ),
        ["A42"] = (["0", "1"], probe => probe.ValueAsync("getAppResellerV1CompanyAssociations", body => body.GetProperty("page").GetProperty("number"))),
        ["A43"] = (NoYes, async probe => YesNo(int.TryParse((await probe.SendAsync("getAssistedSalesV1Quotes", path => path + "?first=1")).Body.GetProperty("pageInfo").Text("endCursor"), out _))),
        ["A44"] = (["200", "400"], probe => probe.StatusAsync("getAppResellerV1CompanyAssociations", path => path.Split('?')[0] + "?resellerCompanyId=" + probe.Reseller)),
        ["A45"] = (["200", "400"], probe => probe.StatusAsync("getAppResellerV1Orders", path => path.Split('?')[0] + "?context=RESELLER_MANAGER&resellerCompanyId=" + probe.Reseller, caller: "resellers")),
        ["A46"] = (["201", "400"], probe => probe.StatusAsync("postLeadV2Leads", path => path.Split('?')[0] + "?context=RESELLER_MANAGER", caller: "resellers", json: """
            { "leadType": "COMPANY", "partner": "APPDIRECT", "profileCompany": { "id": "c" }, "customer": { "company": { "name": "New" }, "contact": { "email": "lead@a.example" } } }
            """)),
        ["A49"] = (["200", "400"], probe => probe.StatusAsync("getBillingV1Subscriptions", path => path + "?fromDate=1577836800000")),
        ["A50"] = (["10", "13"], async probe => Items((await probe.SendAsync("getLeadV2Leads", path => path.Split('?')[0] + "?context=RESELLER_MANAGER&companyId=x", caller: "resellers")).Body)[0].GetProperty("createdOn").GetRawText().Split('.')[0].Length.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ["A52"] = (["200", "400"], probe => probe.StatusAsync("getBillingV1Orders", path => path + "?status=in(ACTIVE,FINISHED)")),
        ["A53"] = (["200", "400"], probe => probe.StatusAsync("getBillingV1Subscriptions", path => path + "?applicationIds=1001&applicationIds=1002")),
        ["A54"] = (["Object", "Array"], probe => probe.KindAsync("getChannelV1SegmentsDynamicSegments")),
        ["A55"] = (["401", "204"], async probe => await probe.StatusAsync("deleteAssistedSalesV1Opportunities", async path => $"{path.Split('?')[0]}?opportunityId={await probe.NewOpportunityAsync()},{await probe.NewOpportunityAsync()}")),
        ["A57"] = (["no no", "yes yes", "yes no"], async probe => string.Join(' ', Items((await probe.SendAsync("getAccountV2CompaniesByCompanyUuidAssignableRoles")).Body).Take(2).Select(role => YesNo(role.Text("name").StartsWith("ROLE_", StringComparison.Ordinal))))),
        ["A58"] = (NoYes, probe => probe.HasAsync("getChannelV1Discounts", "\"FIXED PRICE\"")),
        ["A59"] = (["204", "400"], probe => probe.StatusAsync("getBillingV1Payments", path => path + "?method=SNAP")),
        ["A60"] = (["True", "False"], probe => probe.KindAsync("getNotificationV1Templates", body => Items(body)[0].GetProperty("required"))),
        ["A61"] = (NoYes, async probe => YesNo((await probe.SendAsync("getAccountV2CompaniesByCompanyUuid", path => path.Replace(path.Split('/')[^1], "id:" + path.Split('/')[^1], StringComparison.Ordinal))).Status >= 400)),
        ["A62"] = (["Number", "String"], probe => probe.KindAsync("getBillingV1OrdersByOrderId", body => body.GetProperty("id"))),
        ["A63"] = (["ACTIVE", "SUSPENDED"], probe => probe.ValueAsync(
            "postBillingV1CompaniesByCompanyIdUsersByUserIdSubscriptions", body => body.GetProperty("status"), json: probe.Body("postBillingV1CompaniesByCompanyIdUsersByUserIdSubscriptions", body => body["status"] = "SUSPENDED"))),
        ["A64"] = (["200", "400"], probe => probe.StatusAsync("putChannelV1WebhooksByWebhookUuid", json: """{"url":"https://hooks.example/same","resourceType":"USER","uuid":"x"}""")),
        ["A65"] = (["200", "400"], probe => probe.StatusAsync("postAppwiseV2Data", json: probe.Body("postAppwiseV2Data", Delete))),
        ["A66"] = (["400", "200"], probe => probe.StatusAsync("postAssistedSalesV1OpportunitiesByOpportunityIdItems", json: probe.Body(
            "postAssistedSalesV1OpportunitiesByOpportunityIdItems", body => body[0]!["billingConfiguration"] = new JsonObject { ["strategy"] = "UPON_SERVICE_ACTIVATION", ["date"] = 1 }))),
        ["A67"] = (["200", "400"], async probe => await probe.StatusAsync("postAppMarketV2PaymentMethods", json: $$"""
            { "companyId": "{{probe.Id("company")}}", "token": "{{(await probe.SendAsync("postAppMarketV2PaymentMethodTokens")).Body.Text("id")}}" }
            """)),
        ["A68"] = (["429", "200"], async probe =>
        {
            string last = "";
            for (int i = 0; i < 6; i++) last = await probe.StatusAsync("getMarketplaceV1ProductsByApplicationId");
            return last;
        }
        ),
        ["S1"] = (NoYes, async probe => YesNo(Items((await probe.SendAsync("getChannelV1CompanyGroups")).Body) is var folders && folders[0].Text("id") == folders[1].Text("id"))),
        ["S3"] = (["yes", "no"], async probe => YesNo(Items((await probe.SendAsync("getAssistedSalesV1Opportunities", path => path + "?createdOn=gte(1577836800000)")).Body).Length > 0)),
        ["S4"] = (["400", "409"], async probe =>
        {
            string usage = Usage(Guid.NewGuid().ToString(), "\"1\"");
            await probe.SendAsync("postIntegrationV2BillingUsage", json: usage);
            return await probe.StatusAsync("postIntegrationV2BillingUsage", json: usage);
        }
        ),
        ["S8"] = (["0", "1"], probe => probe.ValueAsync("getChannelV1CompanyGroups", body => body.GetProperty("page").GetProperty("number"))),
        ["S10"] = (["204", "200"], probe => probe.StatusAsync("postPrmV1Leads", path => path + "?ignoreDuplicateEmail=true", json: """{"customer":{"company":{"name":"New"},"contact":{"email":"sales@a.example"}}}""")),
        ["S12"] = (["Number", "String"], probe => probe.KindAsync("getBillingV1Invoices", body => body[0].GetProperty("creationDate"))),
        ["accept"] = (["application/json", "application/xml"], async probe => (await probe.SendAsync("getBillingV1Invoices")).Type),
        ["cancel"] = (["204", "202"], probe => probe.StatusAsync("deleteBillingV1SubscriptionsBySubscriptionId", path => path.Replace(path.Split('/')[^1], probe.Active(), StringComparison.Ordinal))),
        ["count-header"] = (["yes", "no"], async probe => YesNo((await probe.SendAsync("headAccountV2SubscriptionsBySubscriptionUuidAssignments")).HasCount)),
        ["error-body"] = (["application/json", "", "application/xml"], async probe => (await probe.SendAsync("getAccountV2CompaniesByCompanyUuid", path => path + "x")).Type),
        ["memberships"] = (["content", "user", "array"], async probe => (await probe.SendAsync("getAccountV2UsersByUserUuidMemberships", path => path.Replace(path.Split('/')[5], probe.Last("user"), StringComparison.Ordinal))).Body is var body
            && body.ValueKind == JsonValueKind.Array ? "array" : body.TryGetProperty("content", out _) ? "content" : "user"),
        ["not-found"] = (["404 401", "404 404", "401 401"], async probe => $"{await probe.MissingAsync(404)} {await probe.MissingAsync(401)}"),
        ["page-cap"] = (["400", "25"], probe => probe.ValueAsync("getAccountV2Users", body => body.GetProperty("page").GetProperty("size"), path => path + "?size=400")),
        ["partner-reads"] = (["200", "403"], probe => probe.StatusAsync("getAccountV2Companies", caller: "client ROLE_PARTNER")),
        ["prices"] = (["200", "206"], probe => probe.StatusAsync("getAssistedSalesV1OpportunitiesByOpportunityId")),
        ["total"] = (["0", "-1", "1"], async probe => ((await probe.SendAsync("getAccountV2Users")).Body.GetProperty("page").Number("totalElements") - probe.Count("user")).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ["wrong-role"] = (["403", "401"], probe => probe.StatusAsync("postAccountV2Companies", caller: "client ROLE_PARTNER_READ")),
    };

    public static TheoryData<string> Keys() => new([.. AppDirectReadings.All.AsEnumerable().Select(point => point.Key)]);

    [Fact]
    public void Every_reading_has_a_row() => Assert.Equal(AppDirectReadings.All.AsEnumerable().Select(point => point.Key).Order(), Points.Keys.Order());

    [Theory, MemberData(nameof(Keys))]
    public async Task A_request_shows_which_reading_is_chosen(string key)
    {
        ReadingPoint point = AppDirectReadings.All.Single(one => one.Key == key);
        (string[] shown, Func<Probe, Task<string>> ask) = Points[key];
        SandboxService service = fixture.Client.Service;
        // The limits are off for all other rows.
        string usual = key == "A68" ? "off" : point.Choices[0];
        var seen = new List<string>();
        try
        {
            foreach (string choice in point.Choices)
            {
                service.SetReading(key, choice);
                seen.Add(await ask(new Probe(fixture.Client)));
            }
        }
        finally
        {
            service.SetReading(key, usual);
        }

        Assert.Equal(shown, seen);
        Assert.Equal(point.Choices.Length, seen.Distinct().Count());
    }

    private static string YesNo(bool value) => value ? "yes" : "no";

    private static void Delete(JsonNode body) => body["action"] = new JsonObject { ["delete"] = true };

    private static string Usage(string key, string quantity) => $$"""
        { "billable": true, "idempotencyKey": "{{key}}", "usages": [ { "accountId": "x", "usageList": [ { "eventDate": "2026-01-01T00:00:00Z", "eventId": null, "quantity": {{quantity}}, "pricingUnit": "USER" } ] } ] }
        """;

    private static MultipartFormDataContent Form(string part) => new() { { new ByteArrayContent([0x89, 0x50, 0x4E, 0x47]) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } }, part, "a.png" } };

    private static JsonElement[] Items(JsonElement body) => [.. (body.ValueKind == JsonValueKind.Array ? body : body.EnumerateObject().First(property => property.Value.ValueKind == JsonValueKind.Array && property.Name != "links").Value).EnumerateArray()];

    private static JsonElement Find(JsonElement body, string name) => Search(body, name) ?? throw new InvalidOperationException($"{name} is not in {body}.");

    private static JsonElement? Search(JsonElement body, string name) => body.ValueKind switch
    {
        JsonValueKind.Object => body.TryGetProperty(name, out JsonElement found) ? found : body.EnumerateObject().Select(property => Search(property.Value, name)).FirstOrDefault(one => one is not null),
        JsonValueKind.Array => body.EnumerateArray().Select(item => Search(item, name)).FirstOrDefault(one => one is not null),
        _ => null,
    };

    private sealed record Answer(int Status, JsonElement Body, string Text, string Type, bool HasCount);

    /// <summary>Sends requests with documents that exist.</summary>
    private sealed class Probe
    {
        private readonly AppDirectClient _client;
        private readonly OperationDriver _driver;

        public Probe(AppDirectClient client)
        {
            _client = client;
            _driver = new OperationDriver(client);
            _driver.Refresh();
        }

        public string Reseller => _client.Text("resellerCompanyId");

        public string Id(string kind) => _driver.Id(kind);

        public string Last(string kind) => OperationDriver.Text(_client.Data(kind).Last(), "id");

        public int Count(string kind) => _client.Data(kind).Length;

        public string Active() => OperationDriver.Text(_client.Data("subscription").Last(one => OperationDriver.Text(one, "status") == "ACTIVE"), "id");

        public string WithOneItem() => _client.Data("opportunityItem").GroupBy(item => OperationDriver.Text(item, "opportunityId")).First(items => items.Count() == 1).Key;

        public string Body(string operationId, Action<JsonNode> change)
        {
            JsonNode body = _driver.BodyOf(Operation(operationId));
            change(body);
            return body.ToJsonString();
        }

        public async Task<string> NewOpportunityAsync() => (await SendAsync("postAssistedSalesV1Opportunities")).Body.Text("id");

        public Task<string> StatusAsync(string operationId, Func<string, string>? path = null, string? json = null, string? caller = null, Action<HttpRequestMessage>? change = null) =>
            ShowAsync(operationId, answer => answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture), path, json, caller, change);

        public async Task<string> StatusAsync(string operationId, Func<string, Task<string>> path)
        {
            string address = await path(_driver.AddressOf(Operation(operationId)));
            return await StatusAsync(operationId, _ => address);
        }

        public Task<string> HasAsync(string operationId, string text) => ShowAsync(operationId, answer => YesNo(answer.Text.Contains(text, StringComparison.Ordinal)));

        public Task<string> KindAsync(string operationId, Func<JsonElement, JsonElement>? select = null) => ShowAsync(operationId, answer => (select?.Invoke(answer.Body) ?? answer.Body).ValueKind.ToString());

        public Task<string> ValueAsync(string operationId, Func<JsonElement, JsonElement> select, Func<string, string>? path = null, string? json = null) => ShowAsync(operationId, answer => select(answer.Body).ToString(), path, json);

        /// <summary>The status for what does not exist, of an operation that documents only one for it.</summary>
        public async Task<int> MissingAsync(int documented)
        {
            ApiOperation operation = ApiDocument.Instance.Operations.First(one => one.Method == "GET" && one.Path.StartsWith("/account/v2/companies/{companyUuid}", StringComparison.Ordinal) && one.Declares(documented) && (documented == 404 || !one.Declares(404)));
            return (await SendAsync(operation.Id, path => path.Replace(path.Split('/')[5].Split('?')[0], "unknown", StringComparison.Ordinal))).Status;
        }

        public async Task<Answer> SendAsync(string operationId, Func<string, string>? path = null, string? json = null, string? caller = null, Action<HttpRequestMessage>? change = null)
        {
            ApiOperation operation = Operation(operationId);
            string address = _driver.AddressOf(operation);
            using var request = new HttpRequestMessage(new HttpMethod(operation.Method), path?.Invoke(address) ?? address);
            request.Headers.Authorization = new("Bearer", await _client.TokenAsync(caller ?? OperationDriver.CallerOf(operation)));
            request.Headers.AcceptLanguage.ParseAdd("en-US");
            request.Headers.Add("AD-Public-Developer-Key", "key");
            if (json is not null || (operation.Body is not null && operation.BodyTypes.Contains("application/json"))) request.Content = new StringContent(json ?? _driver.BodyOf(operation).ToJsonString(), Encoding.UTF8, "application/json");
            change?.Invoke(request);
            using HttpResponseMessage response = await _client.Http.SendAsync(request);
            string text = await response.Content.ReadAsStringAsync();
            bool isJson = response.Content.Headers.ContentType?.MediaType == "application/json" && text.Length > 0;
            return new Answer((int)response.StatusCode, isJson ? JsonDocument.Parse(text).RootElement : default, text, response.Content.Headers.ContentType?.MediaType ?? "", response.Headers.Contains("X-Total-Count"));
        }

        private static ApiOperation Operation(string id) => ApiDocument.Instance.Operations.Single(operation => operation.Id == id);

        private async Task<string> ShowAsync(string operationId, Func<Answer, string> show, Func<string, string>? path = null, string? json = null, string? caller = null, Action<HttpRequestMessage>? change = null)
        {
            Answer answer = await SendAsync(operationId, path, json, caller, change);
            try
            {
                return show(answer);
            }
            catch (Exception unexpected) when (unexpected is InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
            {
                throw new InvalidOperationException($"{operationId}: {answer.Status} {answer.Text}", unexpected);
            }
        }
    }
}
