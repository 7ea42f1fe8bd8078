using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Access;
using FastTrackFpx.Sandbox.AppDirect.Description;
using FastTrackFpx.Sandbox.AppDirect.Documents;
using FastTrackFpx.Sandbox.AppDirect.Marketplace;
using FastTrackFpx.Sandbox.AppDirect.Operations;
using FastTrackFpx.Sandbox.AppDirect.Quirks;
using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.Http;
using Microsoft.AspNetCore.Routing;

namespace FastTrackFpx.Sandbox.AppDirect;

/// <summary>An AppDirect marketplace: every documented operation, the token endpoint, and a store of files.</summary>
internal sealed class AppDirectService : ISandboxService
{
    private const string Name = "appDirect";
    private const string ConsumerKey = "sandbox-consumer";
    private const string SecretName = Name;
    private const string PasswordName = "appDirectPassword";
    private const string ConsumerSecretName = "appDirectConsumer";

    private static readonly string[] PersonalInputs = ["email", "username", "accountName", "userIdentifier"];

    private readonly ServiceContext _context;
    private readonly MarketplaceContext _marketplace;
    private readonly TokenEndpoint _tokens;
    private readonly CallLimits _limits;
    private readonly string _consumerSecret;
    private readonly QuirkedResponse _quirks;

    private AppDirectService(ServiceContext context)
    {
        _context = context;
        _marketplace = new MarketplaceContext(context, new DocumentStore(context.Database));
        _tokens = new TokenEndpoint(context, context.Secret(SecretName), context.Secret(PasswordName), SpecialCompany.IdOf);
        _limits = new CallLimits(context.Time);
        _consumerSecret = context.Secret(ConsumerSecretName);
        _quirks = new QuirkedResponse(context.Readings, context.Options.Quirks);
        if (context.IsNew) Fill();
    }

    public static ServiceKind Kind { get; } = new(Name, context => new AppDirectService(context))
    {
        Tables = DocumentStore.Tables,
        ConnectCommand = "Connect-AppDirectService -Environment Sandbox",
        Readings = AppDirectReadings.All,
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Map("POST", TokenEndpoint.TokenPath, _tokens.Issue);
        routes.Map("GET", TokenEndpoint.AuthorizePath, _tokens.Authorize);
        routes.Map("GET", Reports.FilePattern, (request, response) => Reports.SendFile(request, response, _marketplace.Store));
        foreach (IGrouping<(string Method, string Path), ApiOperation> operations in
            ApiDocument.Instance.Operations.GroupBy(operation => (operation.Method, operation.Path)))
        {
            Map(routes, [.. operations]);
        }
    }

    public void Admit(ServiceRequest request, ServiceResponse response)
    {
        if (request.Metadata.GetMetadata<ApiOperation[]>() is not { } operations) return;
        ApiOperation operation = operations[0];
        Caller caller = CallerOf(request, operation, response);
        request.Identity = caller.Key;
        request.User = caller.UserId;
        RequestRules.CheckRole(operation, caller, _context.Readings);
        if (_context.Readings.Is("A68", "on")) _limits.Count(operation, caller, response);
    }

    public void WriteError(ServiceResponse response, Rejection rejection)
    {
        response.Status = rejection.Status;
        ErrorBody.Write(response, rejection, _context.Readings["error-body"]);
    }

    public string LogQuery(string query) => string.Join('&', query.Split('&').Select(pair =>
    {
        string[] parts = pair.Split('=', 2);
        bool isPersonal = parts.Length == 2 && (parts[1].Contains('@', StringComparison.Ordinal)
            || parts[1].Contains("%40", StringComparison.Ordinal) || PersonalInputs.Contains(parts[0].TrimStart('?')));
        return isPersonal ? parts[0] + "=***" : pair;
    }));

    public (string Version, string Path) LogName(string path)
    {
        string plain = path.TrimStart('/');
        if (plain.StartsWith("api/", StringComparison.OrdinalIgnoreCase)) plain = plain[4..];
        string[] segments = plain.Split('/');
        for (int i = 1; i < segments.Length; i++)
        {
            // Mail addresses and tokens are part of some paths.
            bool isSecret = segments[i].Contains('@', StringComparison.Ordinal) || segments[i - 1] is "inactiveUsers"
                || (segments[i - 1] == "invitations" && segments[i] != "csv");
            if (isSecret) segments[i] = "***";
        }

        return ("", string.Join('/', segments));
    }

    public void ApplyQuirks(ServiceRequest request, ServiceResponse response)
    {
        if (request.Metadata.GetMetadata<ApiOperation[]>() is { } operations) _quirks.Apply(operations[0], response);
    }

    public void EndSessions() => _tokens.EndAll();

