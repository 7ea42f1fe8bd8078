namespace FastTrackFpx.Tests.Parameters;

/// <summary>Text that could mean two things is refused, whether it is typed or comes from a row.</summary>
public sealed class StrictInputTests : SandboxBench
{
    [Theory, InlineData("5003.6"), InlineData("1.000"), InlineData("1,000"), InlineData("1,5"), InlineData("5kb"), InlineData("0x10")]
    [InlineData("1e3"), InlineData("5,6"), InlineData("\u0665")]
    public void A_number_is_plain_digits(string text)
    {
        ErrorRecord error = Refused("Get-FpxReferral", "Source", text);
        Assert.Contains($"'{text}' is not a whole number. Write digits only", error.ToString());
        Assert.Contains("semicolon", error.ToString());
    }

    [Fact]
    public void A_whole_number_of_any_type_is_taken_not_rounded_and_several_by_semicolons()
    {
        long id = Session.Run("Get-FpxReferral -First 1").Succeeded().Values<FpxReferral>().Single().ReferralId;
        foreach (object same in new object[] { (int)id, (double)id, (decimal)id, $" {id} ", $"+{id}", new[] { $"{id}" } })
            Assert.Equal(id, Session.Run($"Get-FpxReferral -ReferralId {same}").Succeeded().Values<FpxReferral>().Single().ReferralId);
        Assert.Contains("'5003.6' is not a whole number", Refused("Get-FpxReferral", "ReferralId", 5003.6).ToString());
        Session.Run("Get-FpxReferral -Source '5; 6'").Succeeded();
        Assert.Contains("5", Service.Log.Entries[^1].Query);
        Assert.DoesNotContain("56", Service.Log.Entries[^1].Query);
    }

    [Theory]
    [InlineData("Remove-FpxContact $id -TenantId $misspelt -Confirm:$false", "-TenantId")]
    [InlineData("Remove-FpxContact $id -ReferralId $misspelt -Confirm:$false", "-ReferralId")]
    [InlineData("Set-FpxContact $id -ReferralId $misspelt -Title T", "-ReferralId")]
    [InlineData("New-FpxNote $misspelt text -NoteCategory 1", "-TenantId")]
    [InlineData("Move-FpxEntitlementSeat $id 3 -From Blocked -To Completed -Count $misspelt", "-Count")]
    public void A_misspelt_variable_ends_a_write(string command, string parameter)
    {
        Session["id"] = Guid.NewGuid();
        int before = Service.Log.Count();
        Assert.Matches($"^InvalidInput: {parameter}: the value is (null|empty)\\.", ErrorOf(command));
        Assert.Equal(before, Service.Log.Count());
    }

    [Theory, InlineData("1.4.2027"), InlineData("03/04/2027"), InlineData("13/04/2027"), InlineData("12:30"), InlineData("2027-4-1")]
    [InlineData("April 2027"), InlineData("20270401")]
    public void A_date_is_written_in_ISO_8601(string text) =>
        Assert.Contains($"'{text}' is not a date in ISO 8601 format. Write 2027-03-31", Refused("Get-FpxChange", "Since", text).ToString());

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
