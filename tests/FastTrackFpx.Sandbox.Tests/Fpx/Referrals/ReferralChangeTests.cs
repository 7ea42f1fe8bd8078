namespace FastTrackFpx.Sandbox.Tests.Fpx.Referrals;

[Trait("Category", "Slow")]
public sealed class ReferralChangeTests : SandboxTest
{
    private Dictionary<string, string> _ids = [];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _ids = await IdsAsync(Sandbox);
    }

    [Theory]
    [InlineData("Pending", "{}", "AcceptanceStatusId")]
    [InlineData("Pending", """{ "acceptanceStatusId": null }""", "AcceptanceStatusId")]
    [InlineData("Pending", """{ "acceptanceStatusId": "Reason" }""", "AcceptanceStatusId")]
    [InlineData("Pending", """{ "acceptanceStatusId": "Pending" }""", "AcceptanceStatusId")]
    [InlineData("Pending", """{ "acceptanceStatusId": "Declined" }""", "DeclineReasonId")]
    [InlineData("Pending", """{ "acceptanceStatusId": "Declined", "declineReasonId": "Reason", "referralStatusId": "Status" }""", "ReferralStatusId")]
    [InlineData("Pending", """{ "acceptanceStatusId": "Declined", "declineReasonId": "Reason", "valueAddedServicesSold": false }""", "ValueAddedServicesSold")]
    [InlineData("Pending", """{ "acceptanceStatusId": "Declined", "declineReasonId": "Reason", "servicesEstimatedValueId": "Value" }""", "ServicesEstimatedValueId")]
    [InlineData("Pending", """{ "acceptanceStatusId": "Accepted", "declineReasonId": "Reason" }""", "DeclineReasonId")]
    [InlineData("Pending", """{ "acceptanceStatusId": "Accepted", "valueAddedServicesSold": true }""", "ServicesEstimatedValueId")]
    [InlineData("Pending", """{ "acceptanceStatusId": "Accepted", "valueAddedServicesSold": false, "servicesEstimatedValueId": "Value" }""", "ServicesEstimatedValueId")]
    [InlineData("Pending", """{ "acceptanceStatusId": "Accepted", "servicesEstimatedValueId": "Value" }""", "ServicesEstimatedValueId")]
    [InlineData("Accepted", """{ "acceptanceStatusId": "Declined", "declineReasonId": "Reason" }""", "AcceptanceStatusId")]
    [InlineData("Declined", """{ "acceptanceStatusId": "Accepted" }""", "AcceptanceStatusId")]
    public async Task Each_rule_of_referrals_is_enforced(string state, string body, string field) =>
        await RefusedAsync(await ReferralAsync(state), body, field);

    [Fact]
    public async Task A_referral_that_does_not_exist_is_404() => Assert.Equal(
        HttpStatusCode.NotFound, (await Sandbox.SendAsync(HttpMethod.Patch, $"partnerReferrals/{Guid.NewGuid()}", Body("""{ "acceptanceStatusId": "Accepted" }"""))).Status);

    [Theory]
    [InlineData("F82", "aceptance", "aceptanceStatusId", "acceptanceStatusId")]
    [InlineData("F82", "aceptance", "AceptanceStatusId", "AcceptanceStatusId")]
    [InlineData("F22", "exact", "AcceptanceStatusId", "acceptanceStatusId")]
    [InlineData("F82", "acceptance", "AcceptanceStatusId", "aceptanceStatusId")]
    public async Task The_spelling_follows_the_reading(string point, string reading, string right, string wrong)
    {
        await using TestSandbox sandbox = await TestSandbox.StartAsync(o => o.Readings[point] = reading);
        string route = await ReferralAsync("Pending", sandbox);
        (HttpStatusCode status, JsonElement answer) = await sandbox.SendAsync(HttpMethod.Patch, route, Body($$"""{ "{{wrong}}": "Accepted" }"""));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(right, Assert.Single(answer.GetProperty("errors").EnumerateObject()).Name, ignoreCase: true);
        (status, answer) = await sandbox.SendAsync(HttpMethod.Patch, route, Body($$"""{ "{{right}}": "Accepted" }"""));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Empty(DocumentedShape.Fpx.Faults(answer, DocumentedShape.Fpx.ResponseOf("patch", "partnerReferrals/{partnerReferralId}")));
    }

    private async Task RefusedAsync(string route, string body, string field)
    {
        string before = Sandbox.Service.Export();
        (HttpStatusCode status, JsonElement answer) = await Sandbox.SendAsync(HttpMethod.Patch, route, Body(body));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(field, Assert.Single(answer.GetProperty("errors").EnumerateObject()).Name);
        Assert.Equal(before, Sandbox.Service.Export());
    }

    private string Body(string template) => _ids.Aggregate(template, (body, id) => body.Replace($"\"{id.Key}\"", $"\"{id.Value}\""));

    private async Task<string> ReferralAsync(string state, TestSandbox? sandbox = null)
    {
        JsonElement all = await (sandbox ?? Sandbox).GetAsync("partnerReferrals?pageSize=1000&showDeclinedReferrals=true");
        JsonElement found = all.Items("items").First(r => r.GetProperty("acceptance") is { ValueKind: JsonValueKind.Object } a && a.Text("name") == state);
        return "partnerReferrals/" + found.Text("partnerReferralId");
    }

    private static async Task<Dictionary<string, string>> IdsAsync(TestSandbox sandbox)
    {
        var ids = new Dictionary<string, string>();
        foreach (JsonElement status in (await sandbox.GetAsync("partnerReferrals/acceptanceStatuses")).EnumerateArray())
        {
            ids[status.Text("name")] = status.Text("id");
        }

        ids["Reason"] = (await sandbox.GetAsync("partnerReferrals/declineReasons"))[1].Text("id");
        ids["Status"] = (await sandbox.GetAsync("partnerReferrals/referralStatuses"))[1].Text("id");
        ids["Value"] = (await sandbox.GetAsync("partnerReferrals/serviceValues"))[1].Text("id");
        return ids;
    }
}
