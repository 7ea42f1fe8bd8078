using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Rest.Http;

/// <summary>Who we are in TLS, held for as long as sockets need it.</summary>
internal sealed class ClientCredential : IDisposable
{
    private readonly IDisposable? _loan;

    /// <param name="certificate">Our certificate with its key.</param>
    /// <param name="chain">Certificates between ours and its root, which a service may need to see.</param>
    /// <param name="loan">Given back when no socket can need the certificate any more.</param>
    internal ClientCredential(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> chain, IDisposable? loan = null)
    {
        Certificate = certificate;
        Chain = chain;
        _loan = loan;
    }

    internal X509Certificate2 Certificate { get; }

    internal IReadOnlyList<X509Certificate2> Chain { get; }

    /// <inheritdoc/>
    public void Dispose() => _loan?.Dispose();
}
