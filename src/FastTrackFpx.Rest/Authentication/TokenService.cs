using System.Text.Json;
using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>An OAuth 2.0 token endpoint as a service: its errors (RFC 6749, section 5.2) and its secrets.</summary>
internal sealed class TokenService(string service) : ServiceProfile(
    "The token endpoint of " + service, new PersonalFields(["username", "assertion", "code", "code_verifier"]))
{
    /// <summary>A client of the endpoint with the limits, proxy and authorities of another one.</summary>
    internal static RestClient Connect(Uri address, string service, RestClientOptions like) => new(
        new RestClientOptions(new Uri(address.GetLeftPart(UriPartial.Authority) + "/"), new TokenService(service))
        {
            TimeProvider = like.TimeProvider,
            TrustedAuthorities = like.TrustedAuthorities,
            Proxy = like.Proxy,
            ProxyCredential = like.ProxyCredential,
            RequestsPerMinute = like.RequestsPerMinute,
            RateLimitScope = like.RateLimitScope,
            RateLimitFolder = like.RateLimitFolder,
            MaxRetryCount = like.MaxRetryCount,
            AttemptTimeout = like.AttemptTimeout,
            TotalTimeout = like.TotalTimeout,
            Handler = like.Handler,
        });

    public override ServiceException ErrorOf(RestResponse response)
    {
        (string? code, string? description) = Read(response);
        return new ErrorResponse(response)
        {
            Code = code,
            Message = description,
            IsDocumented = code is not null,
            // Every error of this kind means that no token can be had with these credentials; services answer 400 as well.
            Status = code is "invalid_client" or "invalid_grant" or "unauthorized_client" or "invalid_scope" ? 401 : null,
            CredentialAction = code == "invalid_scope" ? "Check the scope, and connect again." : "Check client id and client secret, or user name and password, and connect again.",
        }.ToException();
    }

    /// <summary>A form holds the client's secret: nothing of it is shown.</summary>
    public override string RedactBody(string body, string path) => body.TrimStart().StartsWith("{", StringComparison.Ordinal) ? base.RedactBody(body, path) : PersonalFields.Mask;

    private static (string? Code, string? Description) Read(RestResponse response)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(response.Body);
            return (Text("error"), Text("error_description"));

            string? Text(string name) => JsonBody.Find(document.RootElement, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException)
        {
            return default;
        }
    }
}
