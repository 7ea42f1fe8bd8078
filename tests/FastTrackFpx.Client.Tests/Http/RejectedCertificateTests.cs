using System.Security.Authentication;

namespace FastTrackFpx.Client.Tests.Http;

/// <summary>What servers say against a certificate, in the words of the libraries that bring it to us.</summary>
public class RejectedCertificateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("error:0A000415:SSL routines::sslv3 alert certificate expired", ": it has expired by the service's clock")]
    [InlineData("error:0A000414:SSL routines::sslv3 alert certificate revoked", ": it was revoked")]
    [InlineData("error:0A000418:SSL routines::tlsv1 alert unknown ca", ": the service does not trust its issuer")]
    [InlineData("error:0A000413:SSL routines::sslv3 alert unsupported certificate", ": the service does not accept its type")]
    [InlineData("error:0A00045C:SSL routines::tlsv13 alert certificate required", ": the service received none")]
    [InlineData("error:0A000412:SSL routines::sslv3 alert bad certificate", "")]
    public void An_alert_is_told_in_words(string alert, string reason)
    {
        var cause = new AuthenticationException(alert);
        Assert.True(NetworkFailure.IsRejectedCertificate(cause));
        Assert.Equal(reason, NetworkFailure.ReasonOf([cause], Now.AddDays(-10), Now.AddDays(110), Now));
    }

    [Fact]
    public void The_certificates_own_dates_say_what_no_alert_does_and_no_alert_is_no_refusal()
    {
        var cause = new AuthenticationException("error:0A000412:SSL routines::sslv3 alert bad certificate");
        Assert.Equal(": it expired on 2026-03-01 11:00 UTC", NetworkFailure.ReasonOf([cause], Now.AddDays(-120), Now.AddHours(-1), Now));
        Assert.Equal(": it is valid from 2026-03-01 11:55 UTC, which may be later than the service's clock", NetworkFailure.ReasonOf([cause], Now.AddMinutes(-5), Now.AddDays(120), Now));
        Assert.False(NetworkFailure.IsRejectedCertificate(new AuthenticationException("The remote party closed the connection.")));
    }
}
