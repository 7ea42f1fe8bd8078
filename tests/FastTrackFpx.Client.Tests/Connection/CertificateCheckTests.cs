namespace FastTrackFpx.Client.Tests.Connection;

public class CertificateCheckTests
{
    private static readonly DateTimeOffset Now = TestCertificates.Now;
    private static readonly string[] Client = [TestCertificates.ClientAuthentication];

    [Fact]
    public void An_expired_certificate_is_told_with_the_date_and_how_long_ago()
    {
        using X509Certificate2 made = TestCertificates.Issue("CN=Old", Client, notAfter: Now.AddDays(-12).AddHours(-1));
        var fault = Fault(made, FpxErrorCode.CertificateExpired);
        Assert.Equal($"The certificate 'CN=Old' (thumbprint {made.Thumbprint}) expired on 2026-03-03 11:00 UTC, 12 days ago.", fault.Message);
        Assert.Contains("partner management site", fault.RecommendedAction);
    }

    [Fact]
    public void A_certificate_of_the_future_is_told_with_its_date_and_the_clocks()
    {
        using X509Certificate2 made = TestCertificates.Issue("CN=Next", Client, notBefore: Now.AddHours(2));
        var fault = Fault(made, FpxErrorCode.CertificateNotYetValid);
        Assert.Contains("is not valid before 2026-03-15 14:00 UTC", fault.Message);
        Assert.Contains("clock says 2026-03-15 12:00 UTC", fault.Message);
    }

    [Fact]
    public void The_first_and_the_last_second_count()
    {
        using X509Certificate2 made = TestCertificates.Issue("CN=x", Client, notBefore: Now, notAfter: Now);
        ClientCertificate.FromCertificate(made, new TestClock(Now)).Dispose();
        Fault(made, FpxErrorCode.CertificateNotYetValid, Now.AddSeconds(-1));
        Fault(made, FpxErrorCode.CertificateExpired, Now.AddSeconds(1));
    }

    [Fact]
    public void A_certificate_without_purposes_is_for_any()
    {
        using X509Certificate2 made = TestCertificates.Issue("CN=x");
        ClientCertificate.FromCertificate(made, new TestClock(Now)).Dispose();
    }

    [Theory]
    [InlineData(TestCertificates.ServerAuthentication, TestCertificates.ClientAuthentication)]
    [InlineData("2.5.29.37.0", null)]
    public void A_certificate_with_this_purpose_among_others_or_with_the_one_for_any_is_taken(string purpose, string? another)
    {
        using X509Certificate2 made = TestCertificates.Issue("CN=x", another is null ? [purpose] : [purpose, another]);
        ClientCertificate.FromCertificate(made, new TestClock(Now)).Dispose();
    }

    [Fact]
    public void A_server_certificate_is_not_for_clients()
    {
        using X509Certificate2 made = TestCertificates.Server();
        Assert.Contains("its purposes are server authentication", Fault(made, FpxErrorCode.CertificateNotForClientAuthentication).Message);
    }

    [Fact]
    public void A_key_that_may_not_sign_is_not_for_clients()
    {
        using X509Certificate2 made = TestCertificates.Issue("CN=x", Client, usage: X509KeyUsageFlags.KeyEncipherment);
        using X509Certificate2 right = TestCertificates.Issue("CN=x", Client, usage: X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DigitalSignature);
        Assert.Contains("digital signatures", Fault(made, FpxErrorCode.CertificateNotForClientAuthentication).Message);
        ClientCertificate.FromCertificate(right, new TestClock(Now)).Dispose();
    }

    [Fact]
    public void What_shows_that_it_is_the_wrong_certificate_comes_before_its_dates()
    {
        using X509Certificate2 server = TestCertificates.Issue("CN=x", [TestCertificates.ServerAuthentication], notAfter: Now.AddDays(-1));
        using X509Certificate2 bare = TestCertificates.Bare(server);
        Fault(server, FpxErrorCode.CertificateNotForClientAuthentication);
        Fault(bare, FpxErrorCode.CertificateHasNoPrivateKey);
    }

    [Fact]
    public void The_words_of_a_subject_cannot_break_a_line_of_the_log()
    {
        using X509Certificate2 made = TestCertificates.Issue("CN=\"a\nb\u001b[31m\"", Client, notAfter: Now.AddDays(-1));
        Assert.DoesNotContain(Fault(made, FpxErrorCode.CertificateExpired).Message, char.IsControl);
    }

    [Theory]
    [InlineData(31 * 24, 31, null)]
    [InlineData((30 * 24) + 1, 30, null)]
    [InlineData(30 * 24, 30, "expires in 30 days, on 2026-04-14 12:00 UTC")]
    [InlineData(47, 1, "expires in a day, on")]
    [InlineData(23, 0, "expires within a day, on")]
    [InlineData(-1, -1, "expired on")]
    public void The_end_is_announced_thirty_days_before(int hoursLeft, int daysLeft, string? notice)
    {
        using X509Certificate2 made = TestCertificates.Issue("CN=x", Client, notAfter: Now.AddDays(30));
        var clock = new TestClock(Now);
        using ClientCertificate read = ClientCertificate.FromCertificate(made, clock);

        clock.AdjustTime(read.NotAfter.AddHours(-hoursLeft));

        Assert.Equal(daysLeft, read.DaysLeft);
        if (notice is null)
            Assert.Null(read.EndNotice);
        else
            Assert.Contains(notice, read.EndNotice);
    }

    private static CertificateException Fault(X509Certificate2 made, string code, DateTimeOffset? now = null)
    {
        var fault = Assert.Throws<CertificateException>(() => ClientCertificate.FromCertificate(made, new TestClock(now ?? Now)));
        Assert.Equal(code, fault.ErrorCode);
        Assert.False(string.IsNullOrWhiteSpace(fault.RecommendedAction));
        return fault;
    }
}
