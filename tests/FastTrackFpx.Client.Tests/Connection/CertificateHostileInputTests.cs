using FsCheck;
using FsCheck.Fluent;

namespace FastTrackFpx.Client.Tests.Connection;

/// <summary>Whatever a file, a text or a path holds: a certificate or an error of our own kind comes out, never anything else.</summary>
[Trait("Category", "Slow")]
public sealed class CertificateHostileInputTests : FolderTest
{
    private const int Cases = 150;
    private const string Password = "Canary-4711";

    [Fact]
    public void Any_bytes_are_a_certificate_file_or_a_typed_error() => ForAll(
        Bytes().Select(bytes => (bytes, isKey: bytes.Length % 2 == 0)),
        one =>
        {
            string path = Folder.Write("any.bin", one.bytes);
            TypedOrValue(() => ClientCertificate.FromFile(path));
            if (one.isKey)
            {
                string certificate = Folder.Write("fine.cer", Fine.RawData);
                TypedOrValue(() => ClientCertificate.FromFile(certificate, Password.Secure(), path));
            }
        });

    [Theory, InlineData("pfx"), InlineData("plain.pfx"), InlineData("cer"), InlineData("p7b"), InlineData("pem"), InlineData("rsa.pem")]
    public void Any_damage_to_a_certificate_file_is_a_typed_error_or_does_not_matter(string form)
    {
        byte[] whole = Whole(form);
        ForAll(Damaged(whole), bytes =>
        {
            string path = Folder.Write("damaged", bytes);
            TypedOrValue(() => ClientCertificate.FromFile(path, Password.Secure()));
        });
    }

    [Fact]
    public void Any_damage_to_a_key_file_is_a_typed_error_or_does_not_matter()
    {
        string certificate = Folder.Write("fine.pem", Fine.ExportCertificatePem());
        byte[] key = Encoding.ASCII.GetBytes(TestCertificates.KeyPem(Fine, Password));
        ForAll(Damaged(key), bytes =>
        {
            string path = Folder.Write("damaged.key", bytes);
            TypedOrValue(() => ClientCertificate.FromFile(certificate, Password.Secure(), path));
        });
    }

    [Fact]
    public void Any_text_is_base64_of_a_certificate_or_a_typed_error()
    {
        string whole = Convert.ToBase64String(Whole("pfx"));
        ForAll(Text(), text => TypedOrValue(() => ClientCertificate.FromBase64(text.Secure(), Password.Secure())));
        ForAll(
            Gen.Choose(0, whole.Length).SelectMany(_ => Text(), (at, text) => whole[..at] + text + whole[at..]),
            text => TypedOrValue(() => ClientCertificate.FromBase64(text.Secure(), Password.Secure())));
    }

    [Fact]
    public void Any_password_is_right_or_a_typed_error()
    {
        string path = Folder.Write("a.pfx", Whole("pfx"));
        ForAll(Text(), text => TypedOrValue(() => ClientCertificate.FromFile(path, text.Secure())));
    }

    [Fact]
    public void Any_text_is_a_thumbprint_or_a_typed_error() => ForAll(Text(), text => TypedOrValue(() => ClientCertificate.FromStore(text)));

