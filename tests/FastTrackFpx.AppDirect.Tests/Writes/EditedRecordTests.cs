namespace FastTrackFpx.AppDirect.Tests.Writes;

/// <summary>Records and rows that were edited and piped back: each edit is sent, and nothing else.</summary>
public sealed class EditedRecordTests : IClassFixture<ModuleSession>
{
    private const string Held = """
        {"uuid":"c-1","name":"Contoso","address":{"city":"Rostock","zip":"18055"},"website":"https://contoso.example","billingDayOfMonth":2,"enabled":true,
        "customAttributes":[{"name":"tier","value":"silver"}],"creationDate":1735689600000,"firstName":"Ada","lastName":"Byron"}
        """;

    private readonly ModuleSession _module;

    // What the service holds when the record is read again before a change.
    private string _now = Held;

    public EditedRecordTests(ModuleSession module)
    {
        _module = module;
        module.Service.Forget();
        module.Service.Respond = _ => FakeMarketplace.Json(_now);
        module.Session.Script("$c = Get-AppDirectCompany c-1; $u = Get-AppDirectUser u-1").Succeeded();
    }

    [Theory]
    [InlineData("$c.Name = 'Edited'; $c", """{"name":"Edited"}""")]
    [InlineData("$c.Address.City = 'Neustadt'; $c", """{"address":{"city":"Neustadt"}}""")]
    [InlineData("$c.Website = $null; $c", """{"website":null}""")]
    [InlineData("$c.BillingDayOfMonth = $null; $c", """{"billingDayOfMonth":null}""")]
    [InlineData("[FastTrackFpx.AppDirectCompany]@{ CompanyId = 'c-1'; Name = 'Made' }", """{"name":"Made"}""")]
    [InlineData("[pscustomobject]@{ CompanyId = $c.CompanyId; Name = 'By row'; Enabled = ''; BillingDayOfMonth = '13' }", """{"billingDayOfMonth":13,"name":"By row"}""")]
    public void An_edit_is_sent_and_nothing_else(string edited, string body)
    {
        Run($"{edited} | Set-AppDirectCompany -Confirm:$false").Succeeded();
        Assert.Equal(("PATCH", body), LastWrite());
    }

    [Fact]
    public void An_edited_list_is_sent_whole_and_a_record_of_another_type_brings_its_id_only()
    {
        Run("$c.CustomAttributes[0].Value = 'gold'; $c | Set-AppDirectCompany -Confirm:$false").Succeeded();
        Assert.Contains("\"value\":\"gold\"", LastWrite().Body);
        Assert.StartsWith("{\"customAttributes\":[", LastWrite().Body);
        Run("$u.LastName = 'Edited'; $u | Set-AppDirectCompany -CompanyId c-1 -PhoneNumber '+1 555 0100' -Confirm:$false").Succeeded();
        Assert.Equal(("PATCH", """{"phoneNumber":"+1 555 0100"}"""), LastWrite());
    }

    [Theory]
    [InlineData("$c")]
    [InlineData("$c | Select-Object *")]
    [InlineData("$c | ConvertTo-Csv | ConvertFrom-Csv")]
    public void What_was_not_edited_is_not_sent(string piped)
    {
        Run($"{piped} | Set-AppDirectCompany -Confirm:$false").Succeeded();
        Assert.DoesNotContain(_module.Service.Requests, request => request.Method is "PATCH" or "PUT");
    }

    [Fact]
    public void A_replacing_request_keeps_what_others_have_changed_since()
    {
        _now = Held.Replace("Byron", "By others", StringComparison.Ordinal);
        Run("$u.FirstName = 'Mine'; $u | Set-AppDirectUser -Replace -Confirm:$false").Succeeded();
        JsonElement sent = JsonDocument.Parse(LastWrite().Body).RootElement;
        Assert.Equal("PUT", LastWrite().Method);
        Assert.Equal(("Mine", "By others"), (sent.GetProperty("firstName").GetString(), sent.GetProperty("lastName").GetString()));
    }

    [Fact]
    public void An_edit_that_the_request_cannot_make_is_refused()
    {
        SessionResult result = Run("$c.CreationDate = [DateTimeOffset]::UnixEpoch; $c | Set-AppDirectCompany -Confirm:$false");
        ErrorRecord error = Assert.Single(result.AllErrors);
        Assert.StartsWith("-InputObject: creationDate was edited, and the request cannot change it.", error.ToString());
    }

    [Theory]
    [InlineData("Name = @('Two', 'names')", "-Name: 'System.Object[]' is not text.")]
    [InlineData("Name = [datetime]'2027-03-04'", "-Name: '")]
    [InlineData("Name = \"NUL$([char]0)\"", "-Name: The text has a NUL character at position 4.")]
    [InlineData("Name = \"Half $([char]0xD83D)\"", "-Name: The text has half of a surrogate pair at position 6.")]
    [InlineData("BillingDayOfMonth = '1,5'", "-BillingDayOfMonth: '1,5' is not a whole number.")]
    [InlineData("BillingDayOfMonth = '1.000'", "-BillingDayOfMonth: ")]
    [InlineData("BillingDayOfMonth = '5kb'", "-BillingDayOfMonth: ")]
    [InlineData("BillingDayOfMonth = '１２'", "-BillingDayOfMonth: ")]
    [InlineData("DailyPurchaseLimitOverrideAmt = '1.000'", "-DailyPurchaseLimitOverrideAmt: ")]
    [InlineData("DailyPurchaseLimitOverrideAmt = $true", "-DailyPurchaseLimitOverrideAmt: ")]
    [InlineData("Name = 'System.String[]'", "-Name: ")]
    [InlineData("Name = @{ a = 1 }", "-Name: ")]
    [InlineData("Enabled = 'perhaps'", "-Enabled: 'perhaps' is neither yes nor no.")]
    public void A_cell_that_its_parameter_does_not_take_is_refused(string cell, string message)
    {
        int sent = _module.Service.Requests.Count;
        SessionResult result = Run($"[pscustomobject]@{{ CompanyId = $c.CompanyId; {cell} }} | Set-AppDirectCompany -Confirm:$false");
        Assert.StartsWith($"Row 1: {message}", Assert.Single(result.AllErrors).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_module.Service.Requests.Skip(sent), request => request.Method != "GET");
    }

    private SessionResult Run(string script) => _module.Session.Script(script);

    private (string Method, string Body) LastWrite() => _module.Service.Requests.Where(request => request.Method is "PATCH" or "PUT").Select(request => (request.Method, request.Body!)).Last();
}
