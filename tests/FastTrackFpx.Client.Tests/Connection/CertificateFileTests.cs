using System.Runtime.InteropServices;

namespace FastTrackFpx.Client.Tests.Connection;

/// <summary>Certificates from files and from text: every form that is read, and for each fault its own id, words and way out.</summary>
public sealed class CertificateFileTests : IDisposable
{
    private const string Canary = "Canary-4711";
    private const string Password = "Straße 日本 \U0001F511";

    private const string ScryptKey = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIHkME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAhy2GoqFYRKDQICBAAC
        AQgCAQEwHQYJYIZIAWUDBAEqBBD4/smjYUlXy5zz/yVUl9FqBIGQyVGvARCIPHIk
        NF1Imv1kKky09SRAh+wfOivOcwQBGEEwtEdRaz1HpI7qjMG9tplD6rfTwTdSIdkg
        v4aF9ZWuseiAdM3Y7X2UrFP1Cvlu4p2g6QPFKkqqZQhqY8+Cq0lwin+AO84YJssv
        0PxcyjCtuIhIe8E+4C9Hj7q+/5Jcd6NNJ1krFRoQsBF8FKk+bcTV
        -----END ENCRYPTED PRIVATE KEY-----
        """;

    private static readonly X509Certificate2 Ec = TestCertificates.Client(), Rsa = TestCertificates.Client(rsa: true);

    private static readonly Dictionary<string, Func<X509Certificate2, Form>> Forms = new()
    {
        ["PFX"] = made => new(TestCertificates.Pfx(null, made)),
        ["PFX, empty password"] = made => new(TestCertificates.Pfx(string.Empty, made), string.Empty),
        ["PFX, password"] = made => new(TestCertificates.Pfx(Password, made), Password),
        ["PFX, no encryption"] = made => new(PlainPfx.Of(made, Pkcs8(made))),
        ["PEM"] = made => new(Text(made.ExportCertificatePem(), TestCertificates.KeyPem(made))),
        ["PEM, key first"] = made => new(Text("Bag Attributes\n  x: y", TestCertificates.KeyPem(made) + "\r", made.ExportCertificatePem())),
        ["PEM, a password that it does not need"] = made => new(Text(made.ExportCertificatePem(), TestCertificates.KeyPem(made)), "x"),
        ["PEM, encrypted key"] = made => new(Text(made.ExportCertificatePem(), TestCertificates.KeyPem(made, Password)), Password),
        ["PEM, older form of a key"] = made => new(Text(made.ExportCertificatePem(), OlderKey(made))),
        ["PEM, UTF-8 with a mark"] = made => new(Encoded(Encoding.UTF8, made)),
        ["PEM, UTF-16"] = made => new(Encoded(Encoding.Unicode, made)),
        ["PEM, UTF-16 big-endian"] = made => new(Encoded(Encoding.BigEndianUnicode, made)),
        ["PEM, key file"] = made => new(Text(made.ExportCertificatePem()), Key: Text(TestCertificates.KeyPem(made))),
        ["binary, key file"] = made => new(made.RawData, Key: Text(TestCertificates.KeyPem(made))),
    };

    private static readonly Dictionary<string, Fault> Faults = new()
    {
        ["nothing"] = new([], FpxErrorCode.CertificateUnreadable, "empty"),
        ["text"] = new(Text("This is no certificate."), FpxErrorCode.CertificateUnreadable),
        ["zeros"] = new(new byte[5000], FpxErrorCode.CertificateUnreadable),
        ["more than any certificate has"] = new(new byte[300_000], FpxErrorCode.CertificateUnreadable, "larger"),
        ["base64"] = new(Text(Convert.ToBase64String(TestCertificates.Pfx(null, Ec))), FpxErrorCode.CertificateUnreadable) { Action = "base64" },
        ["a certificate alone"] = new(Ec.RawData, FpxErrorCode.CertificateHasNoPrivateKey, "CN=Contoso FRP"),
        ["a certificate alone, PEM"] = new(Text(Ec.ExportCertificatePem()), FpxErrorCode.CertificateHasNoPrivateKey),
        ["a certificate alone, PFX"] = new(TestCertificates.Pfx("x", TestCertificates.Bare(Ec)), FpxErrorCode.CertificateHasNoPrivateKey, "CN=Contoso FRP") { Password = "x" },
        ["a list of certificates"] = new(new X509Certificate2Collection(TestCertificates.Bare(Ec)).Export(X509ContentType.Pkcs7)!, FpxErrorCode.CertificateHasNoPrivateKey),
        ["a key alone"] = new(Pkcs8(Rsa), FpxErrorCode.CertificateUnreadable, "private key without its certificate"),
        ["a key alone, PEM"] = new(Text(TestCertificates.KeyPem(Ec)), FpxErrorCode.CertificateUnreadable),
        ["a key alone, PFX"] = new(PlainPfx.Of(null, Pkcs8(Ec)), FpxErrorCode.CertificateUnreadable, "without a certificate"),
        ["the beginning of a certificate"] = new(Ec.RawData[..100], FpxErrorCode.CertificateUnreadable),
        ["the beginning of a PFX"] = new(TestCertificates.Pfx("x", Ec)[..20], FpxErrorCode.CertificateUnreadable) { Password = "x" },
        ["half a PFX"] = new(TestCertificates.Pfx("x", Ec)[..200], FpxErrorCode.CertificateUnreadable) { Password = "x" },
        ["damaged PEM"] = new(Text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"), FpxErrorCode.CertificateUnreadable),
        ["damaged PEM, no base64"] = new(Text("-----BEGIN CERTIFICATE-----\nnot base64!\n-----END CERTIFICATE-----"), FpxErrorCode.CertificateUnreadable),
        ["damaged PEM, no end"] = new(Text("-----BEGIN CERTIFICATE-----"), FpxErrorCode.CertificateUnreadable),
        ["another's key, PFX"] = new(PlainPfx.Of(Ec, Pkcs8(TestCertificates.Client())), FpxErrorCode.CertificateKeyNotReadable, "does not belong"),
        ["another's key, PEM"] = new(Text(Ec.ExportCertificatePem(), TestCertificates.KeyPem(TestCertificates.Client())), FpxErrorCode.CertificateKeyNotReadable, "does not belong"),
        ["another's key of another kind"] = new(Text(Ec.ExportCertificatePem(), TestCertificates.KeyPem(Rsa)), FpxErrorCode.CertificateKeyNotReadable, "does not belong"),
        ["key encrypted in the old way"] = new(Text(Rsa.ExportCertificatePem(), OlderKey(Rsa).Replace("KEY-----\n", "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123456789ABCDEF0123456789ABCDEF\n\n", StringComparison.Ordinal)), FpxErrorCode.CertificateKeyNotReadable)
        {
            Password = "x", Action = "openssl pkcs8",
        },
        ["key under scrypt"] = new(Text(Ec.ExportCertificatePem(), ScryptKey), FpxErrorCode.CertificateEncryptionNotSupported) { Password = "x" },
        ["key of another kind"] = DamagedKey("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIE1JSUVub3RhcmVhbGtleW5vdGFyZWFsa2V5MTIz\n-----END PRIVATE KEY-----"),
        ["damaged RSA key"] = DamagedKey("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----"),
        ["damaged EC key"] = DamagedKey("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----"),
        ["DSA key"] = DamagedKey("-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----"),
        ["key without an end"] = DamagedKey("-----BEGIN PRIVATE KEY-----\nAAAA"),
        ["key file without a key"] = new(Text(Ec.ExportCertificatePem()), FpxErrorCode.CertificateHasNoPrivateKey, "The key file") { Key = Text(Ec.ExportCertificatePem()) },
        ["wrong password, PEM"] = new(Forms["PEM, encrypted key"](Ec).Content, FpxErrorCode.CertificatePasswordWrong, "is wrong") { Password = Canary },
        ["no password, PEM"] = new(Forms["PEM, encrypted key"](Ec).Content, FpxErrorCode.CertificatePasswordWrong, "none was specified"),
        ["wrong password, PFX"] = new(Forms["PFX, password"](Ec).Content, FpxErrorCode.CertificatePasswordWrong, "The password given for the certificate file '{path}' is wrong.") { Password = Canary },
        ["no password, PFX"] = new(Forms["PFX, password"](Ec).Content, FpxErrorCode.CertificatePasswordWrong, "The certificate file '{path}' is protected by a password, and none was specified."),
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, bool> AllForms()
    {
        var data = new TheoryData<string, bool>();
        foreach (string form in Forms.Keys)
        {
            data.Add(form, true);
            data.Add(form, false);
        }

        return data;
    }

    public static TheoryData<string> AllFaults() => [.. Faults.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(AllForms))]
    public void A_certificate_is_read_in_every_form(string form, bool rsa)
    {
        X509Certificate2 made = rsa ? Rsa : Ec;
        (byte[] content, string? password, byte[]? key) = Forms[form](made);
        string path = _folder.Write("certificate", content);
        // That it is open elsewhere does not matter.
        using var open = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);

        Check(ClientCertificate.FromFile(path, password?.Secure(), key is null ? null : _folder.Write("key", key)));
        if (form.StartsWith("PFX", StringComparison.Ordinal))
            Check(ClientCertificate.FromBase64($"\uFEFF  {Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)}\u00A0\r\n\t".Secure(), password?.Secure()));
        else if (form == "PEM")
            Check(ClientCertificate.FromBase64(Encoding.ASCII.GetString(content).Secure()));

        void Check(ClientCertificate read)
        {
            Assert.Equal((made.Thumbprint, "CN=Contoso FRP", true), (read.Thumbprint, read.Subject, read.Certificate.HasPrivateKey));
            Assert.Empty(read.Credential.Chain);
            read.Dispose();
        }
    }

    [Theory, MemberData(nameof(AllFaults))]
    public void Each_fault_of_a_file_is_an_error_of_its_own(string name)
    {
        Fault fault = Faults[name];
        string path = _folder.Write("certificate", fault.Content);
        CertificateException error = FaultOf(path, fault.Code, fault.Password, fault.Key is null ? null : _folder.Write("key", fault.Key));
        Assert.Contains(fault.Words.Replace("{path}", path, StringComparison.Ordinal), error.Message);
        Assert.Contains(fault.Action, error.RecommendedAction);
        Assert.DoesNotContain(Canary, error.ToString());
    }

    [Fact]
    public void A_path_that_leads_nowhere_is_named()
    {
        Assert.Contains("nothing.pfx", FaultOf(_folder["nothing.pfx"], FpxErrorCode.CertificateFileNotFound).Message);
        FaultOf(Path.Combine(_folder.Path, "no", "such", "folder.pfx"), FpxErrorCode.CertificateFileNotFound);
        Assert.StartsWith("The key file", FaultOf(_folder.Write("cert.pem", Ec.ExportCertificatePem()), FpxErrorCode.CertificateFileNotFound, keyPath: _folder["key.pem"]).Message);
        Assert.Contains("folder", FaultOf(_folder.Path, FpxErrorCode.CertificateFileNotReadable).Message);
        Assert.DoesNotContain(FaultOf("a\0b\u001b[31m.pfx", FpxErrorCode.CertificateFileNotReadable).Message, char.IsControl);
        Assert.InRange(Encoding.UTF8.GetByteCount(Assert.Throws<CertificateException>(() => ClientCertificate.FromFile(_folder.Path + "/" + new string('x', 3000) + ".pfx")).Message), 100, 600);
        foreach (string? none in new[] { null, "", "  " }) FaultOf(none!, FpxErrorCode.CertificateMissing);
    }

    [Fact]
    public void A_file_that_this_account_may_not_read_is_told_as_such()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            return;
        string path = _folder.Write("c.pfx", [1, 2, 3]);
        File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.Contains("may not", FaultOf(path, FpxErrorCode.CertificateFileNotReadable).Message);
    }

    [Theory]
    [InlineData("Canary-no-base64!", null, FpxErrorCode.CertificateUnreadable)]
    [InlineData("Q2FuYXJ5IGJ1dCBubyBjZXJ0aWZpY2F0ZQ==", null, FpxErrorCode.CertificateUnreadable)]
    [InlineData("   ", null, FpxErrorCode.CertificateMissing)]
    [InlineData("", null, FpxErrorCode.CertificateMissing)]
    [InlineData(null, null, FpxErrorCode.CertificateMissing)]
    [InlineData("PFX", "The password given for the base64 text is wrong.", FpxErrorCode.CertificatePasswordWrong)]
    public void Text_that_is_no_base64_of_a_certificate_is_refused_and_never_shown(string? text, string? message, string code)
    {
        if (text == "PFX") text = Convert.ToBase64String(TestCertificates.Pfx("x", Ec));
        var fault = Assert.Throws<CertificateException>(() => ClientCertificate.FromBase64(text?.Secure()!, Canary.Secure()));
        Assert.Equal((code, message ?? fault.Message), (fault.ErrorCode, fault.Message));
        Assert.DoesNotContain("Canary", fault.ToString());
        Assert.DoesNotContain("Q2FuYXJ5", fault.ToString());
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Of_several_certificates_the_one_with_the_key_is_used_and_the_others_are_its_chain(bool isPfx)
    {
        using X509Certificate2 middle = TestCertificates.NewAuthority("CN=Test intermediate", TestCertificates.Authority);
        using X509Certificate2 leaf = TestCertificates.Issue("CN=Leaf", [TestCertificates.ClientAuthentication], issuer: middle);
        byte[] content = isPfx
            ? TestCertificates.Pfx("x", TestCertificates.Bare(TestCertificates.Authority), TestCertificates.Bare(middle), leaf)
            : Text(middle.ExportCertificatePem(), leaf.ExportCertificatePem(), TestCertificates.Authority.ExportCertificatePem(), TestCertificates.KeyPem(leaf));
        using ClientCertificate read = ClientCertificate.FromFile(_folder.Write("chain", content), "x".Secure());
        Assert.Equal(leaf.Thumbprint, read.Thumbprint);
        Assert.Equal(new[] { middle.Thumbprint, TestCertificates.Authority.Thumbprint }.Order(), read.Credential.Chain.Select(link => link.Thumbprint).Order());
        Assert.All(read.Credential.Chain, link => Assert.False(link.HasPrivateKey));
    }

    [Fact]
    public void Of_several_keys_the_one_for_clients_that_is_valid_and_ends_last_is_used()
    {
        DateTimeOffset now = TestCertificates.Now;
        string[] client = [TestCertificates.ClientAuthentication];
        X509Certificate2[] all =
        [
            TestCertificates.Issue("CN=server", [TestCertificates.ServerAuthentication], notAfter: now.AddYears(5)),
            TestCertificates.Issue("CN=next", client, notBefore: now.AddDays(1), notAfter: now.AddDays(200)),
            TestCertificates.Issue("CN=former", client, notAfter: now.AddDays(-1)),
            TestCertificates.Issue("CN=ending", client, notAfter: now.AddDays(10)),
            TestCertificates.Issue("CN=current", client, notAfter: now.AddDays(100)),
        ];
        using ClientCertificate read = ClientCertificate.FromFile(_folder.Write("many.pfx", TestCertificates.Pfx("x", all)), "x".Secure(), null, new TestClock(now));
        Assert.Equal("CN=current", read.Subject);
        Assert.Empty(read.Credential.Chain);
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

    [Fact]
    public void A_key_file_beside_a_PFX_is_refused_by_the_name_of_its_parameter()
    {
        string path = _folder.Write("client.pfx", TestCertificates.Pfx(null, Ec)), keyPath = _folder.Write("key.pem", TestCertificates.KeyPem(Ec));
        Assert.Equal("KeyPath", Assert.Throws<InputException>(() => ClientCertificate.FromFile(path, null, keyPath)).ParameterName);
    }

    [Theory]
    [InlineData("WINDOWS", true)]
    [InlineData("OSX", false)]
    [InlineData("LINUX", false)]
    public void A_key_made_in_memory_is_moved_to_a_temporary_key_set_on_Windows_alone(string platform, bool isMoved)
    {
        using ClientCredential read = CertificateReader.FromFile(_folder.Write("c.pem", Forms["PEM"](Ec).Content), null, null, TestCertificates.Now);
        using X509Certificate2 usable = CertificateKeys.InKeySet(read.Certificate, OSPlatform.Create(platform));
        Assert.Equal((isMoved, isMoved), (!ReferenceEquals(read.Certificate, usable), read.Certificate.Handle == IntPtr.Zero));
        Assert.Equal(Ec.Thumbprint, usable.Thumbprint);
        CertificateCheck.Key(usable);
    }

    private static byte[] Text(params string[] parts) => Encoding.UTF8.GetBytes(string.Join('\n', parts));

    private static byte[] Encoded(Encoding encoding, X509Certificate2 made) => [.. encoding.GetPreamble(), .. encoding.GetBytes(made.ExportCertificatePem() + "\r\n" + TestCertificates.KeyPem(made))];

    private static byte[] Pkcs8(X509Certificate2 made)
    {
        using AsymmetricAlgorithm key = (AsymmetricAlgorithm?)made.GetRSAPrivateKey() ?? made.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKey();
    }

    private static string OlderKey(X509Certificate2 made) => made.GetRSAPrivateKey()?.ExportRSAPrivateKeyPem()
        ?? "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + made.GetECDsaPrivateKey()!.ExportECPrivateKeyPem();

    private static Fault DamagedKey(string key) => new(Text(Ec.ExportCertificatePem(), key + "PRIVATE KEY-----"), FpxErrorCode.CertificateKeyNotReadable);

    private static CertificateException FaultOf(string path, string code, string? password = null, string? keyPath = null)
    {
        var fault = Assert.Throws<CertificateException>(() => ClientCertificate.FromFile(path, password?.Secure(), keyPath));
        Assert.Equal(code, fault.ErrorCode);
        Assert.False(string.IsNullOrWhiteSpace(fault.RecommendedAction));
        Assert.EndsWith(".", fault.Message);
        return fault;
    }

    /// <summary>.NET signs DSA requests only through a generator of one's own.</summary>
    private sealed class DsaGenerator(DSA key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => Convert.FromHexString("300906072A8648CE380403");

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
            key.SignData(data, hashAlgorithm, DSASignatureFormat.Rfc3279DerSequence);

        protected override PublicKey BuildPublicKey() => PublicKey.CreateFromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo(), out _);
    }
}

/// <summary>A file, the password it needs, and the key's file if that is another one.</summary>
internal sealed record Form(byte[] Content, string? Password = null, byte[]? Key = null);

/// <summary>A file that is not a certificate to connect with, and what is said of it.</summary>
internal sealed record Fault(byte[] Content, string Code, string Words = "")
{
    internal string? Password { get; init; }
    internal byte[]? Key { get; init; }
    internal string Action { get; init; } = string.Empty;
}
