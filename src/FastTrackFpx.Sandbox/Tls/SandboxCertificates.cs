using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.Tls;

namespace FastTrackFpx.Sandbox;

/// <summary>
/// The sandbox's own authority and the certificates it signed. Created at the first start, kept in the state folder with keys that only
/// their user can read, used again at later starts, and renewed when they have expired.
/// </summary>
public sealed class SandboxCertificates : IDisposable
{
    private const int KeyBits = 2048;

    private static readonly Lazy<RSAParameters> TemporaryKey = new(() =>
    {
        using var key = RSA.Create(KeyBits);
        return key.ExportParameters(true);
    });

    private readonly string _folder;
    private readonly X509Certificate2 _authority;
    private readonly Func<RSA> _makeKey;
    private volatile X509Certificate2 _server;

    private SandboxCertificates(string folder, bool temporary, DateTimeOffset now)
    {
        _folder = folder;
        // Creating an RSA key takes longer than the rest of a start. Temporary sandboxes share one.
        _makeKey = temporary ? () => RSA.Create(TemporaryKey.Value) : () => RSA.Create(KeyBits);
        _authority = Load("authority", now) ?? Keep("authority", CertificateIssuer.Authority(now));
        _server = LoadSigned("server", now) ?? Keep("server", CertificateIssuer.Server(_authority, now));
        using X509Certificate2? client = File.Exists(ClientCertificatePath) ? LoadSigned("client", now) : null;
        if (client is null) CreateClient(now);
    }

    /// <summary>The authority's certificate, PEM. A client has to trust it.</summary>
    public string AuthorityPath => Path.Combine(_folder, "authority.pem");

    /// <summary>The client certificate with its key, PFX without a password.</summary>
    public string ClientCertificatePath => Path.Combine(_folder, "client.pfx");

    /// <summary>The same client certificate without its key, PEM.</summary>
    public string ClientPemPath => Path.Combine(_folder, "client.pem");

    /// <summary>The key of the client certificate, PEM (PKCS #8).</summary>
    public string ClientKeyPath => Path.Combine(_folder, "client.key");

    internal X509Certificate2 Server => _server;

    /// <summary>Replaces the server certificate; open connections keep theirs.</summary>
    /// <param name="trusted">True for a certificate of the sandbox's authority; false for one of another authority with the same name,
    /// which no client should accept.</param>
    public void SwapServerCertificate(bool trusted = true)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2? stranger = trusted ? null : CertificateIssuer.Authority(now);
        // The previous one is left to the garbage collector, because a handshake may be using it.
        _server = CertificateIssuer.Server(stranger ?? _authority, now);
    }

    /// <summary>A certificate of that kind with its private key, newly signed. The caller disposes it.</summary>
    public X509Certificate2 Issue(CertificateKind kind) => Issue(kind, DateTimeOffset.UtcNow);

    /// <summary>A new certificate of that kind as the content of a PFX file.</summary>
    /// <param name="kind">Which certificate.</param>
    /// <param name="password">The file's password; null for none.</param>
    public byte[] IssuePfx(CertificateKind kind, string? password = null)
    {
        using X509Certificate2 certificate = Issue(kind);
        return certificate.Export(X509ContentType.Pfx, password);
    }

    /// <summary>A new certificate of that kind as PEM texts.</summary>
    public (string Certificate, string Key) IssuePem(CertificateKind kind)
    {
        using X509Certificate2 certificate = Issue(kind);
        return (certificate.ExportCertificatePem(), KeyPem(certificate));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server.Dispose();
        _authority.Dispose();
    }

    internal static SandboxCertificates Open(StateFolderPaths state, bool temporary)
    {
        try
        {
            return new SandboxCertificates(state.Certificates, temporary, DateTimeOffset.UtcNow);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SandboxStartException(
                $"The certificates in '{state.Certificates}' cannot be used ({StateFolder.FirstLine(e)}). "
                + "Delete that folder to create new ones.", e);
        }
    }

    internal ClientCertificateCheck ClientCheck() => new(_authority);

    private X509Certificate2 Issue(CertificateKind kind, DateTimeOffset now)
    {
        const string name = "Sandbox Partner";
        (DateTimeOffset from, DateTimeOffset to) = kind switch
        {
            CertificateKind.Expired => (now.AddDays(-130), now.AddDays(-10)),
            CertificateKind.NotYetValid => (now.AddDays(10), now.AddDays(130)),
            CertificateKind.EndsIn10Days => (now.AddDays(-110), now.AddDays(10)),
            _ => (now.AddDays(-1), now.AddDays(119)),
        };
        using X509Certificate2? stranger = kind == CertificateKind.UnknownAuthority ? CertificateIssuer.Authority(now) : null;
        X509Certificate2? authority = kind == CertificateKind.SelfSigned ? null : stranger ?? _authority;
        string usage = kind == CertificateKind.ServerOnly ? CertificateIssuer.ServerUsage : CertificateIssuer.ClientUsage;
        return CertificateIssuer.Caller(authority, name, usage, kind == CertificateKind.EllipticCurveClient ? null : _makeKey, from, to);
    }

    private X509Certificate2? LoadSigned(string name, DateTimeOffset now)
    {
        X509Certificate2? found = Load(name, now);
        if (found is null || IsSignedByUs(found)) return found;
        found.Dispose();
        return null;
    }

    // Null if there is none, or if it expires within a day: it must not expire during a session.
    private X509Certificate2? Load(string name, DateTimeOffset now)
    {
        string certificatePath = Path.Combine(_folder, name + ".pem");
        string keyPath = Path.Combine(_folder, name + ".key");
        if (!File.Exists(certificatePath) || !File.Exists(keyPath)) return null;
        using X509Certificate2 read = X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
        bool isValid = now >= read.NotBefore && now <= new DateTimeOffset(read.NotAfter).AddDays(-1);
        return isValid ? CertificateIssuer.Usable(read) : null;
    }

    private bool IsSignedByUs(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate);
    }

    private X509Certificate2 Keep(string name, X509Certificate2 certificate)
    {
        PrivateFile.Write(Path.Combine(_folder, name + ".key"), KeyPem(certificate));
        PrivateFile.Write(Path.Combine(_folder, name + ".pem"), certificate.ExportCertificatePem() + "\n");
        return certificate;
    }

    private void CreateClient(DateTimeOffset now)
    {
        // The PFX file is written last, so that its presence shows that the three files belong together.
        File.Delete(ClientCertificatePath);
        using X509Certificate2 client = Keep("client", Issue(CertificateKind.Client, now));
        PrivateFile.Write(ClientCertificatePath, client.Export(X509ContentType.Pfx));
    }

    private static string KeyPem(X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm key = certificate.GetRSAPrivateKey() ?? (AsymmetricAlgorithm?)certificate.GetECDsaPrivateKey()
            ?? throw new CryptographicException("The certificate has no private key.");
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }
}
