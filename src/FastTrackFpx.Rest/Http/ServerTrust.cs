using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Rest.Http;

/// <summary>Whether a server's certificate is trusted: by the system, or by the authorities that one connection brought along.</summary>
internal sealed class ServerTrust(X509Certificate2Collection? authorities)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly X509Certificate2Collection _authorities = authorities ?? [];

    /// <summary>Why the last certificate was rejected, as the end of a sentence; null if it was not.</summary>
    internal string? Problem { get; private set; }

    /// <summary>True if a server's certificate was ever accepted, so that a later failure has another cause.</summary>
    internal bool HasAccepted { get; private set; }

    internal bool Accepts(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Problem = errors == SslPolicyErrors.None ? null : Validate(certificate, chain, errors);
        HasAccepted |= Problem is null;
        return Problem is null;
    }

    private string? Validate(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || (errors & SslPolicyErrors.RemoteCertificateNotAvailable) != 0) return "it showed no certificate";
        var leaf = certificate as X509Certificate2 ?? new X509Certificate2(certificate);
        try
        {
            if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0) return $"its certificate is for another name ({leaf.Subject})";
            if (_authorities.Count > 0 && IsOfOurAuthorities(leaf, chain)) return null;
            return $"its certificate ({leaf.Subject}, issued by {leaf.Issuer}, valid until {leaf.NotAfter.ToUniversalTime():u}) {Describe(chain)}";
        }
        finally
        {
            if (!ReferenceEquals(leaf, certificate)) leaf.Dispose();
        }
    }

    private bool IsOfOurAuthorities(X509Certificate2 leaf, X509Chain? presented)
    {
        using var chain = new X509Chain();
        X509ChainPolicy policy = chain.ChainPolicy;
        // An authority of a test bench publishes no revocation list.
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (presented is not null)
        {
            foreach (X509ChainElement element in presented.ChainElements) policy.ExtraStore.Add(element.Certificate);
            policy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
        }
#if NET
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(_authorities);
        return chain.Build(leaf);
#else
        // .NET Framework has no custom trust: accept any root, and compare it afterwards.
        policy.ExtraStore.AddRange(_authorities);
        policy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        if (!chain.Build(leaf) || chain.ChainElements.Count == 0) return false;
        if (chain.ChainStatus.Any(status => (status.Status & X509ChainStatusFlags.PartialChain) != 0)) return false;
        X509Certificate2 root = chain.ChainElements[chain.ChainElements.Count - 1].Certificate;
        return _authorities.Cast<X509Certificate2>().Any(authority => authority.RawData.SequenceEqual(root.RawData));
#endif
    }

    private static string Describe(X509Chain? chain)
    {
        if (chain is null) return "is not trusted";
        IEnumerable<string> problems = chain.ChainStatus
            .Where(status => status.Status != X509ChainStatusFlags.NoError)
            .Select(status => status.Status switch
            {
                X509ChainStatusFlags.UntrustedRoot => "comes from an authority that is not trusted here",
                X509ChainStatusFlags.PartialChain => "comes from an authority that is not known here",
                X509ChainStatusFlags.NotTimeValid => "is outside its time",
                X509ChainStatusFlags.Revoked => "was revoked",
                X509ChainStatusFlags.NotValidForUsage => "is not meant for servers",
                _ => $"is not accepted ({status.Status})",
            })
            .Distinct();
        string text = string.Join(" and ", problems);
        return text.Length == 0 ? "is not trusted" : text;
    }
}
