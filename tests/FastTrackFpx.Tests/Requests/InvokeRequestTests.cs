namespace FastTrackFpx.Tests.Requests;

public sealed class InvokeRequestTests : SandboxBench
{
    [Fact]
    public void A_list_comes_entry_by_entry_or_raw_in_any_version()
    {
        SessionResult result = Session.Run("Invoke-FpxRequest services").Succeeded();
        Assert.Equal(Session.Run("Get-FpxService").Succeeded().Output.Count, result.Output.Count);
        Assert.Equal("Exchange Online", Of(result.Output[0], "name"));
        Assert.IsType<long>(Of(result.Output[0], "id"));
        var body = (string)Session.Run("Invoke-FpxRequest services -Raw").Succeeded().Output.Single()!.BaseObject;
        Assert.StartsWith("""[{"id":1,"name":"Exchange Online"}""", body);
        Session.Run("Invoke-FpxRequest timeZones -ApiVersion v1").Succeeded();
        Assert.Equal("v1", Service.Log.Entries[^1].Version);
    }

    [Fact]
    public void A_body_with_a_read_is_refused_and_WhatIf_sends_no_change()
    {
        ErrorRecord error = ErrorRecordAssert.Terminating(
            Session.Run("Invoke-FpxRequest services -Body '{}'"), "InvalidInput", ErrorCategory.InvalidArgument);
        Assert.Contains("-Body", error.ErrorDetails.Message);
        Assert.DoesNotContain("GET services", Calls);
        Session.Run("Get-FpxTimeZone").Succeeded();
        int calls = Calls.Count;
        Session.Run($"Invoke-FpxRequest tenants -Method Post -Body {new Hashtable { ["a"] = 1 }} -WhatIf").Succeeded();
        Assert.Equal(calls, Calls.Count);
    }

    [Theory]
    [InlineData("@{ text = { script } }", "The body has a property ")]
    [InlineData("(Get-Process -Id $PID)", "The body has a property ")]
    [InlineData("@{ text = [double]::NaN }", "-Body: NaN is a number that JSON cannot carry.")]
    [InlineData("@{ text = \"half a $([char]0xD83D) pair\" }", "-Body: The text has half of a surrogate pair")]
    [InlineData("\"{`\"text`\":`\"half a $([char]0xD83D) pair`\"}\"", "The body has half of a surrogate pair")]
    [InlineData("& { $body = @{}; $body.body = $body; $body }", "The body is nested more than 30 levels deep.")]
    public void A_body_that_JSON_cannot_carry_is_refused(string body, string error) =>
        Assert.StartsWith($"InvalidInput: {error}", ErrorOf($"Invoke-FpxRequest services -Method Post -Body ({body})"));

    [Fact]
    public void A_query_value_that_is_null_and_an_address_that_is_none_are_errors()
    {
        Assert.Equal("InvalidInput: -Query: the value of 'searchTerm' is null.", ErrorOf("Invoke-FpxRequest partnerReferrals -Query @{ searchTerm = $misspelt }"));
        Assert.Equal("InvalidInput: -Query: the value of 'ids' is null.", ErrorOf("Invoke-FpxRequest partnerReferrals -Query @{ ids = 1, $misspelt }"));
        Assert.NotEmpty(Lines("Invoke-FpxRequest partnerReferrals -Query @{ searchTerm = '' }"));
        SessionResult result = Session.Run("Invoke-FpxRequest nothing/here");
        Assert.Equal("nothing/here", Assert.Single(result.AllErrors).TargetObject);
    }
}
