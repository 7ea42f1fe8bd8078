namespace FastTrackFpx.Sandbox.Tests.Fpx;

/// <summary>What changes do to contacts, status records and referrals.</summary>
public sealed class ChangeTests : SandboxTest
{
    private FpxRequests Requests => field ??= new FpxRequests(Sandbox);

    [Fact]
    public async Task A_contact_is_created_changed_and_deleted()
    {
        string before = Sandbox.Service.Export();
        JsonElement made = await SendAsync("POST tenants/{tenant}/contacts +{}");
        string id = made.Text("contactId");
        Assert.NotEqual(before, Sandbox.Service.Export());
        JsonElement changed = await SendAsync($$"""PATCH /ftop/v1.1/api/tenants/contacts/{{id}} { "name": "Ada King", "phone": null }""");
        Assert.Equal(("Ada King", JsonValueKind.Null, "Manager"), (changed.Text("name"), changed.GetProperty("phone").ValueKind, changed.Text("title")));
        Assert.Equal("204, 404", await Requests.ShowAsync($"DELETE /ftop/v1.1/api/tenants/contacts/{id}", $"DELETE /ftop/v1.1/api/tenants/contacts/{id}"));
        Assert.Equal(before, Sandbox.Service.Export());
    }

    [Fact]
    public async Task A_contact_is_found_by_an_id_from_an_earlier_run()
    {
        string tenant = await Sandbox.TenantIdAsync(9);
        string id = (await Sandbox.GetAsync($"tenants/{tenant}/contacts")).GetProperty("items")[0].Text("contactId");
        await using TestSandbox second = await TestSandbox.StartAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await second.SendAsync(HttpMethod.Delete, $"/ftop/v1/api/tenants/contacts/{id}")).Status);
    }

    [Fact]
    public async Task Time_zones_are_accepted_by_either_id()
    {
        JsonElement lookup = (await Sandbox.GetAsync("timeZones"))[3];
        JsonElement made = await SendAsync($"POST tenants/{{tenant}}/contacts +{{ \"timeZoneId\": {lookup.Number("id")} }}");
        Assert.Equal(lookup.Text("name"), made.GetProperty("timezone").Text("name"));
        JsonElement again = await SendAsync($"POST tenants/{{tenant}}/contacts +{{ \"timeZoneId\": \"{made.GetProperty("timezone").Text("id")}\" }}");
        Assert.Equal(made.GetProperty("timezone").ToString(), again.GetProperty("timezone").ToString());
    }

    [Fact]
    public async Task Missing_fields_of_a_status_record_stay_and_null_removes_a_value()
    {
        JsonElement all = await SendAsync("""PATCH {seats} { {record}, "owner": "Grace", "notes": "n" }""");
        string id = all.EnumerateArray().Single(record => record.GetProperty("owner").ValueEquals("Grace")).Text("serviceIntentId");
        all = await SendAsync("""PATCH {seats} { {record}, "owner": null }""");
        JsonElement kept = all.EnumerateArray().Single(record => record.Text("serviceIntentId") == id);
        Assert.Equal((JsonValueKind.Null, "n"), (kept.GetProperty("owner").ValueKind, kept.Text("notes")));
    }

    [Fact]
    public async Task A_referral_that_does_not_exist_is_404() =>
        Assert.Equal("404", await Requests.ShowAsync("""PATCH partnerReferrals/{none} { "acceptanceStatusId": "{Accepted}" }"""));

    private async Task<JsonElement> SendAsync(string request)
    {
        (HttpStatusCode status, JsonElement body) = await Requests.SendAsync(request);
        Assert.True(status == HttpStatusCode.OK, $"{status} {body}");
        return body;
    }
}
