using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>
/// A client certificate that was checked: private key, purpose, dates, access to the key, in this order. Each fault is a
/// <see cref="CertificateException"/> with its own <see cref="ErrorCode"/>. Thread-safe.
/// </summary>
public sealed class ClientCertificate : IDisposable
{
    private const int NoticeDays = 30;

    private readonly TimeProvider _timeProvider;

    private ClientCertificate(ClientCredential credential, TimeProvider timeProvider)
    {
        (Credential, _timeProvider) = (credential, timeProvider);
        Subject = Certificate.Subject;
        Thumbprint = Certificate.Thumbprint;
        NotBefore = CertificateFault.Utc(Certificate.NotBefore);
        NotAfter = CertificateFault.Utc(Certificate.NotAfter);
    }

    public string Subject { get; }

    /// <summary>The SHA-1 thumbprint, as certificate stores show it.</summary>
    public string Thumbprint { get; }

    public DateTimeOffset NotBefore { get; }

    public DateTimeOffset NotAfter { get; }

    /// <summary>Whole days until the certificate ends; 0 on its last day, below 0 afterwards.</summary>
    public int DaysLeft => (int)Math.Floor((NotAfter - _timeProvider.GetUtcNow()).TotalDays);

    /// <summary>A warning if the certificate expires within 30 days: when, and what to do; null before that.</summary>
    public string? EndNotice
    {
        get
        {
            TimeSpan left = NotAfter - _timeProvider.GetUtcNow();
            if (left.TotalDays > NoticeDays) return null;
            string when = left < TimeSpan.Zero ? "expired"
                : left.TotalDays < 1 ? "expires within a day,"
                : left.TotalDays < 2 ? "expires in a day,"
                : $"expires in {(int)left.TotalDays} days,";
            return $"The client certificate {Thumbprint} {when} on {CertificateFault.Date(NotAfter)}. "
                + "Download the next one from the FPX partner management site.";
        }
    }

    /// <summary>The certificate with its private key, until <see cref="Dispose"/>.</summary>
    internal X509Certificate2 Certificate => Credential.Certificate;

    internal ClientCredential Credential { get; }

    /// <summary>Reads a PFX (PKCS#12) file, or a PEM file with the key in it or in a second file. PEM requires PowerShell 7.</summary>
    public static ClientCertificate FromFile(string path, SecureString? password = null, string? keyPath = null, TimeProvider? timeProvider = null) =>
        Checked(now => CertificateReader.FromFile(path, keyPath, password, now), timeProvider);

    /// <summary>Reads the base64 text of a PFX, as secret stores hold it, or PEM text. Blanks and line breaks are ignored.</summary>
    public static ClientCertificate FromBase64(SecureString base64, SecureString? password = null, TimeProvider? timeProvider = null) =>
        Checked(now => CertificateReader.FromBase64(base64, password, now), timeProvider);

    /// <summary>Finds a certificate in a personal store by its SHA-1 or SHA-256 thumbprint; null searches the user's store and then the machine's.</summary>
    public static ClientCertificate FromStore(string thumbprint, StoreLocation? location = null, TimeProvider? timeProvider = null) =>
        Checked(_ => CertificateStore.Find(thumbprint, location), timeProvider);

    /// <summary>Uses a certificate that the caller loaded. It is neither altered nor disposed of, and may be disposed of at any time.</summary>
    public static ClientCertificate FromCertificate(X509Certificate2 certificate, TimeProvider? timeProvider = null)
    {
        // The handle of a certificate that was disposed of, or never loaded, is zero; everything else would throw.
        if (certificate is null || certificate.Handle == IntPtr.Zero) throw CertificateFault.Missing("the certificate object");
        return Checked(_ => new ClientCredential(new X509Certificate2(certificate)) { Source = certificate }, timeProvider);
    }

    public override string ToString() => $"{Subject} ({Thumbprint})";

    /// <summary>Removes what we made to use the certificate; never anything of a store or of the caller's.</summary>
    public void Dispose() => Credential.Dispose();

    private static ClientCertificate Checked(Func<DateTimeOffset, ClientCredential> load, TimeProvider? timeProvider)
    {
        TimeProvider clock = timeProvider ?? TimeProvider.System;
        ClientCredential credential = load(clock.GetUtcNow());
        try
        {
            CertificateCheck.Properties(credential.Certificate, clock.GetUtcNow());
            if (CertificateKeys.IsEphemeral(credential.Certificate))
                credential.Certificate = CertificateKeys.InKeySet(credential.Certificate, CertificateKeys.Platform, isCallers: credential.Source is not null);
            CertificateCheck.Key(credential.Certificate);
            return new ClientCertificate(credential, clock);
        }
        catch (Exception failure)
        {
            string source = $"The certificate with the thumbprint {credential.Certificate.Thumbprint}";
            credential.Dispose();
            if (failure is CryptographicException) throw CertificateFault.Unreadable(source, "a part of it is damaged", cause: failure);
            throw;
        }
    }
}

