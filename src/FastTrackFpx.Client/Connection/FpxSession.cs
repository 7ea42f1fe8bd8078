using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using FastTrackFpx.Client.Changes;
using FastTrackFpx.Client.Entitlements;
using FastTrackFpx.Client.Http;
using FastTrackFpx.Client.Lookups;
using FastTrackFpx.Client.Referrals;

namespace FastTrackFpx.Client.Connection;

/// <summary>What all views of one connection share: sockets, limiter, caches, certificate and token.</summary>
internal sealed class FpxSession : IDisposable
{
    private readonly FpxClientOptions options;
    private readonly SessionToken token;
    private readonly CancellationTokenSource ended = new();
    private readonly object gate = new();
    private volatile FpxCertificate certificate;
    private int disposed;

    internal FpxSession(FpxClientOptions options)
    {
        this.options = options;
        ApiVersion = Routes.RequireVersion(options.ApiVersion);
        BaseUri = ClientInput.RequireBaseUri(options.BaseUri);
        ClientInput.Check(options);
        certificate = options.Certificate ?? throw new FpxInputException(
            FpxErrorCode.CertificateMissing, "A connection needs a client certificate.", "Certificate", "Name a certificate.");
        token = new SessionToken(options.AccessToken, options.TokenProvider, options.TimeProvider, ended.Token);
        Service = new ServiceConnection(new ServiceConnectionOptions(BaseUri, FpxProfile.Instance)
        {
            TimeProvider = options.TimeProvider,
            Credential = Credential(certificate),
            TrustedAuthorities = options.TrustedAuthorities,
            Identity = IdentityWith(certificate),
            RequestsPerMinute = options.RequestsPerMinute,
            MachineFolder = options.RateLimitScope == FpxRateLimitScope.Machine ? options.RateLimitFolder ?? MachineBudgetFile.DefaultFolder() : null,
            MaxRetryCount = options.MaxRetryCount,
            AttemptTimeout = options.AttemptTimeout,
            TotalTimeout = options.TotalTimeout,
            Token = token.IsUsed ? token : null,
            Headers = Headers,
        });
        token.Changed = () => Service.KnowAs(IdentityWith(certificate));
        Lookups = new LookupCache(options.TimeProvider, ended.Token);
    }

    internal Uri BaseUri { get; }

    internal string ApiVersion { get; }

    internal FpxCertificate Certificate => certificate;

    internal DateTimeOffset? TokenExpiry => token.Expiry;

    internal FpxRateLimitScope RateLimitScope => options.RateLimitScope;

    internal int RequestsPerMinute => options.RequestsPerMinute;

    internal int MaxRetryCount => options.MaxRetryCount;

    internal TimeSpan AttemptTimeout => options.AttemptTimeout;

    internal TimeProvider TimeProvider => options.TimeProvider;

    internal ServiceConnection Service { get; }

    internal LookupCache Lookups { get; }

    internal KnownServices KnownServices { get; } = new();

    /// <summary>What this session's writes have made.</summary>
    internal SentWrites Sent { get; } = new();

    /// <summary>The spelling of a referral's fields that the service has taken, where it was not the recommended one.</summary>
    internal ReferralSpelling? ReferralSpelling { get; set; }

    /// <summary>Which of several documented ways has worked: a 404 is not asked for twice.</summary>
    internal ConcurrentDictionary<string, string> Remembered { get; } = new(StringComparer.Ordinal);

    /// <summary>Goes on with another certificate; the former one is released as soon as no call needs it.</summary>
    /// <exception cref="FpxException"><see cref="FpxErrorCode.NotConnected"/>; the certificate stays the caller's then.</exception>
    internal void Replace(FpxCertificate next)
    {
        FpxCertificate former;
        lock (gate)
        {
            former = certificate;
            if (ReferenceEquals(former, next)) return;
            if (!Service.TryReplace(Credential(next), IdentityWith(next))) throw FpxCertificateFault.Ended();
            certificate = next;
        }

        former.Dispose();
    }

    /// <summary>Sockets of their own for a certificate that is to be tried.</summary>
    internal ClientSockets Open(FpxCertificate other) => Service.Open(Credential(other));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        ended.Cancel();
        lock (gate)
        {
            Service.Dispose();
            certificate.Dispose();
        }

        token.Dispose();
    }

    private static ClientCredential Credential(FpxCertificate certificate) => new(certificate.Certificate, certificate.Chain, certificate.Borrow());

    /// <summary>Who the service's own limiter takes us for: the user where it knows one, else the certificate.</summary>
    private string IdentityWith(FpxCertificate certificate) => token.User ?? certificate.Thumbprint;

    private IEnumerable<KeyValuePair<string, string>> Headers()
    {
        if (options.Origin is { Length: > 0 } origin) yield return new("Origin", origin);
        if (token.Show(static text => "Bearer " + text) is { } authorization) yield return new("Authorization", authorization);
    }
}
