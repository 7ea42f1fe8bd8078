using System.Security;
using System.Security.Cryptography.X509Certificates;
using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.Connection;

/// <summary>Where to connect, as whom, and how patiently.</summary>
public sealed class FpxClientOptions
{
    /// <summary>Microsoft's production service.</summary>
    public static readonly Uri ProdUri = new("https://prod.partner.fttoolingapi.microsoft.com");

    /// <summary>Microsoft's user acceptance test service.</summary>
    public static readonly Uri UatUri = new("https://uat.partner.fttoolingapi.microsoft.com");

    /// <summary>The service's limit: calls in a minute of all that use a certificate.</summary>
    public const int MostRequestsPerMinute = 600;

    /// <summary>As good as none, for a service on this machine.</summary>
    public const int MostRequestsPerMinuteOnLoopback = 1_000_000;

    /// <summary>The part of every address before <c>/ftop</c>.</summary>
    public Uri BaseUri { get; set; } = ProdUri;

    /// <summary>v1, v1.1 or v1.2.</summary>
    public string ApiVersion { get; set; } = "v1.2";

    /// <summary>The client certificate that goes with every call. The client disposes of it.</summary>
    public FpxCertificate? Certificate { get; set; }

    /// <summary>Authorities that are trusted besides the system's, for this connection alone.</summary>
    public X509Certificate2Collection? TrustedAuthorities { get; set; }

    /// <summary>An end user's token, sent as a bearer token.</summary>
    public SecureString? AccessToken { get; set; }

    /// <summary>
    /// Gives an end user's token: asked when there is none, when the last one ends within two minutes, and when the service has refused it (401),
    /// then once for each call. Calls that need one at the same time share one answer, of which the client takes a copy. What it throws, and an
    /// empty answer, become <see cref="FpxErrorCode.TokenProviderFailed"/>. Its token is cancelled when the session ends.
    /// </summary>
    public Func<CancellationToken, Task<SecureString?>>? TokenProvider { get; set; }

    /// <summary>The value of the Origin header, where one is registered with the service.</summary>
    public string? Origin { get; set; }

    /// <summary>
    /// Calls in any 60 seconds, 1 to <see cref="MostRequestsPerMinute"/>; up to <see cref="MostRequestsPerMinuteOnLoopback"/> to this machine, where
    /// the sandbox may have been started without a limit.
    /// </summary>
    public int RequestsPerMinute { get; set; } = MostRequestsPerMinute;

    /// <summary>
    /// Who keeps to <see cref="RequestsPerMinute"/> together: this process, or all processes of this machine and user that ask for it. The latter
    /// keep count in a file of the user's application data; where it cannot be used, <see cref="FpxErrorCode.RateLimitUnavailable"/>.
    /// </summary>
    public FpxRateLimitScope RateLimitScope { get; set; }

    /// <summary>Another folder for that file.</summary>
    internal string? RateLimitFolder { get; set; }

    /// <summary>How often a call is repeated after its first try, 0 to 10. Seven repeats outlast a service that is away for a minute.</summary>
    public int MaxRetryCount { get; set; } = 7;

    /// <summary>Time for one try.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Time for a call with all its tries, waiting for the limiter not counted.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The clock; tests bring their own.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
