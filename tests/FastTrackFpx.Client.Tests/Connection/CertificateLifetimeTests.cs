namespace FastTrackFpx.Client.Tests.Connection;

public class CertificateLifetimeTests
{
    [Fact]
    public void A_callers_certificate_and_those_of_sessions_do_not_end_with_each_other()
    {
        X509Certificate2 made = TestCertificates.Client();
        using X509Certificate2 unfit = TestCertificates.Server();
        ClientCertificate one = ClientCertificate.FromCertificate(made);
        using ClientCertificate two = ClientCertificate.FromCertificate(made);
        Assert.Throws<CertificateException>(() => ClientCertificate.FromCertificate(unfit));
        CertificateCheck.Key(unfit);
        Assert.NotSame(made, one.Certificate);
        one.Dispose();
        Assert.NotEqual(IntPtr.Zero, made.Handle);
        CertificateCheck.Key(made);
        made.Dispose();
        CertificateCheck.Key(two.Certificate);
    }

    [Fact]
    public void No_certificate_object_and_one_disposed_of_are_no_certificate()
    {
        X509Certificate2 made = TestCertificates.Client();
        made.Dispose();

        foreach (X509Certificate2? given in new[] { made, null })
        {
            var fault = Assert.Throws<CertificateException>(() => ClientCertificate.FromCertificate(given!));
            Assert.Equal(FpxErrorCode.CertificateMissing, fault.ErrorCode);
        }
    }

    [Fact]
    public void Disposing_twice_does_no_harm_and_leaves_what_is_known_of_the_certificate()
    {
        using X509Certificate2 made = TestCertificates.Client();
        ClientCertificate read = ClientCertificate.FromCertificate(made);
        X509Certificate2 held = read.Certificate;
        read.Dispose();
        read.Dispose();
        Assert.Equal(IntPtr.Zero, held.Handle);
        Assert.Equal(made.Thumbprint, read.Thumbprint);
        Assert.Equal($"CN=Contoso FRP ({made.Thumbprint})", read.ToString());
    }
}
