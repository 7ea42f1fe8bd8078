namespace FastTrackFpx.Tests.Changes;

/// <summary>What edited records really send to a service that is not the sandbox: the edited field, by value, and nothing that clears another one.</summary>
[Trait("Category", "Slow")]
public sealed class ForeignEditTests : IAsyncLifetime
{
    private const string Contact = "$r = Get-FpxContact " + ForeignFpx.Tenant;
    private const string Seat = "$r = Get-FpxEntitlement " + ForeignFpx.Tenant + " -Service 3 | Where-Object EntitlementCount -eq 10";
    private const string Referral = "$r = Get-FpxReferral";
    private const string Held = """
        "l1id":"0d000000-0000-4000-8000-000000000001","l2id":"0d000000-0000-4000-8000-000000000011","l3id":null,"entitlementCount":10,"targetDate":"2027-03-31T00:00:00Z","owner":"Ada","nextActionDate":null,"notes":"first"
        """;

    private readonly ForeignFpx _service = new();
    private readonly IDisposable _reader = TestJournal.Read();
    private OddServer _server = null!;
    private PowerShellSession _session = null!;

    public async Task InitializeAsync()
    {
        _server = await OddServer.StartAsync(_service.AnswerAsync);
        _session = PowerShellSession.OpenWithModule();
        _session.Script($"Connect-FpxService -SandboxPath '{_server.StateFolder}' -MaxRetryCount 1").Succeeded();
    }

    public async Task DisposeAsync()
    {
        _session.Dispose();
        _reader.Dispose();
        await _server.DisposeAsync();
    }

    public static TheoryData<string, string> Edits() => new()
    {
        { "$r.Title = 'CIO'", """{"title":"CIO"}""" },
        { "$r.Email = 'New.Person@Example.COM'", """{"email":"New.Person@Example.COM"}""" },
        { "$r.CountryRegion = 'italy'", $$"""{"countryRegionId":"{{ForeignFpx.Italy}}"}""" },
        { "$r.CountryRegion = Get-FpxCountryRegion Italy", $$"""{"countryRegionId":"{{ForeignFpx.Italy}}"}""" },
        { "$r.CountryRegion = (Get-FpxCountryRegion Italy).Id", $$"""{"countryRegionId":"{{ForeignFpx.Italy}}"}""" },
        { "$r.CountryRegion.Name = 'Italy'", $$"""{"countryRegionId":"{{ForeignFpx.Italy}}"}""" },
        { "$r.ContactType = 2", """{"contactTypeId":2}""" },
        { "$r.AdminType = 'Billing'", """{"adminTypeId":8}""" },
        { "$r.SurveyLanguage = 'NORSK'", """{"surveyLanguageId":"10"}""" },
        { "$r.SkillTypes = 'Phones; 21'", """{"skillTypes":[22,21]}""" },
        { "$r.Services = @($r.Services) + 5", """{"services":[3,4,5]}""" },
        { "$r.Services = 'Teams', 5", """{"services":[4,5]}""" },
        { "$r.Services = $null", """{"services":null}""" },
        { "$r.IsEngaged = 'no'", """{"isEngaged":false}""" },
        { "$r.IsFastTrackContact = $true", """{"isFastTrackContact":true}""" },
        { "$r.Phone = '+47 22 33'", """{"phone":"+47 22 33"}""" },
        { "$r.TimeZone = $null", """{"timeZoneId":null}""" },
        { "$r.ManagerName = $null", null! },
        { "$r.CountryRegion = 'Norway'", null! },
        { "$r.Services = '4', 3", null! },
    };

    [Theory, MemberData(nameof(Edits))]
    public void An_edited_contact_sends_that_field_alone(string edit, string? body)
    {
        foreach (string way in new[] { "$r", "($r | Select-Object *)", "($r | ConvertTo-Json | ConvertFrom-Json)", "($r | ConvertTo-Csv | ConvertFrom-Csv)" })
        {
            // An empty cell of a copy means that nothing was given, and an entry has no name there.
            if (way != "$r" && (edit.EndsWith("$null", StringComparison.Ordinal) || edit.Contains("CountryRegion.Name", StringComparison.Ordinal))) continue;
            _service.Reset();
            _session.Script($"{Contact}; $r = {way}; {edit}; $r | Set-FpxContact -Confirm:$false").Succeeded();

            if (body is null) Assert.Empty(_service.Writes);
            else Equal("PATCH", $"contacts/{ForeignFpx.Contact}", body);
        }
    }

