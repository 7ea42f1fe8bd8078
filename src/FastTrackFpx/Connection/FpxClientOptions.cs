using System.Security;

namespace FastTrackFpx.Connection;

/// <summary>Where to connect, with which credentials, and how long to try.</summary>
internal sealed class FpxClientOptions() : RestClientOptions(ProdUri, FpxProfile.Instance)
{
    internal static readonly Uri ProdUri = new("https://prod.partner.fttoolingapi.microsoft.com");

    internal static readonly Uri UatUri = new("https://uat.partner.fttoolingapi.microsoft.com");

    /// <summary>The service's documented limit.</summary>
    internal const int MostRequestsPerMinute = 600;

    /// <summary>No limit in practice, for a service on this machine.</summary>
    internal const int MostRequestsPerMinuteOnLoopback = 1_000_000;

    public string ApiVersion { get; set; } = "v1.2";
    public ClientCertificate? Certificate { get; set; }
    public SecureString? AccessToken { get; set; }
    /// <summary>Returns an end user's token: called if there is none, if the last one expires within two minutes, and once after a rejection.</summary>
    internal Func<CancellationToken, Task<AccessToken?>>? TokenProvider { get; set; }
    public string? Origin { get; set; }

    internal void Complete()
    {
        BaseUri = RequireBaseUri(BaseUri);
        // The count that processes share is a file, written for every request: it is for the service's own limit and not for measuring.
        bool isHere = BaseUri.IsLoopback && RateLimitScope == RateLimitScope.Process;
        int most = isHere ? MostRequestsPerMinuteOnLoopback : MostRequestsPerMinute;
        if (RequestsPerMinute < 1 || RequestsPerMinute > most)
        {
            throw Invalid(
                $"RequestsPerMinute is {RequestsPerMinute}; the range is 1 to {most}.", nameof(RequestsPerMinute), $"Pass a number from 1 to {most}.");
        }

        if (Origin is { } origin && origin.Any(c => c is <= ' ' or > '~'))
            throw Invalid("The origin contains characters that a header cannot carry.", "Origin",
                "Pass the origin as it is registered, for instance https://contoso.com.");
        if (Certificate is null)
            throw new InputException(ErrorCode.CertificateMissing, "A connection requires a client certificate.", "Certificate", "Pass a certificate.");
        Credential = Certificate.Credential;
        Authentication = BearerToken.Create(AccessToken, TokenProvider, TimeProvider);
        RequestIdHeader = "x-ms-client-request-id";
        Headers = Origin is { Length: > 0 } value ? [new("Origin", value)] : [];
    }

    /// <summary>Scheme, host and port of an address. A trailing <c>/ftop</c>, which users copy along, is accepted.</summary>
    internal static Uri RequireBaseUri(Uri uri)
    {
        if (!uri.IsAbsoluteUri || uri.Scheme != Uri.UriSchemeHttps)
            throw Invalid($"-BaseUri must be an https address, not '{uri}'.", "BaseUri", "For instance https://fpx.example.com.");
        string path = uri.AbsolutePath.Trim('/');
        bool isPlain = path.Length == 0 || (path + "/").StartsWith(Routes.Root + "/", StringComparison.OrdinalIgnoreCase);
        if (!isPlain || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
            throw Invalid($"The address of {uri.Authority} has more than scheme, host and port.", "BaseUri", "Pass the part before /ftop.");
        return new Uri(uri.GetLeftPart(UriPartial.Authority) + "/");
    }

    private static InputException Invalid(string message, string parameter, string action) => new(ErrorCode.InvalidInput, message, parameter, action);
}
