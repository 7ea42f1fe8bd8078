namespace FastTrackFpx.Sandbox.Tests.AppDirect;

/// <summary>What operations do to each other's data.</summary>
[Collection(AppDirectCollection.Name)]
public sealed class LifeCycleTests(AppDirectFixture fixture)
{
    private readonly AppDirectClient _client = fixture.Client;

    private (string Company, string User) Buyer()
    {
        JsonElement member = _client.Data("membership").Last();
        return (member.Text("companyId"), member.Text("userId"));
    }

    private async Task<JsonElement> CallAsync(HttpMethod method, string path, string? json, HttpStatusCode expected, string caller = "manager")
    {
        (HttpStatusCode status, JsonElement body) = await _client.CallAsync(method, path, json, caller);
        Assert.True(status == expected, $"{method} {path}: {status} {body}");
        return body;
    }

    [Fact]
    public async Task A_subscription_leads_to_an_order_an_invoice_and_a_payment()
    {
        (string company, string user) = Buyer();
        JsonElement plan = _client.Data("paymentPlan")[0];
        string body = $$"""{ "order": { "paymentPlanId": {{plan.GetProperty("id")}}, "orderLines": [ { "unit": "USER", "quantity": 3 } ] } }""";
        string path = $"billing/v1/companies/{company}/users/{user}/subscriptions";
        decimal price = plan.Amount("price") * 3;
        JsonElement preview = await CallAsync(HttpMethod.Post, path + "/preview", body, HttpStatusCode.Created);
        Assert.Equal(price, preview.GetProperty("order").Amount("totalPrice"));
        JsonElement placed = await CallAsync(HttpMethod.Post, path, body, HttpStatusCode.Created);
        string id = placed.Text("id");
        Assert.Equal("ACTIVE", placed.Text("status"));

        JsonElement orders = await _client.GetAsync($"billing/v1/subscriptions/{id}/orders", "manager");
        JsonElement order = Assert.Single(orders.Items("orders"));
        Assert.Equal(price, order.Amount("totalPrice"));
        JsonElement invoice = Assert.Single((await _client.GetAsync($"billing/v1/subscriptions/{id}/invoices", "manager")).EnumerateArray());
        string number = invoice.GetProperty("invoiceId").GetRawText();
        Assert.Equal(("UNPAID", price), (invoice.Text("status"), invoice.Amount("total")));

        string pay = $$"""{ "amount": {{price}}, "currency": "USD" }""";
        JsonElement payment = await CallAsync(HttpMethod.Post, $"billing/v1/invoices/{number}/payments", pay, HttpStatusCode.OK);
        Assert.Equal(price, payment.Amount("amount"));
        Assert.Equal("PAID", (await _client.GetAsync($"billing/v1/invoices/{number}", "manager")).Text("status"));
        await CallAsync(HttpMethod.Post, $"billing/v1/invoices/{number}/payments", pay, HttpStatusCode.Conflict);
        Assert.Single((await _client.GetAsync($"billing/v1/invoices/{number}/payments", "manager")).EnumerateArray());

        JsonElement changed = await CallAsync(HttpMethod.Put, $"{path}/{id}", """{ "order": { "orderLines": [ { "unit": "USER", "quantity": 5 } ] } }""",
            HttpStatusCode.OK);
        Assert.Equal(5, changed.Number("maxUsers"));
        Assert.Equal(2, (await _client.GetAsync($"billing/v1/subscriptions/{id}/orders", "manager")).Number("total"));

        await CallAsync(HttpMethod.Patch, $"billing/v1/subscriptions/{id}", """{ "status": "SUSPENDED" }""", HttpStatusCode.BadRequest);
        await CallAsync(
            HttpMethod.Patch, $"billing/v1/subscriptions/{id}", """{ "status": "SUSPENDED", "suspensionReasonMessage": "overdue" }""", HttpStatusCode.OK);
        await CallAsync(HttpMethod.Delete, $"billing/v1/subscriptions/{id}", null, HttpStatusCode.NoContent);
        await CallAsync(HttpMethod.Delete, $"billing/v1/subscriptions/{id}", null, HttpStatusCode.NotFound);
        await CallAsync(HttpMethod.Patch, $"billing/v1/subscriptions/{id}", """{ "status": "ACTIVE" }""", HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task Seats_are_limited_and_assigning_twice_changes_nothing()
    {
        (string company, string user) = Buyer();
        string plan = _client.Data("paymentPlan")[0].Text("id");
        JsonElement placed = await CallAsync(HttpMethod.Post, $"billing/v1/companies/{company}/users/{user}/subscriptions",
            $$"""{ "order": { "paymentPlanId": {{plan}}, "orderLines": [ { "quantity": 1 } ] } }""", HttpStatusCode.Created);
        string id = placed.Text("id");
        string other = _client.Data("membership").First(m => m.Text("companyId") == company && m.Text("userId") != user).Text("userId");
        await CallAsync(HttpMethod.Post, $"account/v2/subscriptions/{id}/assignments/{user}", """{ "name": "x" }""", HttpStatusCode.Created);
        await CallAsync(HttpMethod.Post, $"account/v2/subscriptions/{id}/assignments/{user}", """{ "name": "x" }""", HttpStatusCode.OK);
        await CallAsync(HttpMethod.Post, $"account/v2/subscriptions/{id}/assignments/{other}", """{ "name": "x" }""", HttpStatusCode.Created);
        Assert.Equal("PENDING_SEAT_AVAILABILITY", (await _client.GetAsync($"account/v2/subscriptions/{id}/assignments/{other}")).Text("status"));
        using HttpResponseMessage count = await _client.SendAsync(HttpMethod.Head, $"account/v2/subscriptions/{id}/assignments");
        Assert.Equal("2", count.Headers.GetValues("X-Total-Count").Single());
        await CallAsync(HttpMethod.Delete, $"account/v2/subscriptions/{id}/assignments/{other}", null, HttpStatusCode.NoContent, "client ROLE_PARTNER");
    }

    [Fact]
    public async Task A_company_is_created_with_its_first_user_found_changed_and_cleared()
    {
        JsonElement created = await CallAsync(HttpMethod.Post, "account/v2/companies", """
            { "name": "Nordwind 7", "externalId": "CRM-life", "website": "https://nordwind.example",
              "firstUser": { "email": "ada@nordwind.example", "firstName": "Ada", "lastName": "B" } }
            """, HttpStatusCode.Created);
        string id = created.Text("uuid");
        Assert.Equal(id, (await _client.GetAsync("account/v2/companies/externalId:CRM-life")).Text("uuid"));
        Assert.Equal(id, Assert.Single((await _client.GetAsync("account/v2/companies?name=nordWIND")).Items("content")).Text("uuid"));
        JsonElement member = Assert.Single((await _client.GetAsync($"account/v2/companies/{id}/memberships")).Items("content"));
        Assert.Equal("ada@nordwind.example", member.GetProperty("user").Text("email"));
        Assert.Contains("ROLE_SYS_ADMIN", member.Items("roles").Select(role => role.GetString()));

        JsonElement changed = await CallAsync(HttpMethod.Patch, $"account/v2/companies/{id}", """{ "industry": "Retail", "website": null }""", HttpStatusCode.OK);
        Assert.Equal(("Retail", "Nordwind 7"), (changed.Text("industry"), changed.Text("name")));
        Assert.False(changed.TryGetProperty("website", out JsonElement website) && website.ValueKind != JsonValueKind.Null);
        JsonElement replaced = await CallAsync(HttpMethod.Put, $"account/v2/companies/{id}", """{ "name": "Nordwind 8" }""", HttpStatusCode.OK);
        Assert.False(replaced.TryGetProperty("industry", out JsonElement industry) && industry.ValueKind != JsonValueKind.Null);
        Assert.Equal(id, replaced.Text("uuid"));
    }

    [Fact]
    public async Task Groups_and_roles_change_memberships()
    {
        (string company, string user) = Buyer();
        string path = $"account/v2/companies/{company}";
        string group = (await CallAsync(HttpMethod.Post, path + "/groups", """{ "name": "G" }""", HttpStatusCode.Created)).Text("uuid");
        await CallAsync(HttpMethod.Put, $"{path}/groups/{group}/memberships/{user}", null, HttpStatusCode.NoContent);
        Assert.Single((await _client.GetAsync($"{path}/groups/{group}/memberships")).Items("content"));
        Assert.Contains((await _client.GetAsync($"{path}/memberships/{user}/groups")).Items("content"), one => one.Text("uuid") == group);
        await CallAsync(HttpMethod.Patch, path + "/memberships/roles",
            $$"""[ { "userUuid": "{{user}}", "rolesToAdd": [ "ROLE_DEVELOPER" ], "rolesToRemove": [] } ]""", HttpStatusCode.OK);
        Assert.Contains("ROLE_DEVELOPER", (await _client.GetAsync($"{path}/memberships/{user}")).Items("roles").Select(r => r.GetString()));
        await CallAsync(HttpMethod.Patch, path + "/memberships/roles",
            $$"""[ { "userUuid": "{{user}}", "rolesToAdd": [ "ROLE_CHANNEL_ADMIN" ] } ]""", HttpStatusCode.Forbidden);
        await CallAsync(HttpMethod.Delete, $"{path}/groups/{group}", null, HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Usage_is_accepted_once_per_key()
    {
        string account = _client.Data("subscription")[0].Text("externalAccountId");
        string body = $$"""
            { "billable": true, "idempotencyKey": "life", "usages": [ { "accountId": "{{account}}", "usageList": [
              { "eventDate": "2026-01-01T00:00:00Z", "eventId": null, "quantity": "1.5", "pricingUnit": "USER" },
              { "eventDate": "2026-01-01T00:00:00Z", "eventId": null, "quantity": "-1", "pricingUnit": "USER" } ] } ] }
            """;
        JsonElement accepted = await CallAsync(HttpMethod.Post, "integration/v2/billing/usage", body, HttpStatusCode.Accepted);
        (HttpStatusCode again, JsonElement error) = await _client.CallAsync(HttpMethod.Post, "integration/v2/billing/usage", body, "manager");
        Assert.Equal((HttpStatusCode.BadRequest, "DUPLICATE_IDEMPOTENCY_KEY"), (again, error.Text("code")));
        JsonElement state = await _client.GetAsync($"integration/v2/billing/usage/requests/{accepted.GetProperty("requestId")}", "manager");
        Assert.Equal((2, 1), (state.Number("totalUsagesCount"), state.Number("failedUsagesCount")));
    }

    [Fact]
    public async Task An_opportunity_becomes_subscriptions()
    {
        (string company, string user) = Buyer();
        string plan = _client.Data("paymentPlan")[2].Text("id");
        JsonElement created = await CallAsync(HttpMethod.Post, "assistedSales/v1/opportunities",
            $$"""{ "name": "Life", "customerCompanyId": "{{company}}", "customerId": "{{user}}" }""", HttpStatusCode.OK);
        string path = $"assistedSales/v1/opportunities/{created.Text("id")}";
        Assert.Single((await _client.GetAsync(path + "/validation", "manager")).Items("blockingErrors"));
        await CallAsync(HttpMethod.Post, path.Replace("/v1/", "/v2/", StringComparison.Ordinal) + "/finalize", null, HttpStatusCode.Forbidden);
        await CallAsync(HttpMethod.Post, path + "/items", $$"""[ { "pricingPlanId": "{{plan}}", "units": [ { "unit": "USER", "quantity": 4 } ] } ]""",
            HttpStatusCode.OK);
        Assert.Empty((await _client.GetAsync(path + "/validation", "manager")).Items("blockingErrors"));
        int before = (await _client.GetAsync($"billing/v1/companies/{company}/subscriptions", "manager")).GetArrayLength();
        await CallAsync(HttpMethod.Post, path.Replace("/v1/", "/v2/", StringComparison.Ordinal) + "/finalize", null, HttpStatusCode.Accepted);
        Assert.Equal("CLOSED", (await _client.GetAsync(path, "manager")).Text("status"));
        Assert.Equal(before + 1, (await _client.GetAsync($"billing/v1/companies/{company}/subscriptions", "manager")).GetArrayLength());
        await CallAsync(HttpMethod.Post, path.Replace("/v1/", "/v2/", StringComparison.Ordinal) + "/finalize", null, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_lead_becomes_a_company()
    {
        string body = """
            { "leadType": "PRODUCT", "partner": "APPDIRECT", "profileProduct": { "id": "1001" },
              "customer": { "company": { "name": "Lead Ltd" }, "contact": { "email": "c@lead.example", "firstName": "C", "lastName": "L" } } }
            """;
        JsonElement lead = await CallAsync(HttpMethod.Post, "lead/v2/leads?context=ANONYMOUS&companyId=x&userId=x", body, HttpStatusCode.Created,
            "client ROLE_PARTNER");
        string convert = $"lead/v2/conversion?context=RESELLER&companyId={_client.Text("resellerCompanyId")}&leadId={lead.Text("id")}";
        JsonElement converted = await CallAsync(HttpMethod.Post, convert, null, HttpStatusCode.OK, "reseller");
        Assert.Equal("CONVERTED", converted.GetProperty("lead").Text("status"));
        await CallAsync(HttpMethod.Post, convert, null, HttpStatusCode.Conflict, "reseller");
        Assert.Single((await _client.GetAsync("account/v2/companies?name=Lead%20Ltd")).Items("content"));
    }

    [Theory]
    [InlineData("""{ "code": "X1", "description": "long enough", "type": "PERCENTAGE" }""", "code")]
    [InlineData("""{ "code": "XMAS", "type": "PERCENTAGE" }""", "description")]
    [InlineData("""{ "code": "XMAS", "description": "long enough", "type": "PERCENTAGE", "percentage": 1.234 }""", "percentage")]
    [InlineData("""{ "code": "XMAS", "description": "long enough", "type": "PERCENTAGE", "expirationDate": 1000000000000 }""", "expirationDate")]
    [InlineData("""{ "code": "SAVE11", "description": "long enough", "type": "PERCENTAGE", "percentage": "many" }""", "percentage")]
    public async Task An_invalid_body_names_its_field(string body, string field)
    {
        JsonElement error = await CallAsync(HttpMethod.Post, "channel/v1/discounts", body, HttpStatusCode.BadRequest);
        Assert.Contains(field, error.Text("message"));
    }

    [Fact]
    public async Task A_report_is_fetched_from_another_host_without_credentials()
    {
        string report = _client.Data("report")[0].Text("id");
        using HttpResponseMessage redirect = await _client.SendAsync(HttpMethod.Get, $"reporting/v2/reports/{report}", caller: "manager");
        Uri location = redirect.Headers.Location!;
        Assert.Equal((HttpStatusCode.TemporaryRedirect, "localhost"), (redirect.StatusCode, location.Host));
        using HttpResponseMessage rejected = await _client.SendAsync(HttpMethod.Get, location.PathAndQuery, caller: "manager");
        using HttpResponseMessage file = await _client.Http.GetAsync(location);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (rejected.StatusCode, file.StatusCode));
        Assert.Equal("text/csv", file.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("companyId,name,status,total\n", await file.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_webhook_on_this_machine_gets_its_notification_with_its_token()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await CallAsync(HttpMethod.Post, "channel/v1/webhooks",
            $$"""{ "url": "http://127.0.0.1:{{port}}/hook", "resourceType": "SUBSCRIPTION", "resourceActions": [ "CHANGED" ], "authenticationToken": "t0k" }""",
            HttpStatusCode.Created);
        string id = _client.Data("subscription").First(s => s.Text("status") == "ACTIVE").Text("id");
        Task<TcpClient> accepting = listener.AcceptTcpClientAsync();
        await CallAsync(HttpMethod.Patch, $"billing/v1/subscriptions/{id}", """{ "status": "ACTIVE", "externalId": "hooked" }""", HttpStatusCode.OK);
        using TcpClient connection = await accepting.WaitAsync(TimeSpan.FromSeconds(20));
        using NetworkStream stream = connection.GetStream();
        var received = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!received.ToString().Contains("\"resourceAction\"", StringComparison.Ordinal))
        {
            int read = await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            Assert.NotEqual(0, read);
            received.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        await stream.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray());
        Assert.Contains("Authorization: Bearer t0k", received.ToString());
        Assert.Contains(id, received.ToString());
        JsonElement webhooks = await _client.GetAsync("channel/v1/webhooks?size=100", "manager");
        Assert.DoesNotContain("t0k", webhooks.GetRawText());
    }

    [Fact]
    public async Task Data_fits_together()
    {
        JsonElement[] payments = _client.Data("payment");
        Dictionary<string, JsonElement> invoices = _client.Data("invoice").ToDictionary(invoice => invoice.Text("id"));
        Assert.NotEmpty(payments);
        Assert.All(payments.Where(payment => payment.TryGetProperty("transactionId", out _)), payment =>
        {
            JsonElement invoice = invoices[payment.GetProperty("invoiceId").ToString()];
            Assert.Equal(invoice.Amount("total"), payment.Amount("amount"));
            Assert.Equal("PAID", invoice.Text("status"));
        });
        await using AppDirectClient same = await AppDirectClient.StartAsync();
        await using AppDirectClient other = await AppDirectClient.StartAsync(options => options.Seed = 2);
        await using AppDirectClient again = await AppDirectClient.StartAsync();
        Assert.Equal(same.Service.Export(true, "appDirect"), again.Service.Export(true, "appDirect"));
        Assert.NotEqual(same.Service.Export(true, "appDirect"), other.Service.Export(true, "appDirect"));
    }

    [Fact]
    public async Task A_lost_response_leaves_the_write_done()
    {
        await using AppDirectClient client = await AppDirectClient.StartAsync(options => options.Companies = 2);
        string token = await client.TokenAsync("manager");
        client.Service.SetFaults("""{ "rules": [ { "service": "appDirect", "method": "POST", "path": "account/v2/companies", "times": 1, "faults": [ { "kind": "lostAnswer" } ] } ] }""");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.SendAsync(HttpMethod.Post, "account/v2/companies", """{ "name": "Lost" }""", "manager"));
        Assert.Single((await client.GetAsync("account/v2/companies?name=Lost", "manager")).Items("content"));
        Assert.NotEmpty(token);
    }
}
