#if NET
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>Reads PEM text: certificates, and an RSA or EC key in PKCS#1, SEC 1 or PKCS#8 form, the last also under a password.</summary>
/// <remarks>.NET Framework has no reader for any of this.</remarks>
internal static class PemCertificate
{
    private const string EncryptedKey = "ENCRYPTED PRIVATE KEY";
    private const string UsePkcs8 = "Turn it into a key that can be read, once: openssl pkcs8 -topk8 -in key.pem -out new-key.pem";

    /// <summary>All certificates in the text, in their order.</summary>
    internal static List<X509Certificate2> Certificates(CertificateFile file)
    {
        char[] text = file.ToText();
        try
        {
            var all = new X509Certificate2Collection();
            all.ImportFromPem(text);
            if (all.Count > 0)
                return [.. all];
        }
        catch (CryptographicException failure)
        {
            throw CertificateFault.Unreadable(file.Source, "a certificate in this PEM text is damaged", cause: failure);
        }
        finally
        {
            Array.Clear(text);
        }
        throw CertificateFault.Unreadable(
            file.Source, "it is PEM text without a whole certificate in it", "Name the certificate file, and the one with the private key as its key file.");
    }

    /// <summary>The certificate that the key in <paramref name="keyFile"/> belongs to, with that key; the others become its chain.</summary>
    internal static CertificateParts Join(
        List<X509Certificate2> certificates, CertificateFile keyFile, string source, SecureString? password, DateTimeOffset now)
    {
        X509Certificate2? joined = null, used = null;
        try
        {
            using AsymmetricAlgorithm key = Key(keyFile, password);
            foreach (X509Certificate2 candidate in CertificateCheck.BestFirst(certificates, now))
            {
                joined = WithKey(candidate, key);
                used = candidate;
                if (joined is not null)
                    return new CertificateParts(joined, certificates.Where(c => !ReferenceEquals(c, candidate))) { IsKeyInMemory = true };
            }
            throw CertificateFault.KeyOfAnother(source);
        }
        finally
        {
            // The chain lives on in the result; without a result nothing does.
            foreach (X509Certificate2 certificate in certificates.Where(c => joined is null || ReferenceEquals(c, used)))
                certificate.Dispose();
        }
    }

    private static X509Certificate2? WithKey(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        try
        {
            return key is RSA rsa ? certificate.CopyWithPrivateKey(rsa) : certificate.CopyWithPrivateKey((ECDsa)key);
        }
        catch (ArgumentException)
        {
            // .NET's way to say that the key is of another certificate, or of another kind.
            return null;
        }
    }

    private static AsymmetricAlgorithm Key(CertificateFile file, SecureString? password)
    {
        char[] text = file.ToText();
        try
        {
            ReadOnlySpan<char> rest = text;
            while (PemEncoding.TryFind(rest, out PemFields found))
            {
                ReadOnlySpan<char> block = rest[found.Location];
                ReadOnlySpan<char> label = rest[found.Label];
                if (label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
                    return Key(block, label, file.Source, password);
                rest = rest[found.Location.End..];
            }
            // With its headers the old encrypted form is not PEM as RFC 7468 has it, so it is not found above.
            throw text.AsSpan().IndexOf("PRIVATE KEY-----") < 0
                ? CertificateFault.NoPrivateKey(file.Source, "Add the key to it, or name the PEM file with the private key as the key file.")
                : text.AsSpan().IndexOf("Proc-Type:") >= 0
                ? CertificateFault.KeyNotReadable(file.Source, "it is encrypted in an outdated way", UsePkcs8)
                : CertificateFault.KeyNotReadable(file.Source, "its PEM text is damaged", "Fetch the key file again.");
        }
        finally
        {
            Array.Clear(text);
        }
    }

    private static AsymmetricAlgorithm Key(ReadOnlySpan<char> block, ReadOnlySpan<char> label, string source, SecureString? password)
    {
        bool encrypted = label.SequenceEqual(EncryptedKey);
        using var secret = new CertificateSecret(password);
        CryptographicException? failure = null;
        if (encrypted && !secret.WasGiven)
            throw CertificateFault.PasswordMissing(source, cause: null);

        // PKCS#8 says only inside, possibly under the password, which kind of key it is; so each kind has its try.
        if (!label.StartsWith("EC", StringComparison.Ordinal) || encrypted)
        {
            if (Import(RSA.Create(), block, encrypted, secret, ref failure) is { } rsa)
                return rsa;
        }
        if (!label.StartsWith("RSA", StringComparison.Ordinal))
        {
            if (Import(ECDsa.Create(), block, encrypted, secret, ref failure) is { } ec)
                return ec;
        }
        throw encrypted
            ? CertificateFault.PasswordWrong(source, failure)
            : CertificateFault.KeyNotReadable(source, "it is damaged, or neither an RSA nor an EC key", UsePkcs8, failure);
    }

    private static AsymmetricAlgorithm? Import(
        AsymmetricAlgorithm algorithm, ReadOnlySpan<char> block, bool encrypted, CertificateSecret secret, ref CryptographicException? failure)
    {
        try
        {
            if (encrypted)
                algorithm.ImportFromEncryptedPem(block, secret.Text.AsSpan());
            else
                algorithm.ImportFromPem(block);
            return algorithm;
        }
        catch (CryptographicException refused)
        {
            failure = refused;
        }
        catch (ArgumentException)
        {
            // A label such as "ED25519 PRIVATE KEY", which this kind of key knows nothing of.
        }
        algorithm.Dispose();
        return null;
    }
}
#endif
