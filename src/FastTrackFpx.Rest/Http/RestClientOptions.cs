using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Rest.Http;

/// <summary>Where a <see cref="RestClient"/> connects, with which credentials, and how long it tries.</summary>
public class RestClientOptions
{
    internal RestClientOptions(Uri baseUri, IService service)
    {
        BaseUri = baseUri;
        Service = service;
    }

    /// <summary>Scheme, host and port; the only place requests are sent to.</summary>
    public Uri BaseUri { get; set; }

    internal IService Service { get; private set; }

    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The first client certificate; null for none. The client disposes of it.</summary>
    internal ClientCredential? Credential { get; set; }

    public X509Certificate2Collection? TrustedAuthorities { get; set; }

    /// <summary>Credentials that are part of each request; null for none. The client disposes of it.</summary>
    internal IAuthentication? Authentication { get; set; }

    /// <summary>The request header that carries our id of the request; null sends none.</summary>
    internal string? RequestIdHeader { get; set; }

    internal IReadOnlyList<KeyValuePair<string, string>> Headers { get; set; } = [];

    public Uri? Proxy { get; set; }

    /// <summary>Credentials for the proxy; null for those of its address or of the system.</summary>
    public NetworkCredential? ProxyCredential { get; set; }

    public int RequestsPerMinute { get; set; } = 600;

    public RateLimitScope RateLimitScope { get; set; }

    /// <summary>The Redis server of the limit that machines share, as StackExchange.Redis writes it.</summary>
    public string? RedisConnection { get; set; }

    /// <summary>Another folder for the limit that processes share.</summary>
    internal string? RateLimitFolder { get; set; }

    public int MaxRetryCount { get; set; } = 7;

    /// <summary>Time for one attempt, from connecting to the end of the response.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Time for a request with all attempts and waits, those for permits and credentials excepted.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>In place of sockets; tests bring their own.</summary>
    internal Func<HttpMessageHandler>? Handler { get; set; }

    /// <summary>The permits that this process shares with others; null if it shares none.</summary>
    internal IPermitStore? OpenWiderPermits(string service) => RateLimitScope switch
    {
        RateLimitScope.Machine => new FilePermits(RateLimitFolder ?? FilePermits.DefaultFolder(), service, TimeProvider, AttemptTimeout),
        RateLimitScope.Redis => OpenRedisPermits(service),
        _ => null,
    };

    // A method by itself, so that the library of Redis is loaded only if it is used.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private IPermitStore OpenRedisPermits(string service) =>
#if NET
        new RedisPermits(RedisConnection!, service, TimeProvider, AttemptTimeout);
#else
        throw new InputException(
            ErrorCode.EditionNotSupported, "-RateLimitScope Redis requires PowerShell 7.4 or later. This is Windows PowerShell 5.1.", "RateLimitScope",
            "Run the command in PowerShell 7, or use -RateLimitScope Machine.");
#endif

    /// <summary>The same settings for another service, without credentials and headers.</summary>
    internal RestClientOptions For(Uri baseUri, IService service)
    {
        var copy = (RestClientOptions)MemberwiseClone();
        (copy.BaseUri, copy.Service, copy.Credential, copy.Authentication) = (baseUri, service, null, null);
        (copy.RequestIdHeader, copy.Headers) = (null, []);
        return copy;
    }
}
