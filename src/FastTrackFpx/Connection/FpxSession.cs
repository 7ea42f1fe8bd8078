using System.Collections.Concurrent;
using FastTrackFpx.Contacts;
using FastTrackFpx.Entitlements;
using FastTrackFpx.Lookups;
using FastTrackFpx.Referrals;
using FastTrackFpx.Rest.Authentication;
using FastTrackFpx.Rest.Changes;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Connection;

/// <summary>What all views of one connection share: sockets, limiter, caches, certificate and token.</summary>
internal sealed class FpxSession : IDisposable
{
    private readonly FpxClientOptions _options;
    private readonly SessionToken _token;
    private readonly CancellationTokenSource _ended = new();
    private readonly object _gate = new();
    private volatile FpxCertificate _certificate;
    private int _disposed;

    internal FpxSession(FpxClientOptions options)
    {
        _options = options;
        ApiVersion = Routes.RequireVersion(options.ApiVersion);
        BaseUri = ClientInput.RequireBaseUri(options.BaseUri);
        ClientInput.Check(options);
        _certificate = options.Certificate ?? throw new InputException(
            FpxErrorCode.CertificateMissing, "A connection needs a client certificate.", "Certificate", "Name a certificate.");
        _token = new SessionToken(options.AccessToken, options.TokenProvider, options.TimeProvider, _ended.Token);
        Service = new RestClient(new RestClientOptions(BaseUri, FpxProfile.Instance)
        {
            TimeProvider = options.TimeProvider,
            Credential = Credential(_certificate),
            TrustedAuthorities = options.TrustedAuthorities,
            RequestsPerMinute = options.RequestsPerMinute,
            MachineFolder = options.RateLimitScope == FpxRateLimitScope.Machine ? options.RateLimitFolder ?? MachinePermitFile.DefaultFolder() : null,
            MaxRetryCount = options.MaxRetryCount,
            AttemptTimeout = options.AttemptTimeout,
            TotalTimeout = options.TotalTimeout,
            Token = _token.IsUsed ? _token : null,
            Headers = Headers,
        });
        Lookups = new LookupCache(options.TimeProvider, _ended.Token);
    }

    internal Uri BaseUri { get; }

    internal string ApiVersion { get; }

    internal FpxCertificate Certificate => _certificate;

    internal DateTimeOffset? TokenExpiry => _token.Expiry;

    internal FpxRateLimitScope RateLimitScope => _options.RateLimitScope;

    internal int RequestsPerMinute => _options.RequestsPerMinute;

    internal int MaxRetryCount => _options.MaxRetryCount;

    internal TimeSpan AttemptTimeout => _options.AttemptTimeout;

    internal TimeProvider TimeProvider => _options.TimeProvider;

    internal RestClient Service { get; }

    internal LookupCache Lookups { get; }

    internal KnownServices KnownServices { get; } = new();

    internal KnownContacts KnownContacts { get; } = new();

    /// <summary>What this session knows of its own creates.</summary>
    internal PendingWrites Pending { get; } = new();

    /// <summary>The spelling of a referral's fields that the service has taken, where it was not the recommended one.</summary>
    internal ReferralSpelling? ReferralSpelling { get; set; }

    /// <summary>Which of several documented ways has worked: a 404 is not asked for twice.</summary>
    internal ConcurrentDictionary<string, string> Remembered => Service.Remembered;

    /// <summary>Goes on with another certificate; the former one is released as soon as no call needs it.</summary>
    /// <exception cref="RestException"><see cref="FpxErrorCode.NotConnected"/>; the certificate stays the caller's then.</exception>
    internal void Replace(FpxCertificate next)
    {
        FpxCertificate former;
        lock (_gate)
        {
            former = _certificate;
            if (ReferenceEquals(former, next)) return;
            if (!Service.TryReplace(Credential(next))) throw CertificateFault.Ended();
            _certificate = next;
        }

        former.Dispose();
    }

    /// <summary>Sockets of their own for a certificate that is to be tried.</summary>
    internal ClientSockets Open(FpxCertificate other) => Service.Open(Credential(other));

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

        _token.Dispose();
    }

    private static ClientCredential Credential(FpxCertificate certificate) => new(certificate.Certificate, certificate.Chain, certificate.Borrow());

    private IEnumerable<KeyValuePair<string, string>> Headers()
    {
        if (_options.Origin is { Length: > 0 } origin) yield return new("Origin", origin);
        if (_token.Show(static text => "Bearer " + text) is { } authorization) yield return new("Authorization", authorization);
    }
}
