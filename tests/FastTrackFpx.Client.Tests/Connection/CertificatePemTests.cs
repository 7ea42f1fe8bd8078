using System;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.Client.Tests.Connection;

public sealed class CertificatePemTests : IDisposable
{
    private readonly CertificateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Certificate_and_key_may_be_in_one_file_in_either_order(bool rsa)
    {
        using X509Certificate2 made = TestCertificates.Client(rsa: rsa);
        string certificate = made.ExportCertificatePem(), key = TestCertificates.KeyPem(made);

        Assert.Equal(made.Thumbprint, Read(_folder.Write("a.pem", certificate + "\n" + key)));
        Assert.Equal(made.Thumbprint, Read(_folder.Write("b.pem", "Bag Attributes\n  x: y\n" + key + "\r\n" + certificate + "\n")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_key_may_be_in_a_file_of_its_own_with_the_certificate_in_text_or_binary_form(bool rsa)
    {
        using X509Certificate2 made = TestCertificates.Client(rsa: rsa);
        string key = _folder.Write("key.pem", TestCertificates.KeyPem(made));

        Assert.Equal(made.Thumbprint, Read(_folder.Write("c.pem", made.ExportCertificatePem()), keyPath: key));
        Assert.Equal(made.Thumbprint, Read(_folder.Write("c.cer", made.RawData), keyPath: key));
    }

    [Fact]
    public void The_older_forms_of_keys_are_read()
    {
        using X509Certificate2 rsa = TestCertificates.Client(rsa: true), ec = TestCertificates.Client();
        string pkcs1 = rsa.GetRSAPrivateKey()!.ExportRSAPrivateKeyPem(), sec1 = ec.GetECDsaPrivateKey()!.ExportECPrivateKeyPem();

        Assert.StartsWith("-----BEGIN RSA PRIVATE KEY", pkcs1);
        Assert.Equal(rsa.Thumbprint, Read(_folder.Write("r.pem", rsa.ExportCertificatePem() + "\n" + pkcs1)));
        Assert.StartsWith("-----BEGIN EC PRIVATE KEY", sec1);
        const string curve = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        Assert.Equal(ec.Thumbprint, Read(_folder.Write("e.pem", ec.ExportCertificatePem() + "\n" + curve + sec1)));
    }

    [Fact]
    public void A_key_under_scrypt_is_not_taken_for_a_wrong_password()
    {
        using X509Certificate2 made = TestCertificates.Client();
        const string Key = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHkME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAhy2GoqFYRKDQICBAAC
            AQgCAQEwHQYJYIZIAWUDBAEqBBD4/smjYUlXy5zz/yVUl9FqBIGQyVGvARCIPHIk
            NF1Imv1kKky09SRAh+wfOivOcwQBGEEwtEdRaz1HpI7qjMG9tplD6rfTwTdSIdkg
            v4aF9ZWuseiAdM3Y7X2UrFP1Cvlu4p2g6QPFKkqqZQhqY8+Cq0lwin+AO84YJssv
            0PxcyjCtuIhIe8E+4C9Hj7q+/5Jcd6NNJ1krFRoQsBF8FKk+bcTV
            -----END ENCRYPTED PRIVATE KEY-----
            """;

        Fault(_folder.Write("s.pem", made.ExportCertificatePem() + "\n" + Key), ErrorCode.CertificateEncryptionNotSupported, "x");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_encrypted_key_needs_its_password(bool rsa)
    {
        using X509Certificate2 made = TestCertificates.Client(rsa: rsa);
        string path = _folder.Write("c.pem", made.ExportCertificatePem() + "\n" + TestCertificates.KeyPem(made, "geheim"));

        Assert.Equal(made.Thumbprint, Read(path, "geheim"));
        var wrong = Fault(path, FpxErrorCode.CertificatePasswordWrong, "Canary-4711");
        var missing = Fault(path, FpxErrorCode.CertificatePasswordWrong);
        Assert.Contains("is wrong", wrong.Message);
        Assert.Contains("none was specified", missing.Message);
        Assert.DoesNotContain("Canary-4711", wrong.ToString());
    }

    [Fact]
    public void A_password_that_is_not_needed_does_no_harm()
    {
        using X509Certificate2 made = TestCertificates.Client();
        Assert.Equal(made.Thumbprint, Read(_folder.Write("c.pem", made.ExportCertificatePem() + "\n" + TestCertificates.KeyPem(made)), "x"));
    }

    [Fact]
    public void The_key_finds_its_certificate_among_others_which_become_the_chain()
    {
        using X509Certificate2 middle = TestCertificates.NewAuthority("CN=Test intermediate", TestCertificates.Authority);
        using X509Certificate2 leaf = TestCertificates.Issue("CN=Leaf", [TestCertificates.ClientAuthentication], issuer: middle);
        string path = _folder.Write("c.pem", string.Join("\n", middle.ExportCertificatePem(), leaf.ExportCertificatePem(), TestCertificates.KeyPem(leaf)));

        using ClientCertificate read = ClientCertificate.FromFile(path);

        Assert.Equal(leaf.Thumbprint, read.Thumbprint);
        Assert.Equal(middle.Thumbprint, Assert.Single(read.Chain).Thumbprint);
        Assert.Equal("CN=Test intermediate", read.Chain.Single().Subject);
    }

    [Fact]
    public void The_files_may_be_in_the_encodings_that_Windows_writes()
    {
        using X509Certificate2 made = TestCertificates.Client();
        string pem = made.ExportCertificatePem() + "\r\n" + TestCertificates.KeyPem(made);
        foreach (Encoding encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode })
            Assert.Equal(made.Thumbprint, Read(_folder.Write("c.pem", [.. encoding.GetPreamble(), .. encoding.GetBytes(pem)])));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_key_of_another_certificate_is_found_out(bool sameKind)
    {
        using X509Certificate2 made = TestCertificates.Client(), other = TestCertificates.Client(rsa: !sameKind);
        string path = _folder.Write("c.pem", made.ExportCertificatePem() + "\n" + TestCertificates.KeyPem(other));

        Assert.Contains("does not belong", Fault(path, FpxErrorCode.CertificateKeyNotReadable).Message);
    }

    [Fact]
    public void A_key_alone_is_no_certificate()
    {
        using X509Certificate2 made = TestCertificates.Client();
        Fault(_folder.Write("k.pem", TestCertificates.KeyPem(made)), FpxErrorCode.CertificateUnreadable);
    }

    [Fact]
    public void A_key_file_without_a_key_is_named()
    {
        using X509Certificate2 made = TestCertificates.Client();
        string path = _folder.Write("c.pem", made.ExportCertificatePem());

        var fault = Assert.Throws<CertificateException>(() => ClientCertificate.FromFile(path, null, path));

        Assert.Equal(FpxErrorCode.CertificateHasNoPrivateKey, fault.ErrorCode);
        Assert.StartsWith("The key file", fault.Message);
    }

    [Fact]
    public void A_key_encrypted_in_the_old_way_brings_the_command_that_mends_it()
    {
        using X509Certificate2 made = TestCertificates.Client(rsa: true);
        string key = made.GetRSAPrivateKey()!.ExportRSAPrivateKeyPem()
            .Replace("KEY-----\n", "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123456789ABCDEF0123456789ABCDEF\n\n", StringComparison.Ordinal);

        var fault = Fault(_folder.Write("c.pem", made.ExportCertificatePem() + "\n" + key), FpxErrorCode.CertificateKeyNotReadable, "x");

        Assert.Contains("openssl pkcs8", fault.RecommendedAction);
    }

    [Theory]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIE1JSUVub3RhcmVhbGtleW5vdGFyZWFsa2V5MTIz\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----")]
    [InlineData("-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA")]
    public void A_key_that_is_damaged_or_of_another_kind_is_not_readable(string key)
    {
        using X509Certificate2 made = TestCertificates.Client();
        string path = _folder.Write("c.pem", made.ExportCertificatePem() + "\n" + key + "PRIVATE KEY-----");

        Fault(path, FpxErrorCode.CertificateKeyNotReadable);
    }

    [Theory]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\nnot base64!\n-----END CERTIFICATE-----")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    public void A_damaged_certificate_is_unreadable(string text) => Fault(_folder.Write("c.pem", text), FpxErrorCode.CertificateUnreadable);

    [Fact]
    public void On_Windows_a_key_made_in_memory_is_moved_to_a_temporary_key_set()
    {
        using X509Certificate2 made = TestCertificates.Client();
        string path = _folder.Write("c.pem", made.ExportCertificatePem() + "\n" + TestCertificates.KeyPem(made));
        using CertificateParts parts = CertificateReader.FromFile(path, null, null, TestCertificates.Now);
        X509Certificate2 before = parts.Certificate;

        parts.MakeKeyUsable(KeyPlatform.Windows);

        Assert.NotSame(before, parts.Certificate);
        Assert.Equal(IntPtr.Zero, before.Handle);
        Assert.Equal(made.Thumbprint, parts.Certificate.Thumbprint);
        CertificateCheck.Key(parts.Certificate);
    }

    [Theory]
    [InlineData("MacOS")]
    [InlineData("Other")]
    public void Elsewhere_a_key_made_in_memory_stays_where_it_is(string platform)
    {
        using X509Certificate2 made = TestCertificates.Client();
        string path = _folder.Write("c.pem", made.ExportCertificatePem() + "\n" + TestCertificates.KeyPem(made));
        using CertificateParts parts = CertificateReader.FromFile(path, null, null, TestCertificates.Now);
        X509Certificate2 before = parts.Certificate;

        parts.MakeKeyUsable(Enum.Parse<KeyPlatform>(platform));

        Assert.Same(before, parts.Certificate);
    }

    private static string Read(string path, string? password = null, string? keyPath = null)
    {
        using ClientCertificate read = ClientCertificate.FromFile(path, password?.Secure(), keyPath);
        Assert.True(read.Certificate.HasPrivateKey);
        return read.Thumbprint;
    }

    private static CertificateException Fault(string path, string code, string? password = null)
    {
        var fault = Assert.Throws<CertificateException>(() => ClientCertificate.FromFile(path, password?.Secure()));
        Assert.Equal(code, fault.ErrorCode);
        Assert.False(string.IsNullOrWhiteSpace(fault.RecommendedAction));
        return fault;
    }
}
