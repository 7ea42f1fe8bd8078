namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>Certificates of every kind that tests need, made on the spot. Elliptic curves by default: they cost a millisecond.</summary>
internal static class TestCertificates
{
    internal const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    internal const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    internal static readonly DateTimeOffset Now = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<X509Certificate2> SharedAuthority = new(() => NewAuthority("CN=Test authority"));

    /// <summary>The authority that issues everything unless another is given. Shared: not to be disposed of.</summary>
    internal static X509Certificate2 Authority => SharedAuthority.Value;

    internal static X509Certificate2 NewAuthority(string subject, X509Certificate2? issuer = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        if (issuer is null)
            return request.CreateSelfSigned(Now.AddYears(-20), Now.AddYears(20));
        using X509Certificate2 bare = request.Create(issuer, Now.AddYears(-10), Now.AddYears(10), SerialNumber());
        return bare.CopyWithPrivateKey(key);
    }

    internal static X509Certificate2 Client(string subject = "CN=Contoso FRP", bool rsa = false) => Issue(subject, [ClientAuthentication], rsa: rsa);

    internal static X509Certificate2 Server(X509Certificate2? issuer = null, string name = "localhost")
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost") names.AddIpAddress(IPAddress.Loopback);
        return Issue($"CN={name}", [ServerAuthentication], issuer: issuer, extension: names.Build());
    }

    /// <summary>The same for a connection: Schannel cannot use a key that lives in memory alone.</summary>
    internal static X509Certificate2 Stored(this X509Certificate2 made)
    {
        using (made) return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }

    /// <summary>A certificate in all detail. Without <paramref name="notBefore"/> and <paramref name="notAfter"/> it is valid now, by any clock of this century.</summary>
    internal static X509Certificate2 Issue(
        string subject,
        string[]? purposes = null,
        X509KeyUsageFlags? usage = null,
        DateTimeOffset? notBefore = null,
        DateTimeOffset? notAfter = null,
        bool rsa = false,
        X509Certificate2? issuer = null,
        X509Extension? extension = null)
    {
        using AsymmetricAlgorithm key = rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = key is RSA rsaKey
            ? new(subject, rsaKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : new(subject, (ECDsa)key, HashAlgorithmName.SHA256);
        if (purposes is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. purposes.Select(p => new Oid(p))], false));
        if (usage is not null)
            request.CertificateExtensions.Add(new X509KeyUsageExtension(usage.Value, true));
        if (extension is not null)
            request.CertificateExtensions.Add(extension);
        issuer ??= Authority;
        using ECDsa signer = issuer.GetECDsaPrivateKey()!;
        using X509Certificate2 bare = request.Create(
            issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(signer), notBefore ?? Now.AddYears(-2), notAfter ?? Now.AddYears(9), SerialNumber());
        return key is RSA own ? bare.CopyWithPrivateKey(own) : bare.CopyWithPrivateKey((ECDsa)key);
    }

    internal static X509Certificate2 Bare(X509Certificate2 certificate) => X509CertificateLoader.LoadCertificate(certificate.RawData);

    internal static byte[] Pfx(string? password, params X509Certificate2[] certificates) =>
        new X509Certificate2Collection(certificates).Export(X509ContentType.Pfx, password)!;

    /// <summary>The key as PKCS#8 in PEM, under a password if one is given.</summary>
    internal static string KeyPem(X509Certificate2 certificate, string? password = null)
    {
        using AsymmetricAlgorithm key = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey()!;
        return password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2000));
    }

    private static byte[] SerialNumber()
    {
        byte[] serial = RandomNumberGenerator.GetBytes(12);
        serial[0] = (byte)(serial[0] & 0x7F | 0x01);
        return serial;
    }
}
