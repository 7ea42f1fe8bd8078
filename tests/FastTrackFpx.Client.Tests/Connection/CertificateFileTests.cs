using System;
using System.IO;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.Client.Tests.Connection;

public sealed class CertificateFileTests : IDisposable
{
    private readonly CertificateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_does_not_exist_is_named()
    {
        var fault = Fault(_folder["nothing.pfx"], FpxErrorCode.CertificateFileNotFound);
        Assert.Contains("nothing.pfx", fault.Message);
        Fault(Path.Combine(_folder.Path, "no", "such", "folder.pfx"), FpxErrorCode.CertificateFileNotFound);
    }

    [Fact]
    public void A_key_file_that_does_not_exist_is_named_as_the_key_file()
    {
        using X509Certificate2 made = TestCertificates.Client();
        string path = _folder.Write("cert.pem", made.ExportCertificatePem());

        var fault = Assert.Throws<CertificateException>(() => ClientCertificate.FromFile(path, null, _folder["key.pem"]));

        Assert.Equal(FpxErrorCode.CertificateFileNotFound, fault.ErrorCode);
        Assert.StartsWith("The key file", fault.Message);
    }

    [Fact]
    public void A_folder_is_told_as_such() => Assert.Contains("folder", Fault(_folder.Path, FpxErrorCode.CertificateFileNotReadable).Message);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void No_path_is_no_certificate(string? path) => Fault(path!, FpxErrorCode.CertificateMissing);

    [Fact]
    public void A_path_that_no_file_can_have_is_not_readable_and_shown_without_its_control_characters()
    {
        var fault = Fault("a\0b\u001b[31m.pfx", FpxErrorCode.CertificateFileNotReadable);
        Assert.DoesNotContain(fault.Message, char.IsControl);
    }

    [Fact]
    public void A_file_without_content_is_unreadable() => Assert.Contains("empty", Fault(_folder.Write("e.pfx", ""), FpxErrorCode.CertificateUnreadable).Message);

    [Fact]
    public void A_file_of_something_else_is_unreadable()
    {
        Fault(_folder.Write("readme.txt", "This is no certificate."), FpxErrorCode.CertificateUnreadable);
        Fault(_folder.Write("zeros.bin", new byte[5000]), FpxErrorCode.CertificateUnreadable);
    }

    [Fact]
    public void A_file_larger_than_any_certificate_is_not_read_to_its_end()
    {
        string path = _folder.Write("large.pfx", new byte[300_000]);

        Assert.Contains("larger", Fault(path, FpxErrorCode.CertificateUnreadable).Message);
    }

    [Fact]
    public void Base64_text_in_a_file_brings_the_advice_what_to_do_with_it()
    {
        using X509Certificate2 made = TestCertificates.Client();
        string path = _folder.Write("client.txt", Convert.ToBase64String(TestCertificates.Pfx(null, made)));

        Assert.Contains("base64", Fault(path, FpxErrorCode.CertificateUnreadable).RecommendedAction);
    }

    [Fact]
    public void A_certificate_without_its_key_is_told_as_such_in_binary_and_in_text()
    {
        using X509Certificate2 made = TestCertificates.Client();
        Assert.Contains("CN=Contoso FRP", Fault(_folder.Write("c.cer", made.RawData), FpxErrorCode.CertificateHasNoPrivateKey).Message);
        Fault(_folder.Write("c.pem", made.ExportCertificatePem()), FpxErrorCode.CertificateHasNoPrivateKey);
    }

    [Fact]
    public void A_list_of_certificates_has_no_key()
    {
        using X509Certificate2 made = TestCertificates.Client();
        byte[] list = new X509Certificate2Collection(TestCertificates.Bare(made)).Export(X509ContentType.Pkcs7)!;

        Fault(_folder.Write("c.p7b", list), FpxErrorCode.CertificateHasNoPrivateKey);
    }

    [Fact]
    public void A_binary_key_alone_is_told_as_such()
    {
        using X509Certificate2 made = TestCertificates.Client(rsa: true);
        byte[] key = made.GetRSAPrivateKey()!.ExportPkcs8PrivateKey();

        Assert.Contains("private key without its certificate", Fault(_folder.Write("k.der", key), FpxErrorCode.CertificateUnreadable).Message);
    }

