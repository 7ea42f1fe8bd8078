using System;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.Client.Tests.Connection;

public sealed class CertificatePfxTests : IDisposable
{
    private readonly CertificateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("Straße 日本 \U0001F511", true)]
    [InlineData("geheim", false)]
    public void A_PFX_is_read_with_its_password_or_without_one(string? password, bool rsa)
    {
        using X509Certificate2 made = TestCertificates.Client(rsa: rsa);
        string path = _folder.Write("client.pfx", TestCertificates.Pfx(password, made));

        using ClientCertificate read = ClientCertificate.FromFile(path, password?.Secure());

        Assert.Equal(made.Thumbprint, read.Thumbprint);
        Assert.Equal("CN=Contoso FRP", read.Subject);
        Assert.True(read.Certificate.HasPrivateKey);
        Assert.Empty(read.Chain);
    }

    [Fact]
    public void A_wrong_password_and_a_missing_one_are_told_apart_in_words()
    {
        using X509Certificate2 made = TestCertificates.Client();
        string path = _folder.Write("client.pfx", TestCertificates.Pfx("geheim", made));

        var wrong = Assert.Throws<CertificateException>(() => ClientCertificate.FromFile(path, "Canary-4711".Secure()));
        var missing = Assert.Throws<CertificateException>(() => ClientCertificate.FromFile(path));

        Assert.Equal(FpxErrorCode.CertificatePasswordWrong, wrong.ErrorCode);
        Assert.Equal(FpxErrorCode.CertificatePasswordWrong, missing.ErrorCode);
        Assert.Equal($"The password given for the certificate file '{path}' is wrong.", wrong.Message);
        Assert.Equal($"The certificate file '{path}' is protected by a password, and none was specified.", missing.Message);
        Assert.DoesNotContain("Canary-4711", wrong.ToString());
        Assert.NotEqual(wrong.RecommendedAction, missing.RecommendedAction);
    }

    [Fact]
    public void A_PFX_without_a_key_is_told_as_such()
    {
        using X509Certificate2 made = TestCertificates.Client();
        using X509Certificate2 bare = TestCertificates.Bare(made);
        string path = _folder.Write("bare.pfx", TestCertificates.Pfx("x", bare));

        var fault = Assert.Throws<CertificateException>(() => ClientCertificate.FromFile(path, "x".Secure()));

        Assert.Equal(FpxErrorCode.CertificateHasNoPrivateKey, fault.ErrorCode);
        Assert.Contains("CN=Contoso FRP", fault.Message);
    }

    [Fact]
    public void Of_several_certificates_the_one_with_the_key_is_used_and_the_others_are_its_chain()
    {
        using X509Certificate2 middle = TestCertificates.NewAuthority("CN=Test intermediate", TestCertificates.Authority);
        using X509Certificate2 made = TestCertificates.Issue("CN=Leaf", [TestCertificates.ClientAuthentication], issuer: middle);
        using X509Certificate2 bareMiddle = TestCertificates.Bare(middle);
        using X509Certificate2 bareRoot = TestCertificates.Bare(TestCertificates.Authority);
        string path = _folder.Write("chain.pfx", TestCertificates.Pfx("x", bareRoot, bareMiddle, made));

        using ClientCertificate read = ClientCertificate.FromFile(path, "x".Secure());

        Assert.Equal(made.Thumbprint, read.Thumbprint);
        Assert.Equal(new[] { bareMiddle.Thumbprint, bareRoot.Thumbprint }.Order(), read.Chain.Select(c => c.Thumbprint).Order());
        Assert.All(read.Chain, link => Assert.False(link.HasPrivateKey));
    }

    [Fact]
    public void Of_several_keys_the_one_for_clients_that_is_valid_and_ends_last_is_used()
    {
        DateTimeOffset now = TestCertificates.Now;
        string[] client = [TestCertificates.ClientAuthentication];
        using X509Certificate2 server = TestCertificates.Issue("CN=server", [TestCertificates.ServerAuthentication], notAfter: now.AddYears(5));
        using X509Certificate2 former = TestCertificates.Issue("CN=former", client, notAfter: now.AddDays(-1));
        using X509Certificate2 ending = TestCertificates.Issue("CN=ending", client, notAfter: now.AddDays(10));
        using X509Certificate2 current = TestCertificates.Issue("CN=current", client, notAfter: now.AddDays(100));
        using X509Certificate2 next = TestCertificates.Issue("CN=next", client, notBefore: now.AddDays(1), notAfter: now.AddDays(200));
        string path = _folder.Write("many.pfx", TestCertificates.Pfx("x", server, next, former, ending, current));

        using ClientCertificate read = ClientCertificate.FromFile(path, "x".Secure(), null, new TestClock(now));

        Assert.Equal("CN=current", read.Subject);
        Assert.Empty(read.Chain);
    }

    [Fact]
    public void A_key_that_belongs_to_another_certificate_is_found_out()
    {
        using X509Certificate2 made = TestCertificates.Client();
        using var another = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string path = _folder.Write("mixed.pfx", PlainPfx.Of(made, another.ExportPkcs8PrivateKey()));

        var fault = Assert.Throws<CertificateException>(() => ClientCertificate.FromFile(path));

        Assert.Equal(FpxErrorCode.CertificateKeyNotReadable, fault.ErrorCode);
        Assert.Contains("does not belong", fault.Message);
    }

    [Fact]
    public void A_key_of_another_kind_than_RSA_and_EC_is_told_as_such()
    {
        using var dsa = DSA.Create(1024);
        var generator = new DsaGenerator(dsa);
        var request = new CertificateRequest(new X500DistinguishedName("CN=DSA"), generator.PublicKey, HashAlgorithmName.SHA1);
        using X509Certificate2 bare = request.Create(
            new X500DistinguishedName("CN=DSA"), generator, TestCertificates.Now.AddYears(-1), TestCertificates.Now.AddYears(9), [1]);
        using X509Certificate2 made = bare.CopyWithPrivateKey(dsa);

        var fault = Assert.Throws<CertificateException>(() => ClientCertificate.FromCertificate(made));

        Assert.Equal(FpxErrorCode.CertificateKeyNotReadable, fault.ErrorCode);
        Assert.Contains("neither an RSA nor an EC key", fault.Message);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(200)]
    public void A_PFX_cut_off_is_unreadable(int length)
    {
        using X509Certificate2 made = TestCertificates.Client();
        string path = _folder.Write("cut.pfx", TestCertificates.Pfx("x", made)[..length]);

        var fault = Assert.Throws<CertificateException>(() => ClientCertificate.FromFile(path, "x".Secure()));

        Assert.Equal(FpxErrorCode.CertificateUnreadable, fault.ErrorCode);
    }

    [Fact]
    public void A_PFX_without_encryption_is_read()
    {
        using X509Certificate2 made = TestCertificates.Client(rsa: true);
        string path = _folder.Write("plain.pfx", PlainPfx.Of(made, made.GetRSAPrivateKey()!.ExportPkcs8PrivateKey()));

        using ClientCertificate read = ClientCertificate.FromFile(path);

        Assert.Equal(made.Thumbprint, read.Thumbprint);
    }

    [Fact]
    public void A_PFX_without_any_certificate_is_unreadable()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string path = _folder.Write("key.pfx", PlainPfx.Of(null, key.ExportPkcs8PrivateKey()));

        var fault = Assert.Throws<CertificateException>(() => ClientCertificate.FromFile(path));

        Assert.Equal(FpxErrorCode.CertificateUnreadable, fault.ErrorCode);
        Assert.Contains("without a certificate", fault.Message);
    }

    [Fact]
    public void A_key_file_beside_a_PFX_is_refused_by_the_name_of_its_parameter()
    {
        using X509Certificate2 made = TestCertificates.Client();
        string path = _folder.Write("client.pfx", TestCertificates.Pfx(null, made));
        string keyPath = _folder.Write("key.pem", TestCertificates.KeyPem(made));

        var fault = Assert.Throws<InputException>(() => ClientCertificate.FromFile(path, null, keyPath));

        Assert.Equal("KeyPath", fault.ParameterName);
    }

    /// <summary>.NET signs DSA requests only through a generator of one's own.</summary>
    private sealed class DsaGenerator(DSA key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
            Convert.FromHexString("300906072A8648CE380403");

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
            key.SignData(data, hashAlgorithm, DSASignatureFormat.Rfc3279DerSequence);

        protected override PublicKey BuildPublicKey() => PublicKey.CreateFromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo(), out _);
    }
}
