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
    private readonly SecureString? token;
    private readonly CancellationTokenSource ended = new();
    private int disposed;

    internal FpxSession(FpxClientOptions options)
    {
        this.options = options;
        ApiVersion = Routes.RequireVersion(options.ApiVersion);
        BaseUri = ClientInput.RequireBaseUri(options.BaseUri);
        ClientInput.Check(options);
        Certificate = options.Certificate ?? throw new FpxInputException(
            FpxErrorCode.CertificateMissing, "A connection needs a client certificate.", "Certificate", "Name a certificate.");
        token = options.AccessToken?.Copy();
        TokenClaims? claims = ReadToken(static text => TokenClaims.Of(text));
        TokenExpiry = claims?.Expiry;
        Service = new ServiceConnection(new ServiceConnectionOptions(BaseUri, FpxProfile.Instance)
        {
            TimeProvider = options.TimeProvider,
            ClientCertificate = Certificate.Certificate,
            ClientCertificateChain = Certificate.Chain,
            TrustedAuthorities = options.TrustedAuthorities,
            Identity = claims?.User ?? Certificate.Thumbprint,
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

    internal FpxCertificate Certificate { get; }

    internal DateTimeOffset? TokenExpiry { get; }

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

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        ended.Cancel();
        Service.Dispose();
        token?.Dispose();
        Certificate.Dispose();
    }

    private IEnumerable<KeyValuePair<string, string>> Headers()
    {
        if (options.Origin is { Length: > 0 } origin) yield return new("Origin", origin);
        if (ReadToken(static text => "Bearer " + text) is { } authorization) yield return new("Authorization", authorization);
    }

    /// <summary>Shows the token to <paramref name="use"/> for as long as it takes; nothing here keeps it as plain text.</summary>
    private T? ReadToken<T>(Func<string, T?> use)
        where T : class
    {
        if (token is not { Length: > 0 } || Volatile.Read(ref disposed) != 0) return null;
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