    [Fact]
    public void What_only_begins_like_a_certificate_is_unreadable()
    {
        using X509Certificate2 made = TestCertificates.Client();
        Fault(_folder.Write("c.cer", made.RawData[..100]), FpxErrorCode.CertificateUnreadable);
    }

    [Fact]
    public void A_file_that_this_account_may_not_read_is_told_as_such()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            return;
        string path = _folder.Write("c.pfx", [1, 2, 3]);
        File.SetUnixFileMode(path, UnixFileMode.None);

        Assert.Contains("may not", Fault(path, FpxErrorCode.CertificateFileNotReadable).Message);
    }

    [Fact]
    public void A_file_that_is_open_elsewhere_is_read_nevertheless()
    {
        using X509Certificate2 made = TestCertificates.Client();
        string path = _folder.Write("client.pfx", TestCertificates.Pfx(null, made));
        using var open = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);

        using ClientCertificate read = ClientCertificate.FromFile(path);

        Assert.Equal(made.Thumbprint, read.Thumbprint);
    }

    [Fact]
    public void Base64_is_read_whatever_breaks_its_lines()
    {
        using X509Certificate2 made = TestCertificates.Client();
        string base64 = Convert.ToBase64String(TestCertificates.Pfx("x", made), Base64FormattingOptions.InsertLineBreaks);

        using ClientCertificate read = ClientCertificate.FromBase64($"\uFEFF  {base64}\u00A0\r\n\t".Secure(), "x".Secure());

        Assert.Equal(made.Thumbprint, read.Thumbprint);
    }

    [Fact]
    public void Base64_of_a_PFX_without_password_needs_none()
    {
        using X509Certificate2 made = TestCertificates.Client();

        using ClientCertificate read = ClientCertificate.FromBase64(Convert.ToBase64String(TestCertificates.Pfx(null, made)).Secure());

        Assert.Equal(made.Thumbprint, read.Thumbprint);
    }

    [Fact]
    public void A_secret_that_is_PEM_text_is_read_too()
    {
        using X509Certificate2 made = TestCertificates.Client();

        using ClientCertificate read = ClientCertificate.FromBase64((made.ExportCertificatePem() + "\n" + TestCertificates.KeyPem(made)).Secure());

        Assert.Equal(made.Thumbprint, read.Thumbprint);
    }

    [Theory]
    [InlineData("Canary-no-base64!", FpxErrorCode.CertificateUnreadable)]
    [InlineData("Q2FuYXJ5IGJ1dCBubyBjZXJ0aWZpY2F0ZQ==", FpxErrorCode.CertificateUnreadable)]
    [InlineData("   ", FpxErrorCode.CertificateMissing)]
    [InlineData("", FpxErrorCode.CertificateMissing)]
    [InlineData(null, FpxErrorCode.CertificateMissing)]
    public void Text_that_is_no_base64_of_a_certificate_is_refused_and_never_shown(string? text, string code)
    {
        var fault = Assert.Throws<CertificateException>(() => ClientCertificate.FromBase64(text?.Secure()!));

        Assert.Equal(code, fault.ErrorCode);
        Assert.DoesNotContain("Canary", fault.ToString());
        Assert.DoesNotContain("Q2FuYXJ5", fault.ToString());
    }

    [Fact]
    public void The_password_of_base64_text_may_be_wrong_too()
    {
        using X509Certificate2 made = TestCertificates.Client();
        string base64 = Convert.ToBase64String(TestCertificates.Pfx("x", made));

        var fault = Assert.Throws<CertificateException>(() => ClientCertificate.FromBase64(base64.Secure(), "y".Secure()));

        Assert.Equal(FpxErrorCode.CertificatePasswordWrong, fault.ErrorCode);
        Assert.Equal("The password given for the base64 text is wrong.", fault.Message);
    }

    [Fact]
    public void A_long_path_is_shortened_in_the_message()
    {
        string path = _folder.Path + "/" + new string('x', 3000) + ".pfx";
        var fault = Assert.Throws<CertificateException>(() => ClientCertificate.FromFile(path));
        Assert.InRange(Encoding.UTF8.GetByteCount(fault.Message), 100, 600);
    }

    private static CertificateException Fault(string path, string code)
    {
        var fault = Assert.Throws<CertificateException>(() => ClientCertificate.FromFile(path));
        Assert.Equal(code, fault.ErrorCode);
        Assert.False(string.IsNullOrWhiteSpace(fault.RecommendedAction));
        Assert.EndsWith(".", fault.Message);
        return fault;
    }
}
