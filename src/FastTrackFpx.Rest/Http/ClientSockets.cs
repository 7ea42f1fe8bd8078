
namespace FastTrackFpx.Rest.Http;

/// <summary>
/// The sockets that were opened with one client certificate. Once another certificate has taken over they are retired: calls under way end
/// over them as they began, and the last one to end closes them.
/// </summary>
internal sealed class ClientSockets : IDisposable
{
    private readonly ClientCredential? _credential;
    private int _holders = 1;
    private int _closed;
    private int _answers;

    internal ClientSockets(RestClientOptions options, ClientCredential? credential)
    {
        _credential = credential;
        Trust = new ServerTrust(options.TrustedAuthorities);
        Client = new HttpClient(TransportHandler.Create(options, credential, Trust)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    internal bool IsClosed => Volatile.Read(ref _closed) != 0;

    internal HttpClient Client { get; }

    internal ServerTrust Trust { get; }

    /// <summary>When our certificate begins; null when we go without one.</summary>
    internal DateTimeOffset? CertificateBegin => _credential is null ? null : new DateTimeOffset(_credential.Certificate.NotBefore.ToUniversalTime());

    /// <summary>When our certificate ends; null when we go without one.</summary>
    internal DateTimeOffset? CertificateEnd => _credential is null ? null : new DateTimeOffset(_credential.Certificate.NotAfter.ToUniversalTime());

    /// <summary>
    /// Whether a connection that breaks off now looks like a refused certificate: we were content with the server, and it has never answered
    /// to this certificate.
    /// </summary>
    internal bool MayBeRefused => _credential is not null && Trust.HasAccepted && Volatile.Read(ref _answers) == 0;

    internal void CountAnswer() => Volatile.Write(ref _answers, 1);

    /// <summary>A call begins; to be followed by <see cref="Leave"/>. Not to be called once retired.</summary>
    internal void Enter() => Interlocked.Increment(ref _holders);

    /// <summary>A call has ended, or who owns the sockets opens no more calls over them.</summary>
    internal void Leave()
    {
        if (Interlocked.Decrement(ref _holders) == 0) Dispose();
    }

    /// <summary>Closes the sockets at once; calls under way fail.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0) return;
        Client.Dispose();
        _credential?.Dispose();
    }
}
