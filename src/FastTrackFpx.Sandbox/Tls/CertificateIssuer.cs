using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Sandbox.Tls;

/// <summary>Signs certificates. The result has its private key and works for TLS on every platform.</summary>
internal static class CertificateIssuer
{
    public const string ServerUsage = "1.3.6.1.5.5.7.3.1";
    public const string ClientUsage = "1.3.6.1.5.5.7.3.2";

    private static readonly X500DistinguishedName AuthorityName = new("CN=FPX Sandbox Authority, O=FPX Sandbox");

    public static X509Certificate2 Authority(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(AuthorityName, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        // Starts early, so that it covers the expired certificates for tests.
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-400), now.AddDays(3650));
        return Usable(made);
    }

    public static X509Certificate2 Server(X509Certificate2 authority, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName("CN=localhost, O=FPX Sandbox"), key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        AddLeafExtensions(request, ServerUsage, authority);
        using X509Certificate2 made = Sign(request, authority, now.AddDays(-1), now.AddDays(397));
        using X509Certificate2 whole = made.CopyWithPrivateKey(key);
        return Usable(whole);
    }

    /// <summary>A client certificate.</summary>
    /// <param name="authority">The signer; null for a self-signed certificate.</param>
    /// <param name="name">Its common name.</param>
    /// <param name="usage">Its extended key usage, as an object identifier.</param>
    /// <param name="makeKey">Creates its RSA key; null for an elliptic curve.</param>
    /// <param name="from">When it becomes valid.</param>
    /// <param name="to">When it expires.</param>
    public static X509Certificate2 Caller(
        X509Certificate2? authority, string name, string usage, Func<RSA>? makeKey, DateTimeOffset from, DateTimeOffset to)
    {
        var subject = new X500DistinguishedName($"CN={name}, O=FPX Sandbox");
        if (makeKey is null)
        {
            using var curveKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var curve = new CertificateRequest(subject, curveKey, HashAlgorithmName.SHA256);
            using X509Certificate2 signed = SignCaller(curve, authority, X509SignatureGenerator.CreateForECDsa(curveKey), usage, from, to);
            using X509Certificate2 withKey = signed.CopyWithPrivateKey(curveKey);
            return Usable(withKey);
        }

        using RSA key = makeKey();
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var own = X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1);
        using X509Certificate2 made = SignCaller(request, authority, own, usage, from, to);
        using X509Certificate2 whole = made.CopyWithPrivateKey(key);
        return Usable(whole);
    }

    private static X509Certificate2 SignCaller(
        CertificateRequest request, X509Certificate2? authority, X509SignatureGenerator own, string usage, DateTimeOffset from,
        DateTimeOffset to)
    {
        AddLeafExtensions(request, usage, authority);
        return authority is null
            ? request.Create(request.SubjectName, own, from, to, SerialNumber())
            : Sign(request, authority, from, to);
    }

    private static void AddLeafExtensions(CertificateRequest request, string usage, X509Certificate2? authority)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (authority is null) return;
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
    }

    private static X509Certificate2 Sign(CertificateRequest request, X509Certificate2 authority, DateTimeOffset from, DateTimeOffset to)
    {
        using ECDsa key = authority.GetECDsaPrivateKey() ?? throw new CryptographicException("The authority has no private key.");
        return request.Create(authority.SubjectName, X509SignatureGenerator.CreateForECDsa(key), from, to, SerialNumber());
    }

    private static byte[] SerialNumber()
    {
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x01);
        return serial;
    }

    /// <summary>A copy that TLS accepts: Windows does not accept an in-memory key, but it accepts one from a PFX.</summary>
    internal static X509Certificate2 Usable(X509Certificate2 certificate) => !OperatingSystem.IsWindows()
        ? new X509Certificate2(certificate)
        : X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
}
