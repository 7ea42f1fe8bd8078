using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.AppDirect.Access;

/// <summary>Issues tokens: for a client, for a user with a password, for a code from the browser, and for a refresh token.</summary>
internal sealed class TokenEndpoint
{
    public const string TokenPath = "/oauth2/token";
    public const string AuthorizePath = "/oauth2/authorize";
    public const string ClientId = "sandbox-client";
    public const string ProductClientId = "sandbox-product";

    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(30);

    private readonly string _clientSecret;
    private readonly string _password;
    private readonly Func<string, string> _companyId;
    private readonly SessionStore<Caller> _tokens;
    private readonly SessionStore<Caller> _refreshTokens;
    private readonly SessionStore<Code> _codes;

    /// <param name="context">The service's context.</param>
    /// <param name="clientSecret">The secret of the clients.</param>
    /// <param name="password">The password of the users.</param>
    /// <param name="companyId">The id of a special company by its name.</param>
    public TokenEndpoint(ServiceContext context, string clientSecret, string password, Func<string, string> companyId)
    {
        (_clientSecret, _password, _companyId) = (clientSecret, password, companyId);
        _tokens = new SessionStore<Caller>(context.Time, context.Options.TokenLifetime ?? TimeSpan.FromSeconds(43_199));
        _refreshTokens = new SessionStore<Caller>(context.Time, RefreshLifetime);
        _codes = new SessionStore<Code>(context.Time, CodeLifetime);
    }

    public Caller? Find(string? token) => _tokens.Find(token);

    /// <summary>Ends access tokens. Refresh tokens stay valid.</summary>
    public void EndAll() => _tokens.EndAll();

    public void Issue(ServiceRequest request, ServiceResponse response)
    {
        FormBody form = FormBody.Read(request);
        try
        {
            Grant(form, response);
        }
        catch (GrantError error)
        {
            response.Status = error.Status;
            if (error.Status == 401) response.Headers["WWW-Authenticate"] = "Basic realm=\"oauth2/client\"";
            response.Json.WriteStartObject();
            response.Json.WriteString("error"u8, error.Code);
            response.Json.WriteString("error_description"u8, error.Message);
            response.Json.WriteEndObject();
        }
    }

    /// <summary>
    /// The sign-in page: signs in the user that login_hint names, the manager if none, and returns to the client with a code.
    /// </summary>
    public void Authorize(ServiceRequest request, ServiceResponse response)
    {
        if (request.Query("client_id") is not ClientId) throw new Rejection(400, "The client id is not known.");
        if (request.Query("response_type") is not "code") throw new Rejection(400, "The response type must be code.");
        if (!Uri.TryCreate(request.Query("redirect_uri"), UriKind.Absolute, out Uri? back) || !back.IsLoopback)
        {
            throw new Rejection(400, "The redirect URI must be on this machine.");
        }

        SignInUser user = SignInUsers.All.FirstOrDefault(known => known.Name == request.Query("login_hint")) ?? SignInUsers.All[0];
        string state = request.Query("state") is { } sent ? "&state=" + Uri.EscapeDataString(sent) : "";
        string result;
        try
        {
            var code = new Code(
                CallerOf(user, request.Query("scope") ?? ""), back.AbsoluteUri, request.Query("code_challenge"),
                request.Query("code_challenge_method") ?? "plain");
            result = "code=" + _codes.Issue(code);
        }
        catch (GrantError error)
        {
            result = "error=" + error.Code;
        }

        response.Status = 302;
        response.Headers["Location"] = back.AbsoluteUri + (back.Query.Length > 0 ? "&" : "?") + result + state;
    }

