using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Security;
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
    private readonly object tokenGate = new();
    private SecureString? token;
    private DateTimeOffset? tokenExpiry;
    private readonly CancellationTokenSource ended = new();
    private readonly object gate = new();
    private readonly string? user;
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
        token = options.AccessToken?.Copy();
        TokenClaims? claims = ReadToken(static text => TokenClaims.Of(text));
        tokenExpiry = claims?.Expiry;
        user = claims?.User;
        Service = new ServiceConnection(new ServiceConnectionOptions(BaseUri, FpxProfile.Instance)
        {
            TimeProvider = options.TimeProvider,
            Credential = Credential(certificate),
            TrustedAuthorities = options.TrustedAuthorities,
            Identity = IdentityWith(certificate),
            RequestsPerMinute = options.RequestsPerMinute,
            MaxRetryCount = options.MaxRetryCount,
            AttemptTimeout = options.AttemptTimeout,
            TotalTimeout = options.TotalTimeout,
            Headers = Headers,
        });
        Lookups = new LookupCache(options.TimeProvider, ended.Token);
    }

    internal Uri BaseUri { get; }

    internal string ApiVersion { get; }

    internal FpxCertificate Certificate => certificate;

    internal DateTimeOffset? TokenExpiry
    {
        get
        {
            lock (tokenGate) return tokenExpiry;
        }
    }

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

    /// <summary>Goes on with another end-user token; calls that are under way keep the former one.</summary>
    internal void Replace(SecureString next)
    {
        SecureString? former;
        lock (tokenGate)
        {
            if (Volatile.Read(ref disposed) != 0) return;
            former = token;
            token = next.Copy();
            tokenExpiry = ReadToken(static text => TokenClaims.Of(text))?.Expiry;
        }

        former?.Dispose();
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

        lock (tokenGate) token?.Dispose();
    }

    private static ClientCredential Credential(FpxCertificate certificate) => new(certificate.Certificate, certificate.Chain, certificate.Borrow());

    /// <summary>Who the service's own limiter takes us for: the user where it knows one, else the certificate.</summary>
    private string IdentityWith(FpxCertificate certificate) => user ?? certificate.Thumbprint;

    private IEnumerable<KeyValuePair<string, string>> Headers()
    {
        if (options.Origin is { Length: > 0 } origin) yield return new("Origin", origin);
        if (ReadToken(static text => "Bearer " + text) is { } authorization) yield return new("Authorization", authorization);
    }

    /// <summary>Shows the token to <paramref name="use"/> for as long as it takes; nothing here keeps it as plain text.</summary>
    private T? ReadToken<T>(Func<string, T?> use)
        where T : class
    {
        lock (tokenGate)
        {
            if (Volatile.Read(ref disposed) != 0 || token is not { Length: > 0 }) return null;
            IntPtr text = Marshal.SecureStringToGlobalAllocUnicode(token);
            try
            {
                return use(Marshal.PtrToStringUni(text)!);
            }
            finally
            {
                Marshal.ZeroFreeGlobalAllocUnicode(text);
            }
        }
    }
}