    public void Describe(Utf8JsonWriter json, Uri baseUri)
    {
        json.WriteString("baseUri"u8, baseUri.GetLeftPart(UriPartial.Authority));
        json.WriteString("tokenUri"u8, new Uri(baseUri, TokenEndpoint.TokenPath).AbsoluteUri);
        json.WriteString("authorizeUri"u8, new Uri(baseUri, TokenEndpoint.AuthorizePath).AbsoluteUri);
        json.WriteString("clientId"u8, TokenEndpoint.ClientId);
        json.WriteString("productClientId"u8, TokenEndpoint.ProductClientId);
        json.WriteString("clientSecretPath"u8, _context.SecretPath(SecretName));
        json.WriteString("consumerKey"u8, ConsumerKey);
        json.WriteString("consumerSecretPath"u8, _context.SecretPath(ConsumerSecretName));
        json.WriteString("passwordPath"u8, _context.SecretPath(PasswordName));
        json.WriteString("operatorCompanyId"u8, SpecialCompany.IdOf(SpecialCompany.Operator));
        json.WriteString("resellerCompanyId"u8, SpecialCompany.IdOf(SpecialCompany.Reseller));
        json.WriteStartArray("users"u8);
        foreach (SignInUser user in SignInUsers.All)
        {
            json.WriteStartObject();
            json.WriteString("user"u8, user.Name);
            json.WriteString("companyId"u8, SpecialCompany.IdOf(user.Company));
            json.WriteString("roles"u8, string.Join(' ', user.Roles));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public void Export(Utf8JsonWriter json, bool withAssigned)
    {
        foreach (IGrouping<string, Document> kind in _marketplace.Store.All().GroupBy(document => document.Kind))
        {
            json.WriteStartArray(kind.Key);
            foreach (Document document in kind)
            {
                json.WriteStartObject();
                if (withAssigned) json.WriteString("id"u8, document.Id);
                foreach ((string name, JsonNode? value) in document.Body)
                {
                    bool isAssigned = name.EndsWith("Id", StringComparison.Ordinal) || name is "createdOn" or "lastModified" or "token";
                    if (isAssigned && !withAssigned) continue;
                    json.WritePropertyName(name);
                    if (value is null) json.WriteNullValue();
                    else value.WriteTo(json);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private void Fill() => _marketplace.Store.Write(() =>
    {
        var customers = new CustomerMaker(_marketplace.Store, _marketplace.Seed, new CatalogMaker(_marketplace.Store, _marketplace.Seed).Fill());
        customers.AddSpecialCompanies();
        for (int i = 0; i < (_context.Options.Companies ?? _context.Origin.Tenants); i++) customers.Add(i);
    });

    private void Map(IEndpointRouteBuilder routes, ApiOperation[] operations)
    {
        ApiOperation first = operations[0];
        // The document repeats the base in some paths.
        bool hasBase = first.Path.StartsWith("/api/", StringComparison.Ordinal);
        var handlers = operations.ToDictionary(operation => operation.Fragment ?? "", Handlers.Of);
        Map(hasBase ? first.Path : "/api" + first.Path, isTwice: false);
        if (hasBase) Map("/api" + first.Path, isTwice: true);

        void Map(string path, bool isTwice) => routes.Map(first.Method, path, (request, response) =>
        {
            if (hasBase && isTwice != _context.Readings.Is("A5", "twice")) throw new RouteRejection(404, "There is no operation at this address.");
            ApiOperation operation = first;
            if (operations.Length > 1)
            {
                string fragment = Synchronization.FragmentOf(JsonNode.Parse(request.Body.Span));
                operation = operations.First(known => known.Fragment == fragment);
            }

            CarryOut(operation, handlers[operation.Fragment ?? ""], request, response);
        }, [operations]);
    }

    private void CarryOut(ApiOperation operation, CallHandler handler, ServiceRequest request, ServiceResponse response)
    {
        try
        {
            var call = new Call(request, response, operation, CallerOf(request, operation, response), _marketplace);
            RequestRules.CheckInputs(call);
            if (operation.Method is "GET" or "HEAD") handler(call);
            else _marketplace.Store.Write(() => handler(call));
            if (!_context.Options.Quirks) _quirks.Apply(operation, response);
            bool isXml = _context.Readings.Is("accept", "xml") && operation.Path.StartsWith("/billing/", StringComparison.Ordinal)
                && !request.Headers.Accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase) && response.Body.Length > 0;
            if (isXml) response.Replace("application/xml; charset=utf-8", XmlBody.Of(JsonNode.Parse(response.Body.Span)));
        }
        catch (Rejection rejection) when (rejection is not ApiRejection)
        {
            throw new ApiRejection(operation, rejection.Status, CodeOf(rejection.Status), rejection.Message, rejection.Errors);
        }
    }

    private static string CodeOf(int status) => status switch
    {
        400 => "VALIDATION_ERROR",
        404 => "NOT_FOUND",
        415 => "UNSUPPORTED_MEDIA_TYPE",
        429 => "TOO_MANY_REQUESTS",
        _ => "ERROR_" + status.ToString(CultureInfo.InvariantCulture),
    };

    private Caller CallerOf(ServiceRequest request, ApiOperation operation, ServiceResponse response)
    {
        if (SignedRequest.IsSigned(request))
        {
            if (SignedRequest.IsValid(request, ConsumerKey, _consumerSecret))
            {
                return new Caller("consumer:" + ConsumerKey, ["ROLE_APPLICATION", "ROLE_PARTNER"], null, null);
            }

            throw new ApiRejection(operation, 401, "UNAUTHORIZED", "The signature is wrong.");
        }

        string authorization = request.Headers.Authorization.ToString();
        string? token = authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization[7..].Trim() : null;
        if (_tokens.Find(token) is { } caller) return caller;
        // Anybody may leave a lead for a product or a company.
        bool isAnonymous = token is null && operation.Id == "postLeadV2Leads" && request.Query("context") == "ANONYMOUS";
        if (isAnonymous) return new Caller("anonymous", ["ROLE_PARTNER"], null, null);
        response.Headers["WWW-Authenticate"] = token is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        throw new ApiRejection(operation, 401, "UNAUTHORIZED", "A valid token is required.");
    }
}
