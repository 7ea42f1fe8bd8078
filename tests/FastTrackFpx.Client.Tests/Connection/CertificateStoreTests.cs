namespace FastTrackFpx.Client.Tests.Connection;

public class CertificateStoreTests
{
    private const string Thumbprint = "0123456789ABCDEF0123456789ABCDEF01234567";

    [Fact]
    public void A_certificate_is_found_by_either_thumbprint_and_stays_in_its_store()
    {
        using X509Certificate2 made = TestCertificates.Client();
        using var installed = new Installed(made);
        string sha256 = made.GetCertHashString(HashAlgorithmName.SHA256);
        using (ClientCertificate read = ClientCertificate.FromStore(made.Thumbprint.ToLowerInvariant()))
            Assert.Equal(made.Thumbprint, read.Thumbprint);
        using (ClientCertificate read = ClientCertificate.FromStore(sha256, StoreLocation.CurrentUser))
            Assert.Equal(made.Thumbprint, read.Thumbprint);
        using ClientCertificate again = ClientCertificate.FromStore(made.Thumbprint);
        Assert.True(again.Certificate.HasPrivateKey);
        CertificateCheck.Key(again.Certificate);
    }

    [Fact]
    public void What_a_store_does_not_have_or_has_without_a_key_or_expired_is_told_as_such()
    {
        using X509Certificate2 made = TestCertificates.Client();
        using X509Certificate2 bare = TestCertificates.Bare(made);
        using X509Certificate2 old = TestCertificates.Issue("CN=x", [TestCertificates.ClientAuthentication], notAfter: TestCertificates.Now.AddYears(-1));
        using var installed = new Installed(bare, old);
        Assert.Equal(FpxErrorCode.CertificateHasNoPrivateKey, Code(made.Thumbprint));
        Assert.Equal(FpxErrorCode.CertificateExpired, Code(old.Thumbprint));
        var fault = Assert.Throws<CertificateException>(() => ClientCertificate.FromStore(Thumbprint));
        Assert.Equal(FpxErrorCode.CertificateNotFoundInStore, fault.ErrorCode);
        Assert.Equal($"No certificate with the thumbprint {Thumbprint} was found in CurrentUser\\My or LocalMachine\\My.", fault.Message);
        var one = Assert.Throws<CertificateException>(() => ClientCertificate.FromStore(Thumbprint, StoreLocation.LocalMachine));
        Assert.Contains("was found in LocalMachine\\My.", one.Message);
    }

    [Theory]
    [InlineData("\u200E01 23 45 67 89 ab cd ef 01 23 45 67 89 ab cd ef 01 23 45 67")]
    [InlineData(" 01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67\r\n")]
    [InlineData("01234567-89ABCDEF-01234567-89ABCDEF-01234567\u200F")]
    public void A_thumbprint_is_understood_as_dialogs_and_tools_write_it(string text) => Assert.Equal(Thumbprint, CertificateStore.Normalise(text));

    [Theory]
    [InlineData("0123", "it has 4 digits")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF0123456G", "'G' is not a hexadecimal digit")]
    [InlineData("CN=Contoso FRP", "'N' is not a hexadecimal digit")]
    [InlineData("\u0660123456789ABCDEF0123456789ABCDEF01234567", "is not a hexadecimal digit")]
    public void Text_that_is_no_thumbprint_is_told_apart_from_one_that_is_not_found(string text, string reason)
    {
        var fault = Assert.Throws<InputException>(() => ClientCertificate.FromStore(text));
        Assert.Equal(FpxErrorCode.InvalidInput, fault.ErrorCode);
        Assert.Equal("CertificateThumbprint", fault.ParameterName);
        Assert.Contains(reason, fault.Message);
    }

    [Theory, InlineData(null), InlineData(" ")]
    public void No_thumbprint_is_no_certificate(string? text) => Assert.Equal(FpxErrorCode.CertificateMissing, Code(text!));

    private static string Code(string thumbprint) =>
        Assert.Throws<CertificateException>(() => ClientCertificate.FromStore(thumbprint, null, new TestClock(TestCertificates.Now))).ErrorCode;

    /// <summary>Certificates in this user's personal store for the time of one test: no others are touched.</summary>
    private sealed class Installed : IDisposable
    {
        private readonly X509Certificate2[] _added;

        internal Installed(params X509Certificate2[] certificates)
        {
            // On Windows only a key in a key set is still there when the certificate is read from the store again.
            _added = certificates.Select(c => c.HasPrivateKey
                ? X509CertificateLoader.LoadPkcs12(c.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.PersistKeySet)
                : X509CertificateLoader.LoadCertificate(c.RawData)).ToArray();
            using X509Store store = Open();
            store.AddRange([.. _added]);
        }

        public void Dispose()
        {
            using X509Store store = Open();
            store.RemoveRange([.. _added]);
            foreach (X509Certificate2 certificate in _added)
            {
                using ECDsa? key = certificate.GetECDsaPrivateKey();
                if (OperatingSystem.IsWindows() && key is ECDsaCng inKeySet)
                    inKeySet.Key.Delete();
                certificate.Dispose();
            }
        }

        private static X509Store Open() => new(StoreName.My, StoreLocation.CurrentUser, OpenFlags.ReadWrite);
    }
}
