namespace FastTrackFpx.Tests.Parameters;

/// <summary>What a parameter takes in several forms, and text that would not arrive. VariantTests has what is refused because it could mean two things.</summary>
public sealed class StrictInputTests : SandboxBench
{
    [Fact]
    public void A_whole_number_of_any_type_is_taken_not_rounded_and_several_by_semicolons()
    {
        long id = Session.Run("Get-FpxReferral -First 1").Succeeded().Values<FpxReferral>().Single().ReferralId;
        foreach (object same in new object[] { (int)id, (double)id, (decimal)id, $" {id} ", $"+{id}", new[] { $"{id}" } })
            Assert.Equal(id, Session.Run($"Get-FpxReferral -ReferralId {same}").Succeeded().Values<FpxReferral>().Single().ReferralId);
        Assert.Matches("'5003.6' is not a whole number.*semicolon", Refused("Get-FpxReferral", "ReferralId", 5003.6).ToString());
        Session.Run("Get-FpxReferral -Source '5; 6'").Succeeded();
        Assert.Contains("5", Service.Log.Entries[^1].Query);
        Assert.DoesNotContain("56", Service.Log.Entries[^1].Query);
    }

    [Theory, InlineData("2027-03-31"), InlineData("2027-03-31T14:30"), InlineData("2027-03-31 14:30:15")]
    [InlineData("2027-03-31T14:30:15.1234567Z"), InlineData("2027-03-31T14:30:15+02:00"), InlineData("2027-03-31 14:30:15 +02:00")]
    public void A_date_in_ISO_8601_is_taken(string text) => Session.Run($"Get-FpxChange -Since {text}").Succeeded();

    [Fact]
    public void Dates_of_every_NET_type_are_taken()
    {
        foreach (object date in new object[] { DateTime.Now, DateTime.UtcNow, DateTimeOffset.Now, new DateOnly(2027, 3, 31) }) Session.Run($"Get-FpxChange -Since {date}").Succeeded();
    }

    // Half a surrogate pair does not survive the way into a theory.
    [Theory]
    [InlineData(0, "NUL character at position 2")]
    [InlineData(0xD83D, "half of a surrogate pair at position 2")]
    [InlineData(0xDE0A, "half of a surrogate pair at position 2")]
    public void Text_that_would_arrive_changed_is_refused(int letter, string because)
    {
        string text = "a" + (char)letter + "b";
        Assert.Contains(because, Refused("Get-FpxReferral", "SearchTerm", text).ToString());
        Assert.Contains(because, Refused("Get-FpxTenant", "Name", new[] { "ok", text }).ToString());
        Assert.Contains(because, Refused("Get-FpxTenant", "Workload", text).ToString());
        Assert.Contains(because, Refused("Get-FpxContact", "TenantId", text).ToString());
    }

    [Fact]
    public void Plain_text_for_a_secret_is_refused_with_a_hint_and_a_NUL_character_in_one()
    {
        ErrorRecord error = Refused("Connect-FpxService", "AccessToken", "secret");
        Assert.Contains("Read-Host -AsSecureString", error.ToString());
        Assert.DoesNotContain("'secret'", error.ToString());
        Assert.Contains("NUL", Refused("Connect-FpxService", "AccessToken", "abc\0def".Secure()).ToString());
    }

    [Theory, InlineData("nodrive:\\fpx.pfx"), InlineData("Env:\\PATH")]
    public void A_path_outside_the_file_system_is_an_error_of_ours(string path)
    {
        ErrorRecord error = ErrorRecordAssert.Terminating(Session.Run($"Connect-FpxService -CertificatePath {path}"), "InvalidInput", ErrorCategory.InvalidArgument);
        Assert.StartsWith("-CertificatePath:", error.ToString());
    }

    private ErrorRecord Refused(string cmdlet, string parameter, object? value)
    {
        _ = Session;
        int before = Service.Log.Count();
        SessionResult result = Session.Run(cmdlet, (parameter, value));
        Assert.NotNull(result.TerminatingError);
        Assert.Equal(before, Service.Log.Count());
        return result.TerminatingError!;
    }
}
