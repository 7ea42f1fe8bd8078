using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Sandbox.Tls;

/// <summary>Accepts certificates that our authority signed, that are valid now, and that are for client authentication.</summary>
internal sealed class ClientCertificateCheck(X509Certificate2 authority)
{
    private static readonly Oid ClientUsage = new(CertificateIssuer.ClientUsage);

    public bool Accepts(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(ClientUsage);
        // The machine's clock on purpose: the caller's TLS stack uses it too.
        chain.ChainPolicy.VerificationTime = DateTime.Now;
        return chain.Build(certificate);
    }
}
