namespace FastTrackFpx.Client.Tests.Connection;

public class CertificateCheckTests
{
    private static readonly DateTimeOffset Now = TestCertificates.Now;
    private static readonly string[] Client = [TestCertificates.ClientAuthentication];

    [Fact]
    public void A_certificate_that_is_not_valid_now_is_told_with_its_date()
    {
        using X509Certificate2 old = TestCertificates.Issue("CN=Old", Client, notAfter: Now.AddDays(-12).AddHours(-1)), next = TestCertificates.Issue("CN=Next", Client, notBefore: Now.AddHours(2));
        using X509Certificate2 odd = TestCertificates.Issue("CN=\"a\nb\u001b[31m\"", Client, notAfter: Now.AddDays(-1));
        var expired = Fault(old, FpxErrorCode.CertificateExpired);
        Assert.Equal($"The certificate 'CN=Old' (thumbprint {old.Thumbprint}) expired on 2026-03-03 11:00 UTC, 12 days ago.", expired.Message);
        Assert.Contains("partner management site", expired.RecommendedAction);
        var early = Fault(next, FpxErrorCode.CertificateNotYetValid);
        Assert.Contains("is not valid before 2026-03-15 14:00 UTC", early.Message);
        Assert.Contains("clock says 2026-03-15 12:00 UTC", early.Message);
        Assert.DoesNotContain(Fault(odd, FpxErrorCode.CertificateExpired).Message, char.IsControl);
    }

    [Fact]
    public void The_first_and_the_last_second_count_and_the_wrong_certificate_comes_before_its_dates()
    {
        using X509Certificate2 made = TestCertificates.Issue("CN=x", Client, notBefore: Now, notAfter: Now);
        ClientCertificate.FromCertificate(made, new TestClock(Now)).Dispose();
        Fault(made, FpxErrorCode.CertificateNotYetValid, Now.AddSeconds(-1));
        Fault(made, FpxErrorCode.CertificateExpired, Now.AddSeconds(1));
        using X509Certificate2 server = TestCertificates.Issue("CN=x", [TestCertificates.ServerAuthentication], notAfter: Now.AddDays(-1));
        using X509Certificate2 bare = TestCertificates.Bare(server);
        Fault(server, FpxErrorCode.CertificateNotForClientAuthentication);
        Fault(bare, FpxErrorCode.CertificateHasNoPrivateKey);
    }

    [Fact]
    public void A_certificate_is_for_clients_by_its_purposes_and_the_use_of_its_key()
    {
        foreach (string[]? purposes in new[] { null, [TestCertificates.ServerAuthentication, TestCertificates.ClientAuthentication], new[] { "2.5.29.37.0" } }) Take(purposes, null);
        Take(Client, X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DigitalSignature);
        using X509Certificate2 cipher = TestCertificates.Issue("CN=x", Client, usage: X509KeyUsageFlags.KeyEncipherment), server = TestCertificates.Server();
        Assert.Contains("digital signatures", Fault(cipher, FpxErrorCode.CertificateNotForClientAuthentication).Message);
        Assert.Contains("its purposes are server authentication", Fault(server, FpxErrorCode.CertificateNotForClientAuthentication).Message);

        static void Take(string[]? purposes, X509KeyUsageFlags? usage)
        {
            using X509Certificate2 made = TestCertificates.Issue("CN=x", purposes, usage: usage);
            ClientCertificate.FromCertificate(made, new TestClock(Now)).Dispose();
        }
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
