using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>Finds out which form a certificate's content has and hands it to who reads that.</summary>
internal static class CertificateReader
{
    private const string PemBegin = "-----BEGIN ";

    private enum Form
    {
        Unknown,
        Pem,
        Pfx,
        Certificate,
        CertificateList,
        Key,
    }

    /// <summary>From a file, and the key from a second one where there is one.</summary>
    internal static CertificateParts FromFile(string path, string? keyPath, SecureString? password, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw CertificateFault.Missing("the path");
        using CertificateFile file = CertificateFile.Read("certificate file", path);
        using CertificateFile? keyFile = string.IsNullOrWhiteSpace(keyPath) ? null : CertificateFile.Read("key file", keyPath!);
        return Read(file, keyFile, password, now);
    }

    /// <summary>From base64 of a certificate file; PEM text, which some secret stores hold as it is, is taken too.</summary>
    internal static CertificateParts FromBase64(SecureString base64, SecureString? password, DateTimeOffset now)
    {
        const string source = "The base64 text";
        using var secret = new CertificateSecret(base64);
        char[] text = secret.Text.Where(c => !char.IsWhiteSpace(c) && !CertificateFault.IsInvisible(c)).ToArray();
        try
        {
            if (text.Length == 0)
                throw CertificateFault.Missing("the base64 text");
            bool isPem = secret.Text.IndexOf(PemBegin, StringComparison.Ordinal) >= 0;
            using var content = new CertificateFile(
                source, isPem ? Encoding.UTF8.GetBytes(secret.Text) : Convert.FromBase64CharArray(text, 0, text.Length));
            return Read(content, keyFile: null, password, now);
        }
        catch (FormatException)
        {
            // Without the inner exception: it adds nothing, and what it is about is a secret.
            throw CertificateFault.Unreadable(
                source, "it is not base64", "Give the whole text of the base64 form of a PFX file, and nothing else.");
        }
        finally
        {
            Array.Clear(text, 0, text.Length);
        }
    }

    private static CertificateParts Read(CertificateFile file, CertificateFile? keyFile, SecureString? password, DateTimeOffset now)
    {
        try
        {
            return ReadByForm(file, keyFile, password, now);
        }
        catch (CryptographicException failure)
        {
            // .NET looks at many parts of a certificate only when they are asked for, so damage may show late.
            throw CertificateFault.Unreadable(file.Source, "a part of it is damaged", cause: failure);
        }
    }

    private static CertificateParts ReadByForm(CertificateFile file, CertificateFile? keyFile, SecureString? password, DateTimeOffset now)
    {
        switch (FormOf(file))
        {
            case Form.Pfx when keyFile is not null:
                throw new InputException(
                    ErrorCode.InvalidInput,
                    $"{file.Source} is a PFX, which holds its own key; a key file cannot go with it.",
                    "KeyPath",
                    "Leave the key file out.");
            case Form.Pfx:
                return PfxCertificate.Read(file, password, now);
            case Form.Pem:
                return ReadPem(file, keyFile, password, now);
            case Form.Certificate:
                return ReadBare(file, keyFile, password, now);
            case Form.CertificateList:
                throw CertificateFault.NoPrivateKey($"{file.Source}, a PKCS#7 list of certificates,");
            case Form.Key:
                throw CertificateFault.Unreadable(
                    file.Source, "it is a private key without its certificate", "Name the certificate file, and this one as its key file in PEM form.");
            default:
                throw CertificateFault.Unreadable(file.Source, "it is neither PFX nor PEM nor a DER certificate", AdviceFor(file.Content));
        }
    }

    /// <summary>A certificate alone in binary form: it needs a key file.</summary>
    private static CertificateParts ReadBare(CertificateFile file, CertificateFile? keyFile, SecureString? password, DateTimeOffset now)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = new X509Certificate2(file.Content);
        }
        catch (CryptographicException failure)
        {
            throw CertificateFault.Unreadable(file.Source, "it begins like a certificate and goes on otherwise", cause: failure);
        }
        if (keyFile is null)
        {
            using (certificate)
                throw CertificateFault.NoPrivateKey($"{file.Source} with the certificate '{CertificateFault.Printable(certificate.Subject)}'");
        }
#if NET
        return PemCertificate.Join([certificate], keyFile, file.Source, password, now);
#else
        certificate.Dispose();
        throw CertificateFault.FormNotSupported(keyFile.Source);
#endif
    }

#if NET
    private static CertificateParts ReadPem(CertificateFile file, CertificateFile? keyFile, SecureString? password, DateTimeOffset now) =>
        PemCertificate.Join(PemCertificate.Certificates(file), keyFile ?? file, file.Source, password, now);
#else
    private static CertificateParts ReadPem(CertificateFile file, CertificateFile? keyFile, SecureString? password, DateTimeOffset now)
    {
        // What comes first is what a user can mend first: a file without a key helps on no edition.
        bool hasKey = keyFile is not null || Encoding.ASCII.GetString(file.Content).Contains("PRIVATE KEY-----");
        throw hasKey ? CertificateFault.FormNotSupported(file.Source) : CertificateFault.NoPrivateKey(file.Source);
    }
#endif

    /// <summary>All binary forms are a DER sequence; the type and value of its first element tell which.</summary>
    private static Form FormOf(CertificateFile file)
    {
        byte[] content = file.Content;
        const byte sequence = 0x30, integer = 0x02, objectId = 0x06;
        if (content.Length > 8 && content[0] == sequence && content[1] >= 0x80)
        {
            int first = 2 + (content[1] & 0x7F);
            if (first + 2 >= content.Length)
                return Form.Unknown;
            return content[first] switch
            {
                integer when content[first + 2] == 3 => Form.Pfx,
                integer => Form.Key,
                objectId => Form.CertificateList,
                sequence => Form.Certificate,
                _ => Form.Unknown,
            };
        }
        char[] text = file.ToText();
        bool isPem = text.AsSpan().IndexOf(PemBegin.AsSpan()) >= 0;
        Array.Clear(text, 0, text.Length);
        return isPem ? Form.Pem : Form.Unknown;
    }

    private static string? AdviceFor(byte[] content) => content.AsSpan().StartsWith("MI"u8)
        ? "This looks like base64 text. Connect with the base64 form of the certificate instead, or decode the file first."
        : null;
}
