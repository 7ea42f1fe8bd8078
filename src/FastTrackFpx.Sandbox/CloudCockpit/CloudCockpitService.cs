using System.Globalization;
using System.Text.Json;
using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.MadeUp;
using Microsoft.AspNetCore.Routing;

namespace FastTrackFpx.Sandbox.CloudCockpit;

/// <summary>The CloudCockpit portal: its one operation, and the token endpoint of its sign-in service.</summary>
internal sealed class CloudCockpitService : ISandboxService
{
    private const string TokenPath = "/4e806121-ff28-4286-ab4e-3be0a08f9ce0/oauth2/v2.0/token";
    private const string Scope = "api://b92a36a4-feb8-4f47-a69c-29a180aa6d0a/.default";
    private const string Portal = "sandbox.cloudcockpit.example";
    private const string Name = "cloudCockpit";

    private static readonly string ClientId = StableId.Of("CloudCockpit", "client");

    private readonly ServiceContext _context;
    private readonly SessionStore<string> _tokens;
    private readonly ResellerEndpoint _resellers;
    private readonly string _clientSecret;

    private CloudCockpitService(ServiceContext context)
    {
        _context = context;
        _tokens = new SessionStore<string>(context.Time, context.Options.TokenLifetime ?? TimeSpan.FromSeconds(3599));
        _resellers = new ResellerEndpoint(context, ResellerStore.Open(context));
        _clientSecret = context.Secret(Name);
    }

    public static ServiceKind Kind { get; } = new(Name, context => new CloudCockpitService(context))
    {
        Tables = ResellerStore.Tables,
        ConnectCommand = "Connect-CloudCockpitService -Environment Sandbox",
        Readings =
        [
            new("C1", ["ascending", "isAscending", "sortAscending", "none"],
                "name of the flag for ascending order; none understands no name"),
            new("C2", ["400", "ignored"], "customerId without providerInstanceId is rejected, or ignored"),
            new("C3", ["null", "text"], "continuationToken is null, or a text that no request can send"),
            new("C6", ["ascending", "descending"], "order of a sorted list if the flag is not sent"),
            new("C7", ["application/json", "text/plain", "text/json"], "content type of responses"),
            new("C9", ["value", "null"], "fields that are marked as required have values, or some are null"),
            new("C10", ["uuid", "text"], "reseller ids are GUIDs, or any text"),
            new("C11", ["Pascal", "lower"], "margin rules are written as Markup, or as markup"),
            new("C12", ["map", "wrapped"], "offerTypeMargins is a plain map, or wrapped in Value with names in PascalCase"),
            new("C13", ["Pascal", "camel"], "names in resellerProviderData are in PascalCase, or in camelCase"),
            new("C14", ["mpn", "uuid"], "providerResellerId is an MPN id, or a GUID"),
            new("C15", ["present", "missing"], "resellers of a provider have a status, or none"),
            new("C16", ["present", "missing"], "resellers have a customDomain, or none"),
            new("C19", ["csp", "other"], "role of the client; only csp may read resellers"),
        ],
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Map("POST", TokenPath, IssueToken);
        routes.Map("GET", "/v1/Resellers", _resellers.List);
    }

    public void Admit(ServiceRequest request, ServiceResponse response)
    {
        if (request.Path.Equals(TokenPath, StringComparison.OrdinalIgnoreCase)) return;
        string? correlationId = Value(request, "X-Correlation-Id");
        if (correlationId is not null) response.Headers["X-Correlation-Id"] = correlationId;
        string authorization = request.Headers.Authorization.ToString();
        string? token = authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization[7..].Trim() : null;
        string? role = _tokens.Find(token);
        if (role is null)
        {
            response.Headers["WWW-Authenticate"] = token is null ? "Bearer" : "Bearer error=\"invalid_token\"";
            throw new Rejection(401, "A valid bearer token is required.");
        }

        request.Identity = "client:" + ClientId;
        string tenant = Value(request, "X-Tenant") ?? throw Rejection.Field("X-Tenant", "The header is required.");
        if (!tenant.Equals(Portal, StringComparison.OrdinalIgnoreCase)
            || role != "csp") throw new Rejection(403, "The role csp is required.");
        if (correlationId is not null && !Guid.TryParse(correlationId, out _))
        {
            throw Rejection.Field("X-Correlation-Id", "The header is not a GUID.");
        }
    }

    public void WriteError(ServiceResponse response, Rejection rejection)
    {
        response.Status = rejection.Status;
        // The documents show no body for these two.
        if (rejection.Status is 401 or 403) return;
        Utf8JsonWriter json = response.Json;
        json.WriteStartObject();
        json.WriteNumber("statusCode"u8, rejection.Status);
        json.WriteString("type"u8, rejection.Errors is null ? "Error" : "ValidationError");
        json.WriteString("description"u8, rejection.Message);
        json.WriteString("correlationId"u8, response.Headers["x-correlation-id"]);
        json.WriteStartArray("errors"u8);
        foreach ((string field, List<string> messages) in rejection.Errors?.Fields ?? [])
        {
            json.WriteStartObject();
            json.WriteString("propertyName"u8, field);
            json.WriteStartArray("description"u8);
            foreach (string message in messages) json.WriteStringValue(message);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void EndSessions() => _tokens.EndAll();

    public void Describe(Utf8JsonWriter json, Uri baseUri)
    {
        json.WriteString("baseUri"u8, baseUri.GetLeftPart(UriPartial.Authority));
        json.WriteString("tokenUri"u8, new Uri(baseUri, TokenPath).AbsoluteUri);
        json.WriteString("scope"u8, Scope);
        json.WriteString("tenant"u8, Portal);
        json.WriteString("clientId"u8, ClientId);
        json.WriteString("clientSecretPath"u8, _context.SecretPath(Name));
    }

    public void Export(Utf8JsonWriter json, bool withAssigned) => _resellers.Export(json);

    private void IssueToken(ServiceRequest request, ServiceResponse response)
    {
        FormBody form = FormBody.Read(request);
        (int Status, string Error, string Description)? error = form["grant_type"] != "client_credentials"
            ? (400, "unsupported_grant_type", "The grant type must be client_credentials.")
            : form.Client != (ClientId, _clientSecret) ? (401, "invalid_client", "The client id or the client secret is wrong.")
            : form["scope"] != Scope ? (400, "invalid_scope", $"The scope must be {Scope}.")
            : null;
        Utf8JsonWriter json = response.Json;
        json.WriteStartObject();
        if (error is var (status, code, description))
        {
            response.Status = status;
            json.WriteString("error"u8, code);
            json.WriteString("error_description"u8, description);
            json.WriteString("timestamp"u8, _context.Time.GetUtcNow().ToString("u", CultureInfo.InvariantCulture));
            json.WriteString("correlation_id"u8, response.Headers["x-correlation-id"]);
        }
        else
        {
            int seconds = (int)_tokens.Lifetime.TotalSeconds;
            json.WriteString("token_type"u8, "Bearer");
            json.WriteNumber("expires_in"u8, seconds);
            json.WriteNumber("ext_expires_in"u8, seconds);
            json.WriteString("access_token"u8, _tokens.Issue(_context.Readings["C19"]));
        }

        json.WriteEndObject();
    }

    private static string? Value(ServiceRequest request, string header) =>
        request.Headers[header].ToString() is { Length: > 0 } value ? value : null;
}
