using System.Collections.Concurrent;
using FastTrackFpx.Contacts;
using FastTrackFpx.Entitlements;
using FastTrackFpx.Lookups;
using FastTrackFpx.Referrals;
using FastTrackFpx.Rest.Authentication;
using FastTrackFpx.Rest.Changes;
using FastTrackFpx.Rest.Http;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Connection;

/// <summary>What all views of one connection share: sockets, limiter, caches, certificate and token.</summary>
internal sealed class FpxSession : IDisposable
{
    private readonly FpxClientOptions _options;
    private readonly CancellationTokenSource _ended = new();
    private readonly object _gate = new();
    private volatile ClientCertificate _certificate;
    private int _disposed;

    internal FpxSession(FpxClientOptions options)
    {
        _options = options;
        ApiVersion = Routes.RequireVersion(options.ApiVersion);
        options.Complete();
        _certificate = options.Certificate!;
        Service = new RestClient(options);
        Lookups = new LookupCache(options.TimeProvider, _ended.Token);
    }

    internal Uri BaseUri => _options.BaseUri;

    internal string ApiVersion { get; }

    internal ClientCertificate Certificate => _certificate;

    internal DateTimeOffset? TokenExpiry => Service.Authentication?.Expiry;

    internal RateLimitScope RateLimitScope => _options.RateLimitScope;

    internal int RequestsPerMinute => _options.RequestsPerMinute;

    internal int MaxRetryCount => _options.MaxRetryCount;

    internal TimeSpan AttemptTimeout => _options.AttemptTimeout;

    internal TimeProvider TimeProvider => _options.TimeProvider;

    internal RestClient Service { get; }

    internal LookupCache Lookups { get; }

    internal KnownServices KnownServices { get; } = new();

    internal KnownContacts KnownContacts { get; } = new();

    internal KnownTenants KnownTenants { get; } = new();

    /// <summary>What this session knows of its own creates.</summary>
    internal PendingWrites Pending { get; } = new();

    /// <summary>The spelling of a referral's fields that the service has taken, where it was not the recommended one.</summary>
    internal ReferralSpelling? ReferralSpelling { get; set; }

    /// <summary>Which of several documented ways has worked: a 404 is not asked for twice.</summary>
    internal ConcurrentDictionary<string, string> Remembered => Service.Remembered;

    /// <summary>Goes on with another certificate; the former one is released as soon as no call needs it.</summary>
    /// <exception cref="RestException"><see cref="FpxErrorCode.NotConnected"/>; the certificate stays the caller's then.</exception>
    internal void Replace(ClientCertificate next)
    {
        ClientCertificate former;
        lock (_gate)
        {
            former = _certificate;
            if (ReferenceEquals(former, next)) return;
            if (!Service.TryReplace(next.ToCredential())) throw CertificateFault.Disconnected();
            _certificate = next;
        }

        former.Dispose();
    }

    /// <summary>Sockets of their own for a certificate that is to be tried.</summary>
    internal SocketPool Open(ClientCertificate other) => Service.OpenSockets(other.ToCredential());

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _ended.Cancel();
        lock (_gate)
        {
            Service.Dispose();
            _certificate.Dispose();
        }
    }
}
