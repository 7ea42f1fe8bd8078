using System;
using System.Net.Http;
using System.Threading;

namespace FastTrackFpx.Client.Http;

/// <summary>
/// The sockets that were opened with one client certificate. Once another certificate has taken over they are retired: calls under way end
/// over them as they began, and the last one to end closes them.
/// </summary>
internal sealed class ClientSockets : IDisposable
{
    private readonly ClientCredential? credential;
    private int holders = 1;
    private int closed;
    private int answers;

    internal ClientSockets(ServiceConnectionOptions options, ClientCredential? credential)
    {
        this.credential = credential;
        Trust = new ServerTrust(options.TrustedAuthorities);
        Client = new HttpClient(TransportHandler.Create(options, credential, Trust)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    internal bool IsClosed => Volatile.Read(ref closed) != 0;

    internal HttpClient Client { get; }

    internal ServerTrust Trust { get; }

    /// <summary>When our certificate ends; null when we go without one.</summary>
    internal DateTimeOffset? CertificateEnd => credential is null ? null : new DateTimeOffset(credential.Certificate.NotAfter.ToUniversalTime());

    /// <summary>
    /// Whether a connection that breaks off now looks like a refused certificate: we were content with the server, and it has never answered
    /// to this certificate.
    /// </summary>
    internal bool MayBeRefused => credential is not null && Trust.HasAccepted && Volatile.Read(ref answers) == 0;

    internal void CountAnswer() => Volatile.Write(ref answers, 1);

    /// <summary>A call begins; to be followed by <see cref="Leave"/>. Not to be called once retired.</summary>
    internal void Enter() => Interlocked.Increment(ref holders);

    /// <summary>A call has ended, or who owns the sockets opens no more calls over them.</summary>
    internal void Leave()
    {
        if (Interlocked.Decrement(ref holders) == 0) Dispose();
    }

    /// <summary>Closes the sockets at once; calls under way fail.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref closed, 1) != 0) return;
        Client.Dispose();
        credential?.Dispose();
    }
}
