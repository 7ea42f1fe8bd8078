namespace FastTrackFpx.Sandbox.Tests.Fpx.Entitlements;

public sealed class EntitlementReadTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly TestSandbox _sandbox = fixture.Sandbox;

    [Fact]
    public async Task The_seats_of_a_service_match_its_total_and_each_status_occurs_once()
    {
        foreach (JsonElement tenant in (await _sandbox.GetAsync("partnerTenants")).Items("items"))
        {
            string id = tenant.Text("tenantId");
            JsonElement totals = await _sandbox.GetAsync($"tenants/{id}/services/maxEntitlements");
            Assert.True(totals.GetArrayLength() >= tenant.GetProperty("claimedWorkloads").GetArrayLength());
            foreach (JsonElement total in totals.EnumerateArray())
            {
                JsonElement[] records = [.. (await _sandbox.GetAsync($"tenants/{id}/services/{total.GetProperty("serviceId")}/entitlements")).EnumerateArray()];
                Assert.Equal(total.Number("maxEntitlementSeatCount"), records.Sum(r => r.Number("entitlementCount")));
                Assert.Equal(records.Length, records.Select(r => r.GetProperty("l1").Text("id")).Distinct().Count());
                Assert.All(records, r => Assert.True(r.Number("entitlementCount") > 0));
            }
        }
    }

    [Fact]
    public async Task Every_record_has_a_combination_of_the_lookup()
    {
        var valid = new HashSet<string>();
        foreach (JsonElement service in (await _sandbox.GetAsync("entitlements/l1l2l3s")).EnumerateArray())
        {
            foreach (JsonElement l1 in service.Items("l1s"))
            {
                valid.Add($"{service.GetProperty("id")}/{l1.GetProperty("id")}//");
                foreach (JsonElement l2 in l1.Items("l2s"))
                {
                    valid.Add($"{service.GetProperty("id")}/{l1.GetProperty("id")}/{l2.GetProperty("id")}/");
                    foreach (JsonElement l3 in l2.Items("l3s"))
                    {
                        valid.Add($"{service.GetProperty("id")}/{l1.GetProperty("id")}/{l2.GetProperty("id")}/{l3.GetProperty("id")}");
                    }
                }
            }
        }

        await using TestSandbox withIds = await TestSandbox.StartAsync(o => o.WithServiceId = true);
        string[] ids = [.. (await withIds.GetAsync("partnerTenants")).Items("items").Select(t => t.Text("tenantId"))];
        JsonElement[] records = [.. await RecordsOfManyAsync(withIds, ids[..25]), .. await RecordsOfManyAsync(withIds, ids[25..])];
        Assert.True(records.Length > 200);
        Assert.All(records, r => Assert.Contains($"{r.GetProperty("serviceId")}/{Id(r, "l1")}/{Id(r, "l2")}/{Id(r, "l3")}", valid));
        Assert.Contains(records, r => Id(r, "l3").Length > 0);
        Assert.Contains(records, r => Id(r, "l2").Length == 0);
    }

    [Fact]
    public async Task There_are_five_statuses_of_the_first_level()
    {
        string[] names = [.. (await _sandbox.GetAsync("entitlements/l1s")).EnumerateArray().Select(s => s.Text("name"))];
        Assert.Equal(["Not Started", "In Progress", "Completed", "Blocked", "Not Using"], names);
    }

    [Fact]
    public async Task Service_ids_filter_and_are_not_shown_on_records()
    {
        string id = await _sandbox.TenantIdAsync(2);
        int[] services = [.. (await _sandbox.GetAsync($"tenants/{id}/services/maxEntitlements")).EnumerateArray().Select(t => t.Number("serviceId"))];
        JsonElement two = await _sandbox.GetAsync($"tenants/{id}/services/maxEntitlements?serviceIds={services[0]}&serviceids={services[1]}");
        Assert.Equal(services[..2], two.EnumerateArray().Select(t => t.Number("serviceId")));
        JsonElement all = await _sandbox.GetAsync($"tenants/{id}/services/entitlements");
        JsonElement some = await _sandbox.GetAsync($"tenants/{id}/services/entitlements?serviceIds={services[0]}");
        Assert.True(some.GetArrayLength() < all.GetArrayLength());
        Assert.All(all.EnumerateArray(), r => Assert.False(r.TryGetProperty("serviceId", out _)));
    }

    [Fact]
    public async Task More_than_25_tenants_are_rejected()
    {
        string ids = string.Join('&', Enumerable.Range(0, 26).Select(_ => $"tenantIds={Guid.NewGuid()}"));
        foreach (string route in new[] { "contacts", "entitlements", "maxEntitlements" })
        {
            (HttpStatusCode status, JsonElement body) = await _sandbox.SendAsync(HttpMethod.Get, $"partnerTenants/{route}?{ids}");
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains("26", body.GetProperty("errors").GetProperty("TenantIds")[0].GetString());
            Assert.Equal(HttpStatusCode.BadRequest, (await _sandbox.SendAsync(HttpMethod.Get, $"partnerTenants/{route}")).Status);
        }
    }

    [Fact]
    public async Task Tenants_that_are_unknown_or_not_claimed_are_left_out_or_403()
    {
        string known = await _sandbox.TenantIdAsync(1);
        JsonElement answer = await _sandbox.GetAsync($"partnerTenants/maxEntitlements?tenantIds={Guid.NewGuid()}&tenantIds={known}");
        Assert.Equal(known, Assert.Single(answer.EnumerateArray()).Text("tenantId"));
        JsonElement referrals = await _sandbox.GetAsync("partnerReferrals?pageSize=100");
        string id = referrals.Items("items").First(r => !r.Flag("claimed") && r.GetProperty("tenantId").ValueKind == JsonValueKind.String).Text("tenantId");
        Assert.Equal(HttpStatusCode.Forbidden, (await _sandbox.SendAsync(HttpMethod.Get, $"tenants/{id}/services/entitlements")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _sandbox.SendAsync(HttpMethod.Get, $"tenants/{id}")).Status);
    }

    [Fact]
    public async Task A_tenant_with_more_records_than_the_limit_has_more_records()
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o => o.RecordsPerTenant = 3);
        string id = await sandbox.TenantIdAsync(2);
        JsonElement group = (await sandbox.GetAsync($"partnerTenants/entitlements?tenantIds={id}"))[0];
        Assert.Equal((true, 3), (group.Flag("moreRecords"), group.GetProperty("items").GetArrayLength()));
        Assert.True((await sandbox.GetAsync($"tenants/{id}/services/entitlements")).GetArrayLength() > 3);
    }

    [Theory]
    [InlineData("entitlements/services/999/l1s/{0}/l2s")]
    [InlineData("entitlements/services/1/l1s/00000000-0000-0000-0000-000000000001/l2s")]
    [InlineData("entitlements/services/1/l1s/{0}/l2s/00000000-0000-0000-0000-000000000001/l3s")]
    public async Task A_status_that_does_not_exist_is_404(string route)
    {
        string l1 = (await _sandbox.GetAsync("entitlements/l1s"))[0].Text("id");
        Assert.Equal(HttpStatusCode.NotFound, (await _sandbox.SendAsync(HttpMethod.Get, string.Format(route, l1))).Status);
    }

    private static async Task<List<JsonElement>> RecordsOfManyAsync(TestSandbox sandbox, string[] ids)
    {
        JsonElement groups = await sandbox.GetAsync("partnerTenants/entitlements?tenantIds=" + string.Join("&tenantIds=", ids));
        return [.. groups.EnumerateArray().SelectMany(group => group.Items("items"))];
    }

    private static string Id(JsonElement record, string level) =>
        record.GetProperty(level) is { ValueKind: JsonValueKind.Object } value ? value.Text("id") : "";
}
