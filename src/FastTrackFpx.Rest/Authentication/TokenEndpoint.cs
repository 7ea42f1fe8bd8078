namespace FastTrackFpx.Rest.Authentication;

/// <summary>How an OAuth 2.0 token is requested (RFC 6749): the grant and its parameters.</summary>
internal sealed record TokenGrant(string Type, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    internal static TokenGrant ClientCredentials(string? scope) => new("client_credentials", Scope(scope));

    internal static TokenGrant Password(NetworkCredential user, string? scope) =>
        new("password", [new("username", user.UserName), new("password", user.Password), .. Scope(scope)]);

    internal static TokenGrant Refresh(string refreshToken) => new("refresh_token", [new("refresh_token", refreshToken)]);

    internal static TokenGrant Code(string code, string redirectUri, string verifier) =>
        new("authorization_code", [new("code", code), new("redirect_uri", redirectUri), new("code_verifier", verifier)]);

    private static KeyValuePair<string, string>[] Scope(string? scope) => string.IsNullOrWhiteSpace(scope) ? [] : [new("scope", scope!)];
}

/// <summary>Requests tokens from an OAuth 2.0 token endpoint, and then uses the refresh tokens that it returns. They are kept in memory only.</summary>
internal sealed class TokenEndpoint(
    RestClient client, string path, TokenGrant grant, IReadOnlyList<KeyValuePair<string, string>>? clientParameters = null) : IDisposable
{
    private string? _refreshToken;

    internal async Task<AccessToken?> RequestAsync(CancellationToken cancellationToken)
    {
        if (_refreshToken is { } refresh)
        {
            try
            {
                return await RequestAsync(TokenGrant.Refresh(refresh), cancellationToken).ConfigureAwait(false);
            }
            catch (ServiceException rejected) when (rejected.StatusCode is 400 or 401)
            {
                // Refresh tokens expire too.
                _refreshToken = null;
            }
        }

        return await RequestAsync(grant, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => client.Dispose();

    private Task<AccessToken?> RequestAsync(TokenGrant next, CancellationToken cancellationToken)
    {
        IEnumerable<KeyValuePair<string, string>> form = [new("grant_type", next.Type), .. next.Parameters, .. clientParameters ?? []];
        string body = string.Join("&", form.Select(pair => $"{WebUtility.UrlEncode(pair.Key)}={WebUtility.UrlEncode(pair.Value)}"));
        var request = new RestRequest("POST", path)
        {
            Body = Encoding.UTF8.GetBytes(body),
            ContentType = "application/x-www-form-urlencoded",
            Accept = "application/json",
            // A second token for the same grant does no harm.
            IsRead = true,
        };
        return client.SendAsync(request, Read, cancellationToken);
    }

    private AccessToken? Read(RestResponse response)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(response.Body);
            JsonElement root = document.RootElement;
            if (JsonBody.Text(root, "access_token") is not { Length: > 0 } token) throw Unexpected(response, cause: null);
            _refreshToken = JsonBody.Text(root, "refresh_token") ?? _refreshToken;
            return new AccessToken(token, ExpiryOf(root));
        }
        catch (JsonException damage)
        {
            throw Unexpected(response, damage);
        }
    }

    private DateTimeOffset? ExpiryOf(JsonElement root)
    {
        if (!root.TryGetProperty("expires_in", out JsonElement value)) return null;
        // Some endpoints write the number as text.
        bool isNumber = value.ValueKind == JsonValueKind.Number ? value.TryGetDouble(out double seconds)
            : double.TryParse(value.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out seconds);
        return isNumber && seconds is > 0 and < int.MaxValue ? client.TimeProvider.GetUtcNow().AddSeconds(seconds) : null;
    }

    /// <summary>Without an excerpt: the body of a token response is a secret.</summary>
    private static ContentException Unexpected(RestResponse response, Exception? cause) => response.Failure(
        ErrorCode.ResponseUnexpected, "The token endpoint returned no access token.", "Check the address of the token endpoint, client id and scope.", cause);
}

/// <summary>An OAuth 2.0 token endpoint as a service: its errors (RFC 6749, section 5.2) and its secrets.</summary>
internal sealed class TokenService(string service) : ServiceProfile(
    "The token endpoint of " + service, new PersonalFields(["username", "assertion", "code", "code_verifier"]))
{
    /// <summary>A client of the endpoint with the limits, proxy and authorities of another one.</summary>
    internal static RestClient Connect(Uri address, string service, RestClientOptions like) =>
        new(like.For(new Uri(address.GetLeftPart(UriPartial.Authority) + "/"), new TokenService(service)));

    public override ServiceException ErrorOf(RestResponse response)
    {
        (string? code, string? description) = Read(response);
        return new ErrorResponse(response)
        {
            Code = code,
            Message = description,
            IsDocumented = code is not null,
            // Each of these means that the credentials get no token; services respond with 400 as well.
            Status = code is "invalid_client" or "invalid_grant" or "unauthorized_client" or "invalid_scope" ? 401 : null,
            CredentialAction = code == "invalid_scope"
                ? "Check the scope, and connect again."
                : "Check client id and client secret, or user name and password, and connect again.",
        }.ToException();
    }

    /// <summary>A form holds the client's secret: nothing of it is shown.</summary>
    public override string RedactBody(string body, string path) =>
        body.TrimStart().StartsWith("{", StringComparison.Ordinal) ? base.RedactBody(body, path) : PersonalFields.Mask;

    private static (string? Code, string? Description) Read(RestResponse response)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(response.Body);
            return (JsonBody.Text(document.RootElement, "error"), JsonBody.Text(document.RootElement, "error_description"));
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException)
        {
            return default;
        }
    }
}
