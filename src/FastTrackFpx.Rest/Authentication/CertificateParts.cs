using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>What was found where the user pointed: the certificate with its key, and the certificates between it and its authority.</summary>
internal sealed class CertificateParts : IDisposable
{
    /// <summary>Takes over <paramref name="certificate"/> and <paramref name="chain"/>: they are objects of our own making.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="chain">The others that came with it.</param>
    /// <param name="caller">The caller's object that <paramref name="certificate"/> is a copy of.</param>
    internal CertificateParts(X509Certificate2 certificate, IEnumerable<X509Certificate2>? chain = null, X509Certificate2? caller = null)
    {
        Certificate = certificate;
        Chain = chain?.ToArray() ?? [];
        Caller = caller;
    }

    internal X509Certificate2 Certificate { get; private set; }

    internal IReadOnlyList<X509Certificate2> Chain { get; }

    /// <summary>Whether we made the key in memory, as PEM text is read.</summary>
    internal bool IsKeyInMemory { get; set; }

    /// <summary>Held so that it is not finalised: on Windows its temporary key, which our copy uses, would go with it.</summary>
    internal X509Certificate2? Caller { get; }

    /// <summary>The best certificate of a file that has a key, with the others as its chain; null when none has a key.</summary>
    internal static CertificateParts? FromAll(IReadOnlyCollection<X509Certificate2> all, DateTimeOffset now)
    {
        X509Certificate2? best = CertificateCheck.BestFirst(all.Where(c => c.HasPrivateKey), now).FirstOrDefault();
        if (best is null)
            return null;
        var chain = new List<X509Certificate2>();
        foreach (X509Certificate2 other in all.Where(c => !ReferenceEquals(c, best)))
        {
            // Keys of other certificates are not ours to carry around; disposing of the object removes what the import made of them.
            if (other.HasPrivateKey)
                other.Dispose();
            else
                chain.Add(other);
        }
        return new CertificateParts(best, chain);
    }

    /// <summary>Moves a key that TLS would refuse on <paramref name="platform"/> to where it works.</summary>
    internal void MakeKeyUsable(KeyPlatform platform)
    {
        try
        {
            if (platform != KeyPlatform.Windows || (!IsKeyInMemory && !CertificateKeys.IsEphemeral(Certificate)))
                return;
            X509Certificate2 before = Certificate;
            Certificate = CertificateKeys.WithTemporaryKeySet(before, platform);
            before.Dispose();
        }
        catch (CryptographicException failure)
        {
            throw Caller is null ? CertificateCheck.NotUsable(Certificate, failure) : CertificateFault.KeyNotReadable(
                CertificateFault.Describe(Certificate),
                "it lives in memory only, where Windows does not let TLS use it, and it may not be exported",
                "Load the certificate without the EphemeralKeySet flag, or with the Exportable flag as well, or connect with the PFX file itself.",
                failure);
        }
    }

    public void Dispose()
    {
        Certificate.Dispose();
        foreach (X509Certificate2 link in Chain)
            link.Dispose();
    }
}
