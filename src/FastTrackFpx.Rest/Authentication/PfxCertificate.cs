using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>Reads PFX (PKCS#12) content.</summary>
internal static class PfxCertificate
{
    private const int InvalidPassword = unchecked((int)0x80070056);

    internal static CertificateParts Read(CertificateFile file, SecureString? password, DateTimeOffset now)
    {
        List<X509Certificate2> all = Import(file, password);
        if (CertificateParts.FromAll(all, now) is { } parts)
            return parts;
        string? first = all.Count == 0 ? null : CertificateFault.Printable(all[0].Subject);
        all.ForEach(c => c.Dispose());
        throw first is null
            ? CertificateFault.Unreadable(file.Source, "it is a PFX without a certificate in it")
            : CertificateFault.NoPrivateKey($"{file.Source}, a PFX with the certificate '{first}',");
    }

    private static List<X509Certificate2> Import(CertificateFile file, SecureString? password)
    {
        using var secret = new CertificateSecret(password);
        try
        {
            return CertificateKeys.Import(CertificateKeys.Platform, flags =>
            {
                var all = new X509Certificate2Collection();
                all.Import(file.Content, secret.Text, flags);
                return all.Cast<X509Certificate2>().ToList();
            });
        }
        catch (Exception failure) when (failure is PlatformNotSupportedException || failure.InnerException is PlatformNotSupportedException)
        {
            throw Unsupported(file, failure);
        }
        catch (CryptographicException failure) when (failure.HResult == InvalidPassword)
        {
            throw secret.WasGiven
                ? CertificateFault.PasswordWrong(file.Source, failure)
                : CertificateFault.PasswordMissing(file.Source, failure);
        }
        catch (CryptographicException failure) when (CertificateKeys.IsProfileMissing(failure))
        {
            throw CertificateFault.KeyNotReadable(
                file.Source,
                "Windows finds no key store of this account and does not let it use the machine's",
                "Let the account's profile be loaded (a setting of the service, task or application pool), or install the certificate in a store.",
                failure);
        }
        catch (CryptographicException failure)
        {
            throw Unsupported(file, failure);
        }
    }

    /// <summary>A damaged file and one under a method that the system has given up (RC2 with OpenSSL 3) look the same from here.</summary>
    private static CertificateException Unsupported(CertificateFile file, Exception failure) => CertificateFault.Unreadable(
        file.Source,
        "it begins like a PFX, but is damaged or protected by a method that this system does not offer",
        "Fetch the file again. If it is old, open it where it was made and export it anew, with AES256-SHA256 for the protection.",
        failure);
}
