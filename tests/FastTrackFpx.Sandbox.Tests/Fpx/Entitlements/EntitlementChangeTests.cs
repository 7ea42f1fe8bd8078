namespace FastTrackFpx.Sandbox.Tests.Fpx.Entitlements;

public sealed class EntitlementChangeTests : IAsyncLifetime
{
    private TestSandbox _sandbox = null!;
    private Seats _seats = null!;

    public async Task InitializeAsync() => (_sandbox, _seats) = await StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task Missing_fields_stay_and_null_removes_a_value()
    {
        JsonElement first = (await _sandbox.GetAsync(_seats.Route))[0];
        string id = first.Text("serviceIntentId");
        string head = $$""" "serviceIntentId": "{{id}}", "l1id": "{{L1(first)}}", "entitlementCount": {{first.GetProperty("entitlementCount")}} """;
        JsonElement set = (await ChangeAsync($$"""{ {{head}}, "owner": "Grace", "notes": "n" }""")).EnumerateArray().Single(r => r.Text("serviceIntentId") == id);
        Assert.Equal("Grace", set.Text("owner"));
        JsonElement kept = (await ChangeAsync($$"""{ {{head}}, "owner": null }""")).EnumerateArray().Single(r => r.Text("serviceIntentId") == id);
        Assert.Equal((JsonValueKind.Null, "n"), (kept.GetProperty("owner").ValueKind, kept.Text("notes")));
    }

    [Theory]
    [InlineData("""{ "entitlementCount": 1 }""", "L1id")]
    [InlineData("""{ "l1id": "In Progress", "entitlementCount": 1 }""", "L1id")]
    [InlineData("""{ "l1id": "11111111-1111-1111-1111-111111111111", "entitlementCount": 1 }""", "L1id")]
    [InlineData("""{ "l1id": "L1", "l2id": "11111111-1111-1111-1111-111111111111", "entitlementCount": 1 }""", "L2id")]
    [InlineData("""{ "l1id": "L1", "l3id": "11111111-1111-1111-1111-111111111111", "entitlementCount": 1 }""", "L3id")]
    [InlineData("""{ "l1id": "L1" }""", "EntitlementCount")]
    [InlineData("""{ "l1id": "L1", "entitlementCount": -1 }""", "EntitlementCount")]
    [InlineData("""{ "l1id": "L1", "entitlementCount": "many" }""", "EntitlementCount")]
    [InlineData("""{ "l1id": "L1", "entitlementCount": 1, "targetDate": "soon" }""", "TargetDate")]
    [InlineData("""{ "l1id": "L1", "entitlementCount": 1, "nextActionDate": 5 }""", "NextActionDate")]
    [InlineData("""{ "l1id": "L1", "entitlementCount": 1, "serviceIntentId": "11111111-1111-1111-1111-111111111111" }""", "ServiceIntentId")]
    [InlineData("[]", "Entitlements")]
    [InlineData("5", "Body")]
    [InlineData("{ broken", "Body")]
    public async Task An_invalid_field_is_named(string body, string field)
    {
        string l1 = (await _sandbox.GetAsync("entitlements/l1s"))[0].Text("id");
        await RefusedAsync(body.Replace("\"L1\"", $"\"{l1}\""), field);
    }

    [Fact]
    public async Task By_another_reading_records_that_were_not_sent_are_removed()
    {
        (TestSandbox sandbox, Seats seats) = await StartAsync(o => o.Readings["F50"] = "vanish");
        await using TestSandbox owned = sandbox;
        string l1 = (await sandbox.GetAsync("entitlements/l1s"))[2].Text("id");
        (HttpStatusCode status, JsonElement after) = await sandbox.SendAsync(HttpMethod.Patch, seats.Route, $$"""[ { "l1id": "{{l1}}", "entitlementCount": {{seats.Total}} } ]""");
        Assert.True(status == HttpStatusCode.OK, after.ToString());
        Assert.Single(after.EnumerateArray());
    }

    [Fact]
    public async Task By_another_reading_the_sent_seats_must_match_the_total()
    {
        (TestSandbox sandbox, Seats seats) = await StartAsync(o => o.Readings["F48"] = "sent");
        await using TestSandbox owned = sandbox;
        JsonElement first = (await sandbox.GetAsync(seats.Route))[0];
        string one = $$"""{ "serviceIntentId": "{{first.GetProperty("serviceIntentId")}}", "l1id": "{{L1(first)}}", "entitlementCount": {{first.GetProperty("entitlementCount")}} }""";
        Assert.Equal(HttpStatusCode.BadRequest, (await sandbox.SendAsync(HttpMethod.Patch, seats.Route, one)).Status);
    }

    [Theory]
    [InlineData("array", "{}")]
    [InlineData("object", "[]")]
    public async Task By_another_reading_the_body_has_one_form(string reading, string body)
    {
        (TestSandbox sandbox, Seats seats) = await StartAsync(o => o.Readings["F46"] = reading);
        await using TestSandbox owned = sandbox;
        (HttpStatusCode status, JsonElement answer) = await sandbox.SendAsync(HttpMethod.Patch, seats.Route, body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(answer.GetProperty("errors").TryGetProperty("Body", out _));
    }

    private async Task<JsonElement> ChangeAsync(string body)
    {
        (HttpStatusCode status, JsonElement answer) = await _sandbox.SendAsync(HttpMethod.Patch, _seats.Route, body);
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        return answer;
    }

    private async Task<string[]> RefusedAsync(string body, string field)
    {
        (HttpStatusCode status, JsonElement answer) = await _sandbox.SendAsync(HttpMethod.Patch, _seats.Route, body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        JsonProperty named = answer.GetProperty("errors").EnumerateObject().FirstOrDefault(p => p.Name.Equals(field, StringComparison.OrdinalIgnoreCase));
        Assert.True(named.Value.ValueKind == JsonValueKind.Array, answer.ToString());
        return [.. named.Value.EnumerateArray().Select(m => m.GetString()!)];
    }

    private static string L1(JsonElement record) => record.GetProperty("l1").Text("id");

    // A service with two to four records of some seats each.
    private static async Task<(TestSandbox Sandbox, Seats Seats)> StartAsync(Action<SandboxOptions>? change = null)
    {
        TestSandbox sandbox = await TestSandbox.StartAsync(change);
        foreach (JsonElement tenant in (await sandbox.GetAsync("partnerTenants")).Items("items"))
        {
            string id = tenant.Text("tenantId");
            foreach (JsonElement total in (await sandbox.GetAsync($"tenants/{id}/services/maxEntitlements")).EnumerateArray())
            {
                int service = total.Number("serviceId");
                string route = $"tenants/{id}/services/{service}/entitlements";
                JsonElement records = await sandbox.GetAsync(route);
                if (records.GetArrayLength() is 2 or 3 && records[0].Number("entitlementCount") > 5)
                {
                    return (sandbox, new Seats(route, service, total.Number("maxEntitlementSeatCount")));
                }
            }
        }

        throw new InvalidOperationException("No service with two or three records.");
    }

    private sealed record Seats(string Route, int Service, int Total);
}