/// <summary>Checks whether a certificate can authenticate a client: first for the wrong file, then for its dates, last for access to the key.</summary>
internal static class CertificateCheck
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string AnyPurpose = "2.5.29.37.0";

    private const int AccessDenied = unchecked((int)0x80070005);
    private const int CryptoAccessDenied = unchecked((int)0x80090010);
    private const int KeySetMissing = unchecked((int)0x80090016);
    private const int AlgorithmNotOffered = unchecked((int)0x80090008);

    internal static void Properties(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (!certificate.HasPrivateKey) throw CertificateFault.NoPrivateKey(CertificateFault.Describe(certificate));
        if (WhyNotForClients(certificate) is { } reason) throw CertificateFault.NotForClients(certificate, reason);
        if (now > CertificateFault.Utc(certificate.NotAfter)) throw CertificateFault.Expired(certificate, now);
        if (now < CertificateFault.Utc(certificate.NotBefore)) throw CertificateFault.NotYetValid(certificate, now);
    }

    /// <summary>Signs with the private key and checks the signature with the public one: TLS will do the same.</summary>
    internal static void Key(X509Certificate2 certificate)
    {
        try
        {
            switch (RsaMatches(certificate) ?? EcMatches(certificate))
            {
                case null:
                    throw CertificateFault.KeyNotReadable(
                        CertificateFault.Describe(certificate), "it is neither an RSA nor an EC key", "Use a certificate with an RSA or EC key.");
                case false:
                    throw CertificateFault.KeyOfAnother(CertificateFault.Describe(certificate));
            }
        }
        catch (CryptographicException failure) when (failure.HResult == AlgorithmNotOffered)
        {
            // An old Windows key provider without SHA-256, which TLS may still be able to use.
        }
        catch (CryptographicException failure)
        {
            throw NotUsable(certificate, failure);
        }
    }

    internal static CertificateException NotUsable(X509Certificate2 certificate, CryptographicException failure)
    {
        string reason = failure.HResult is AccessDenied or CryptoAccessDenied or KeySetMissing
            ? "this account may not use it"
            : $"the system says '{failure.Message.TrimEnd('.', '\r', '\n')}'";
        return CertificateFault.KeyNotReadable(
            CertificateFault.Describe(certificate),
            reason,
            "Run as the account that the certificate was installed for. For a certificate in the machine's store, an administrator can grant this account "
                + "read access to the key (certlm.msc, All Tasks, Manage Private Keys). Otherwise load the PFX file instead.",
            failure);
    }

    internal static IEnumerable<X509Certificate2> BestFirst(IEnumerable<X509Certificate2> certificates, DateTimeOffset now) => certificates
        .OrderByDescending(c => WhyNotForClients(c) is null)
        .ThenByDescending(c => now >= CertificateFault.Utc(c.NotBefore) && now <= CertificateFault.Utc(c.NotAfter))
        .ThenByDescending(c => c.NotAfter);

    private static string? WhyNotForClients(X509Certificate2 certificate)
    {
        foreach (X509Extension extension in certificate.Extensions)
        {
            string[] purposes = extension is X509EnhancedKeyUsageExtension usages
                ? [.. usages.EnhancedKeyUsages.Cast<Oid>().Select(oid => oid.Value ?? string.Empty)]
                : [];
            if (purposes.Length > 0 && !purposes.Contains(ClientAuthentication) && !purposes.Contains(AnyPurpose))
                return "its purposes are " + string.Join(", ", purposes.Select(Named));
            if (extension is X509KeyUsageExtension usage && (usage.KeyUsages & X509KeyUsageFlags.DigitalSignature) == 0)
                return "its key must not be used for digital signatures";
        }

        return null;
    }

    private static string Named(string oid) => oid switch
    {
        "1.3.6.1.5.5.7.3.1" => "server authentication",
        "1.3.6.1.5.5.7.3.3" => "code signing",
        "1.3.6.1.5.5.7.3.4" => "e-mail protection",
        _ => oid,
    };

    private static bool? RsaMatches(X509Certificate2 certificate)
    {
        using RSA? key = certificate.GetRSAPrivateKey(), known = certificate.GetRSAPublicKey();
        if (key is null || known is null) return null;
        byte[] sample = certificate.GetCertHash();
        byte[] signature = key.SignData(sample, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return known.VerifyData(sample, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static bool? EcMatches(X509Certificate2 certificate)
    {
        using ECDsa? key = certificate.GetECDsaPrivateKey(), known = certificate.GetECDsaPublicKey();
        if (key is null || known is null) return null;
        byte[] sample = certificate.GetCertHash();
        return known.VerifyData(sample, key.SignData(sample, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256);
    }
}