    [Fact]
    public void Any_path_is_read_or_a_typed_error_and_nothing_is_written()
    {
        string certificate = Folder.Write("fine.cer", Fine.RawData);
        string[] before = Directory.GetFileSystemEntries(Folder.Path);
        ForAll(Paths(), path =>
        {
            TypedOrValue(() => ClientCertificate.FromFile(path));
            TypedOrValue(() => ClientCertificate.FromFile(certificate, null, path));
            TypedOrValue(() => SandboxDiscovery.Find(path));
        });
        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(Folder.Path).Order());
    }

    [Fact]
    public void Any_bytes_are_a_discovery_file_of_this_machine_or_a_typed_error()
    {
        string whole = $$"""
            {"version":1,"baseUri":"https://127.0.0.1:7443","processId":{{Environment.ProcessId}},
            "authorityPath":"{{JsonText(Folder.Write("a.pem", "x"))}}","clientCertificatePath":"{{JsonText(Folder.Write("c.pfx", "x"))}}"}
            """;
        ForAll(Gen.OneOf(Bytes(), Damaged(Encoding.UTF8.GetBytes(whole))), bytes =>
        {
            string path = Folder.Write("sandbox.json", bytes);
            TypedOrValue(() =>
            {
                SandboxDiscovery found = SandboxDiscovery.Read(path, _ => true);
                Assert.True(found.BaseUri.IsLoopback, found.BaseUri.ToString());
                return null;
            });
        });
    }

    [Theory]
    [InlineData("-----BEGIN CERTIFICATE-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n")]
    [InlineData("-----BEGIN -----BEGIN ")]
    [InlineData("-----END CERTIFICATE----------BEGIN CERTIFICATE-----")]
    public void Text_made_to_be_slow_does_not_hang_the_reader(string unit)
    {
        string path = Folder.Write("slow.pem", string.Concat(Enumerable.Repeat(unit, 250_000 / unit.Length)));
        long started = Stopwatch.GetTimestamp();
        TypedOrValue(() => ClientCertificate.FromFile(path, null, path));
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    private static X509Certificate2 Fine { get; } = TestCertificates.Client();

    private static byte[] Whole(string form)
    {
        using X509Certificate2 rsa = TestCertificates.Client(rsa: true);
        return form switch
        {
            "pfx" => TestCertificates.Pfx(Password, Fine),
            "plain.pfx" => PlainPfx.Of(rsa, rsa.GetRSAPrivateKey()!.ExportPkcs8PrivateKey()),
            "cer" => Fine.RawData,
            "p7b" => new X509Certificate2Collection(TestCertificates.Bare(Fine)).Export(X509ContentType.Pkcs7)!,
            "pem" => Encoding.ASCII.GetBytes(Fine.ExportCertificatePem() + "\n" + TestCertificates.KeyPem(Fine, Password)),
            _ => Encoding.ASCII.GetBytes(rsa.ExportCertificatePem() + "\n" + TestCertificates.KeyPem(rsa)),
        };
    }

    /// <summary>Runs it; whatever it throws must be ours, in words, with a way out, and without the password.</summary>
    private static void TypedOrValue(Func<object?> read)
    {
        try
        {
            (read() as IDisposable)?.Dispose();
        }
        catch (RestException fault)
        {
            Assert.NotEmpty(fault.ErrorCode);
            Assert.False(string.IsNullOrWhiteSpace(fault.RecommendedAction));
            Assert.DoesNotContain(fault.Message, char.IsControl);
            Assert.DoesNotContain(Password, fault.ToString());
        }
    }

    private static void ForAll<T>(Gen<T> cases, Action<T> holds) =>
        Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    private static Gen<byte[]> Bytes() => Gen.OneOf(
        Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(),
        // Random bytes are seldom DER: these begin so.
        Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(40).Select(tail => (byte[])[0x30, 0x82, 0x10, 0x00, .. tail]),
        Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(40).Select(tail => (byte[])[0x30, 0x80, 0x02, 0x01, 0x03, .. tail]),
        Text().Select(text => Encoding.UTF8.GetBytes("-----BEGIN " + text)),
        Text().Select(text => Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text)).ToArray()));

    /// <summary>The content with some bytes changed, a piece left out, or a piece given twice.</summary>
    private static Gen<byte[]> Damaged(byte[] whole) =>
        from at in Gen.Choose(0, whole.Length - 1)
        from length in Gen.Choose(1, 40)
        from value in Gen.Choose(0, 255)
        from kind in Gen.Choose(0, 3)
        select kind switch
        {
            0 => whole[..at],
            1 => [.. whole[..at], .. whole[Math.Min(at + length, whole.Length)..]],
            2 => [.. whole[..at], .. whole[at..Math.Min(at + length, whole.Length)], .. whole[at..]],
            _ => [.. whole[..at], (byte)value, .. whole[(at + 1)..]],
        };

    private static Gen<string> Text() => Gen.OneOf(
            Gen.Choose(0, 127), Gen.Choose(0, 0xFFFF), Gen.Choose(0xD800, 0xDFFF), Gen.Choose('0', 'F'), Gen.Choose(0x200B, 0x200F))
        .Select(c => (char)c).ArrayOf().Select(chars => new string(chars));

    private Gen<string> Paths()
    {
        string[] pieces =
        [
            "..", ".", "/", "\\", "~", "fine.cer", "sandbox.json", "CON", "NUL", "C:", "a:b", "\\\\?\\", "\\\\.\\pipe\\x", "file:///", "%2e%2e",
            "$(x)", "`x`", ";", "|", "*", "?", "\"", "'", "\0", "\n", "\u001b]0;x\a", "\u202E", "\uD800", "é", new string('x', 300), " ",
        ];
        return Gen.Elements(pieces).ArrayOf().Select(parts => Folder.Path + "/" + string.Concat(parts));
    }

    private static string JsonText(string text) => System.Text.Json.JsonEncodedText.Encode(text).ToString();
}
