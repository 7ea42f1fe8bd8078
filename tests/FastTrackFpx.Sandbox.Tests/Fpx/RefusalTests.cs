namespace FastTrackFpx.Sandbox.Tests.Fpx;

/// <summary>
/// Requests that are rejected with the names of their invalid fields, and change nothing. The rules that a cmdlet can break are tested with the cmdlets.
/// </summary>
[Trait("Category", "Slow")]
public sealed class RefusalTests(RefusalTests.Fixture fixture) : IClassFixture<RefusalTests.Fixture>
{
    [Theory]
    [InlineData("""POST tenants/{tenant}/contacts +{ "name": "  " }""", "Name")]
    [InlineData("""POST tenants/{tenant}/contacts +{ "name": 5 }""", "Name")]
    [InlineData("""POST tenants/{tenant}/contacts +{ "email": "not an address" }""", "Email")]
    [InlineData("""POST tenants/{tenant}/contacts +{ "managerEmail": "a@b" }""", "ManagerEmail")]
    [InlineData("""POST tenants/{tenant}/contacts +{ "contactTypeId": "1" }""", "ContactTypeId")]
    [InlineData("""POST tenants/{tenant}/contacts +{ "countryRegionId": "5" }""", "CountryRegionId")]
    [InlineData("""POST tenants/{tenant}/contacts +{ "timeZoneId": "{none}" }""", "TimeZoneId")]
    [InlineData("""POST tenants/{tenant}/contacts +{ "surveyEligible": "yes" }""", "SurveyEligible")]
    [InlineData("""POST tenants/{tenant}/contacts +{ "skillTypes": 7 }""", "SkillTypes")]
    [InlineData("POST tenants/{tenant}/notes {}", "Text NoteCategoryId")]
    [InlineData("""POST tenants/{tenant}/notes { "text": null, "noteCategoryId": 1 }""", "Text")]
    [InlineData("""POST tenants/{tenant}/notes { "text": "x", "noteCategoryId": 99 }""", "NoteCategoryId")]
    [InlineData("""POST tenants/{tenant}/notes { "text": 5, "noteCategoryId": "1" }""", "Text NoteCategoryId")]
    [InlineData("POST tenants/{tenant}/notes []", "Body")]
    [InlineData("""PATCH {seats} { "entitlementCount": 1 }""", "L1id")]
    [InlineData("""PATCH {seats} { "l1id": "In Progress", "entitlementCount": 1 }""", "L1id")]
    [InlineData("""PATCH {seats} { "l1id": "{none}", "entitlementCount": 1 }""", "L1id")]
    [InlineData("""PATCH {seats} { "l1id": "{l1}", "l2id": "{none}", "entitlementCount": 1 }""", "L2id")]
    [InlineData("""PATCH {seats} { "l1id": "{l1}", "l3id": "{none}", "entitlementCount": 1 }""", "L3id")]
    [InlineData("""PATCH {seats} { "l1id": "{l1}", "entitlementCount": 1, "serviceIntentId": "{none}" }""", "ServiceIntentId")]
    [InlineData("""PATCH {seats} { "l1id": "{l1}" }""", "EntitlementCount")]
    [InlineData("""PATCH {seats} { "l1id": "{l1}", "entitlementCount": "many" }""", "EntitlementCount")]
    [InlineData("""PATCH {seats} { "l1id": "{l1}", "entitlementCount": 1, "targetDate": "soon" }""", "TargetDate")]
    [InlineData("""PATCH {seats} { "l1id": "{l1}", "entitlementCount": 1, "nextActionDate": 5 }""", "NextActionDate")]
    [InlineData("PATCH {seats} []", "Entitlements")]
    [InlineData("PATCH {seats} 5", "Body")]
    [InlineData("PATCH {seats} { broken", "Body")]
    [InlineData("PATCH {pending} {}", "AcceptanceStatusId")]
    [InlineData("""PATCH {pending} { "acceptanceStatusId": null }""", "AcceptanceStatusId")]
    [InlineData("""PATCH {pending} { "acceptanceStatusId": "{reason}" }""", "AcceptanceStatusId")]
    [InlineData("GET partnerReferrals?sortColumn=colour", "SortColumn")]
    [InlineData("GET partnerReferrals?sortDirection=up", "SortDirection")]
    [InlineData("GET partnerReferrals?page=0", "Page")]
    [InlineData("GET partnerReferrals?pageSize=0", "PageSize")]
    [InlineData("GET partnerReferrals?pageSize=ten", "PageSize")]
    [InlineData("GET partnerReferrals?showDeclinedReferrals=perhaps", "ShowDeclinedReferrals")]
    [InlineData("GET tenants/{tenant}/notes?noteCategoryId=77", "NoteCategoryId")]
    [InlineData("GET tenants/{tenant}/notes?orderByCreated=Sideways", "OrderByCreated")]
    public async Task An_invalid_input_is_400_under_its_name_and_changes_nothing(string request, string fields)
    {
        string before = fixture.Sandbox.Service.Export();
        Assert.Equal($"400 {fields}", await fixture.Requests.ShowAsync(request));
        Assert.Equal(before, fixture.Sandbox.Service.Export());
    }

    public sealed class Fixture : IAsyncLifetime
    {
        internal TestSandbox Sandbox { get; private set; } = null!;
        internal FpxRequests Requests { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Sandbox = await TestSandbox.StartAsync(o => o.Tenants = 20);
            Requests = new FpxRequests(Sandbox);
        }

        public async Task DisposeAsync() => await Sandbox.DisposeAsync();
    }
}
