using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>Whether a certificate can authenticate a client, and which of several does it best.</summary>
/// <remarks>
/// The order is the one that spares a user the most steps: first what says that this is the wrong file (no key, another purpose),
/// then what only a new certificate mends (its dates), last what this machine can mend (access to the key).
/// </remarks>
internal static class CertificateCheck
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string AnyPurpose = "2.5.29.37.0";

    private const int AccessDenied = unchecked((int)0x80070005);
    private const int CryptoAccessDenied = unchecked((int)0x80090010);
    private const int KeySetMissing = unchecked((int)0x80090016);
    private const int AlgorithmNotOffered = unchecked((int)0x80090008);

    /// <summary>What can be told without touching the key.</summary>
    internal static void Properties(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (!certificate.HasPrivateKey)
            throw CertificateFault.NoPrivateKey(CertificateFault.Describe(certificate));
        if (WhyNotForClients(certificate) is { } reason)
            throw CertificateFault.NotForClients(certificate, reason);
        if (now > CertificateFault.Utc(certificate.NotAfter))
            throw CertificateFault.Expired(certificate, now);
        if (now < CertificateFault.Utc(certificate.NotBefore))
            throw CertificateFault.NotYetValid(certificate, now);
    }

    /// <summary>Signs with the private key and checks the signature with the public one: TLS will do the same.</summary>
    internal static void Key(X509Certificate2 certificate)
    {
        bool? matches;
        try
        {
            byte[] sample = certificate.GetCertHash();
            matches = RsaMatches(certificate, sample) ?? EcMatches(certificate, sample);
        }
        catch (CryptographicException failure) when (failure.HResult == AlgorithmNotOffered)
        {
            // An old Windows key provider that knows no SHA-256. TLS may still come to terms with it, so this is no reason to refuse.
            return;
        }
        catch (CryptographicException failure)
        {
            throw NotUsable(certificate, failure);
        }
        if (matches is null)
        {
            throw CertificateFault.KeyNotReadable(
                CertificateFault.Describe(certificate), "it is neither an RSA nor an EC key", "Use a certificate with an RSA or EC key.");
        }
        if (matches is false)
            throw CertificateFault.KeyOfAnother(CertificateFault.Describe(certificate));
    }

    internal static CertificateException NotUsable(X509Certificate2 certificate, CryptographicException failure)
    {
        string reason = failure.HResult is AccessDenied or CryptoAccessDenied or KeySetMissing
            ? "the system does not let this account use it"
            : $"the system says '{CertificateFault.Printable(failure.Message.TrimEnd('.', '\r', '\n'))}'";
        return CertificateFault.KeyNotReadable(
            CertificateFault.Describe(certificate),
            reason,
            "Run as the account that the certificate was installed for. For one in the machine's store, let an administrator grant this account "
                + "read access to the key (certlm.msc, All Tasks, Manage Private Keys). Otherwise load the PFX file instead.",
            failure);
    }

    /// <summary>Best first: meant for clients, valid now, ending last.</summary>
    internal static IEnumerable<X509Certificate2> BestFirst(IEnumerable<X509Certificate2> certificates, DateTimeOffset now) => certificates
        .OrderByDescending(c => WhyNotForClients(c) is null)
        .ThenByDescending(c => now >= CertificateFault.Utc(c.NotBefore) && now <= CertificateFault.Utc(c.NotAfter))
        .ThenByDescending(c => c.NotAfter);

    private static string? WhyNotForClients(X509Certificate2 certificate)
    {
        foreach (X509Extension extension in certificate.Extensions)
        {
            if (extension is X509EnhancedKeyUsageExtension purposes && Purposes(purposes) is { Count: > 0 } oids
                && !oids.Contains(ClientAuthentication) && !oids.Contains(AnyPurpose))
                return "its purposes are " + string.Join(", ", oids.Select(Named));
            if (extension is X509KeyUsageExtension usage && (usage.KeyUsages & X509KeyUsageFlags.DigitalSignature) == 0)
                return "its key may not make digital signatures";
        }
        return null;
    }

    private static List<string> Purposes(X509EnhancedKeyUsageExtension extension) =>
        extension.EnhancedKeyUsages.Cast<Oid>().Select(oid => oid.Value ?? string.Empty).ToList();

    private static string Named(string oid) => oid switch
    {
        "1.3.6.1.5.5.7.3.1" => "server authentication",
        "1.3.6.1.5.5.7.3.3" => "code signing",
        "1.3.6.1.5.5.7.3.4" => "e-mail protection",
        _ => oid,
    };

    private static bool? RsaMatches(X509Certificate2 certificate, byte[] sample)
    {
        using RSA? key = certificate.GetRSAPrivateKey();
        using RSA? known = certificate.GetRSAPublicKey();
        if (key is null || known is null)
            return null;
        byte[] signature = key.SignData(sample, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return known.VerifyData(sample, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static bool? EcMatches(X509Certificate2 certificate, byte[] sample)
    {
        using ECDsa? key = certificate.GetECDsaPrivateKey();
        using ECDsa? known = certificate.GetECDsaPublicKey();
        if (key is null || known is null)
            return null;
        byte[] signature = key.SignData(sample, HashAlgorithmName.SHA256);
        return known.VerifyData(sample, signature, HashAlgorithmName.SHA256);
    }
}