    private void Grant(FormBody form, ServiceResponse response)
    {
        string grant = form["grant_type"];
        (string id, string secret) = form.Client;
        bool isPublic = grant is "authorization_code" or "refresh_token" && secret.Length == 0;
        if (id is not (ClientId or ProductClientId) || (!isPublic && !IsSecret(secret, _clientSecret)))
        {
            throw new GrantError(401, "invalid_client", "The client id or the client secret is wrong.");
        }

        Caller caller = grant switch
        {
            "client_credentials" => Client(id, form["scope"]),
            "password" => WithPassword(form),
            "authorization_code" => WithCode(form, isPublic),
            "refresh_token" => Refresh(form["refresh_token"]),
            _ => throw new GrantError(400, "unsupported_grant_type", $"The grant type '{grant}' is not supported."),
        };
        Utf8JsonWriter json = response.Json;
        response.Headers["Cache-Control"] = "no-store";
        json.WriteStartObject();
        json.WriteString("access_token"u8, _tokens.Issue(caller));
        json.WriteString("token_type"u8, "bearer");
        json.WriteNumber("expires_in"u8, (int)_tokens.Lifetime.TotalSeconds);
        json.WriteString("scope"u8, string.Join(' ', caller.Roles));
        if (caller.UserId is not null) json.WriteString("refresh_token"u8, _refreshTokens.Issue(caller));
        json.WriteEndObject();
    }

    private static Caller Client(string id, string scope)
    {
        string[] allowed = id == ProductClientId ? ["ROLE_APPLICATION"] : ["ROLE_PARTNER", "ROLE_PARTNER_READ"];
        string[] wanted = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Except(allowed).Any()) throw InvalidScope(wanted.Except(allowed).First());
        return new Caller("client:" + id, wanted.Length == 0 ? [allowed[^1]] : [.. wanted], null, null);
    }

    private Caller WithPassword(FormBody form)
    {
        SignInUser? user = SignInUsers.All.FirstOrDefault(known => known.Name.Equals(form["username"], StringComparison.OrdinalIgnoreCase));
        if (user is null || !IsSecret(form["password"], _password))
        {
            throw new GrantError(400, "invalid_grant", "The user name or the password is wrong.");
        }

        return CallerOf(user, form["scope"]);
    }

    private Caller WithCode(FormBody form, bool isPublic)
    {
        Code code = _codes.Find(form["code"]) ?? throw new GrantError(400, "invalid_grant", "The code is unknown, used or expired.");
        _codes.End(form["code"]);
        if (new Uri(form["redirect_uri"], UriKind.RelativeOrAbsolute) is not { IsAbsoluteUri: true } back || back.AbsoluteUri != code.RedirectUri)
        {
            throw new GrantError(400, "invalid_grant", "The redirect URI differs from the one of the code.");
        }

        if (code.Challenge is null && isPublic) throw new GrantError(400, "invalid_request", "A client without a secret needs PKCE.");
        if (code.Challenge is not null && code.Challenge != Challenge(form["code_verifier"], code.Method))
        {
            throw new GrantError(400, "invalid_grant", "The code verifier does not fit the challenge.");
        }

        return code.Caller;
    }

    private Caller Refresh(string token)
    {
        Caller caller = _refreshTokens.Find(token) ?? throw new GrantError(400, "invalid_grant", "The refresh token is unknown or expired.");
        _refreshTokens.End(token);
        return caller;
    }

    private Caller CallerOf(SignInUser user, string scope)
    {
        string[] wanted = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Except(user.Roles).Any()) throw InvalidScope(wanted.Except(user.Roles).First());
        ImmutableArray<string> roles = wanted.Length == 0 ? user.Roles : [.. wanted];
        return new Caller("user:" + user.Name, roles, user.Id, _companyId(user.Company));
    }

    private static string Challenge(string verifier, string method) => method == "S256"
        ? Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_')
        : verifier;

    private static bool IsSecret(string sent, string secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(secret));

    private static GrantError InvalidScope(string role) => new(400, "invalid_scope", $"The scope {role} is not available to this grant.");

    private sealed record Code(Caller Caller, string RedirectUri, string? Challenge, string Method);

    private sealed class GrantError(int status, string code, string message) : Exception(message)
    {
        public int Status { get; } = status;

        public string Code { get; } = code;
    }
}