    [Theory]
    [InlineData("$r.Owner = 'Grace'", "\"owner\":\"Ada\"", "\"owner\":\"Grace\"")]
    [InlineData("$r.NextActionDate = '2027-01-15'", "\"nextActionDate\":null", "\"nextActionDate\":\"2027-01-15T00:00:00Z\"")]
    [InlineData("$r.TargetDate = [datetime]'2027-06-01'", "\"targetDate\":\"2027-03-31T00:00:00Z\"", "\"targetDate\":\"2027-06-01T00:00:00Z\"")]
    [InlineData("$r.Notes = 'second'", "\"notes\":\"first\"", "\"notes\":\"second\"")]
    public void An_edited_status_record_sends_the_set_with_that_field_changed(string edit, string old, string changed)
    {
        string other = $$"""{"serviceIntentId":"{{ForeignFpx.SecondSeat}}","l1id":"{{ForeignFpx.Finished}}","l2id":null,"l3id":null,"entitlementCount":5,"targetDate":"2027-04-30T22:00:00Z","owner":null,"nextActionDate":"2027-02-01T09:30:00Z"}""";
        foreach (string way in new[] { "$r", "($r | Select-Object *)", "($r | ConvertTo-Json | ConvertFrom-Json)", "($r | ConvertTo-Csv | ConvertFrom-Csv)" })
        {
            _service.Reset();
            _session.Script($"{Seat}; $r = {way}; {edit}; $r | Set-FpxEntitlement -Confirm:$false").Succeeded();

            string seat = $$"""{"serviceIntentId":"{{ForeignFpx.FirstSeat}}",{{Held.Replace(old, changed, StringComparison.Ordinal)}}}""";
            Equal("PATCH", $"tenants/{ForeignFpx.Tenant}/services/3/entitlements", $"[{seat},{other}]");
        }
    }

    [Theory]
    [InlineData("$r.ReferralStatus = 'closed'", ForeignFpx.Closed, "true", "\"" + ForeignFpx.Large + "\"")]
    [InlineData("$r.ValueAddedServicesSold = 'no'; $r.ServicesEstimatedValue = $null", ForeignFpx.Open, "false", "null")]
    public void An_edited_referral_sends_its_present_state_with_the_edit(string edit, string status, string sold, string value)
    {
        _session.Script($"{Referral}; {edit}; $r | Set-FpxReferral -Confirm:$false").Succeeded();
        Equal("PATCH", $"partnerReferrals/{ForeignFpx.Referral}", $$"""{"acceptanceStatusId":"{{ForeignFpx.Accepted}}","declineReasonId":null,"referralStatusId":"{{status}}","valueAddedServicesSold":{{sold}},"servicesEstimatedValueId":{{value}}}""");
    }

    [Fact]
    public void A_lost_edit_that_the_service_normalises_is_found_and_not_sent_again()
    {
        _service.LosesResponses = true;
        _session.Script($"{Contact}; $r.Email = 'New.Person@Example.COM'; $r.Name = ' Grace   Hopper '; $r | Set-FpxContact -Confirm:$false").Succeeded();
        Equal("PATCH", $"contacts/{ForeignFpx.Contact}", """{"email":"New.Person@Example.COM","name":" Grace   Hopper "}""");
        Assert.Equal("Done", $"{_session.Script($"Get-FpxChange | Where-Object BaseUri -EQ '{_server.BaseUri}' | ForEach-Object Outcome").Output.Single()}");
    }

    private void Equal(string method, string path, string body)
    {
        (string Method, string Path, JsonNode Body) write = Assert.Single(_service.Writes);
        Assert.Equal((method, path), (write.Method, write.Path));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), write.Body), $"Expected {body}, sent {write.Body.ToJsonString()}");
    }
}
