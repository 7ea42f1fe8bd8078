using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Rest.Http;

/// <summary>Where a <see cref="RestClient"/> goes, as whom, and how patiently.</summary>
internal sealed class RestClientOptions
{
    internal RestClientOptions(Uri baseUri, ServiceProfile profile)
    {
        BaseUri = baseUri;
        Profile = profile;
    }

    /// <summary>Scheme, host and port; the only place calls ever go to.</summary>
    internal Uri BaseUri { get; }

    /// <summary>What is particular to the service.</summary>
    internal ServiceProfile Profile { get; }

    /// <summary>The clock of limiter, timeouts and waits.</summary>
    internal TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Who we are at first; null goes without a certificate. The connection disposes of it.</summary>
    internal ClientCredential? Credential { get; set; }

    /// <summary>Authorities trusted besides the system's.</summary>
    internal X509Certificate2Collection? TrustedAuthorities { get; set; }

    /// <summary>Calls in any 60 seconds.</summary>
    internal int RequestsPerMinute { get; set; } = 600;

    /// <summary>The folder in which this machine's processes keep to the limit together; null when each keeps to its own.</summary>
    internal string? MachineFolder { get; set; }

    /// <summary>Tries after the first.</summary>
    internal int MaxRetryCount { get; set; }

    /// <summary>Time for one try.</summary>
    internal TimeSpan AttemptTimeout { get; set; }

    /// <summary>Time for a call with all its tries and waits, those for the limiter excepted.</summary>
    internal TimeSpan TotalTimeout { get; set; }

    /// <summary>The token that the headers carry, where one may have to be renewed.</summary>
    internal IAccessToken? Token { get; set; }

    /// <summary>Headers of every call, made anew each time so that none is kept.</summary>
    internal Func<IEnumerable<KeyValuePair<string, string>>>? Headers { get; set; }
}
