using System.Text.Json;
using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.Http;
using Microsoft.AspNetCore.Routing;

namespace FastTrackFpx.Sandbox.LongJump;

/// <summary>The LongJump platform: login and logout with a session cookie, and tenants as XML.</summary>
internal sealed class LongJumpService : ISandboxService
{
    private const string Name = "longJump";
    private const string User = "sandbox@longjump.example";
    private const string LoginPath = "/networking/rest/login";
    private const string Cookie = "JSESSIONID";

    private readonly ServiceContext _context;
    private readonly SessionStore<string> _sessions;
    private readonly PlatformStore _store;
    private readonly string _password;

    private LongJumpService(ServiceContext context)
    {
        _context = context;
        _sessions = new SessionStore<string>(context.Time, context.Options.TokenLifetime ?? TimeSpan.FromMinutes(20), isSliding: true);
        _store = PlatformStore.Open(context);
        _password = context.Secret(Name);
    }

    public static ServiceKind Kind { get; } = new(Name, context => new LongJumpService(context))
    {
        Tables = PlatformStore.Tables,
        ConnectCommand = "Connect-LongJumpService -Environment Sandbox",
        Readings =
        [
            new("L1", ["required", "lenient"], "a new tenant needs company, email, first_name and last_name, or nothing"),
            new("L4", ["all", "sample"], "a read returns every field, or those of the document's sample"),
            new("L8", ["digits", "words"], "flags are written as 0 and 1, or as false and true"),
            new("L10", ["date-time", "date"], "start_date is a time in UTC, or a day"),
            new("L17", ["0", "1"], "number of the first page"),
            new("L19", ["platform", "message"], "totalRecordCount is beside the message, or inside it"),
            new("L21", ["mixed", "status", "200"],
                "a lost session has status 200 and other errors 400 or 404 (mixed); all have 401, 400 or 404; all have 200"),
            new("created", ["201", "200"], "status of the creation of a tenant in LongJump"),
            new("login", ["sessionId", "cookieString"], "a login returns the session id, or the text of the cookie as well"),
        ],
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Map("POST", LoginPath, LogIn);
        routes.Map("GET", "/networking/rest/logout", LogOut);
        routes.Map("POST", "/networking/rest/logout", LogOut);
        new PlatformEndpoints(_context, _store).Map(routes);
    }

    public void Admit(ServiceRequest request, ServiceResponse response)
    {
        if (request.Path.Equals(LoginPath, StringComparison.OrdinalIgnoreCase)) return;
        string user = _sessions.Find(SessionOf(request)) ?? throw PlatformRejection.NotLoggedIn();
        (request.Identity, request.User) = ("user:" + user, user);
    }

    public void WriteError(ServiceResponse response, Rejection rejection)
    {
        int code = rejection is PlatformRejection platform ? platform.Code : rejection.Status switch
        {
            401 => -101,
            404 => -200,
            400 or 405 or 413 or 415 => -300,
            _ => -1,
        };
        string reading = _context.Readings["L21"];
        bool isHidden = rejection is PlatformRejection && (reading == "200" || (reading == "mixed" && code == -101));
        response.Status = isHidden ? 200 : rejection.Status;
        string details = string.Join(" ",
            rejection.Errors?.Fields.SelectMany(field => field.Value.Select(text => $"{field.Key}: {text}")) ?? []);
        PlatformXml.Write(response, details.Length > 0 ? details : rejection.Message, code);
    }

    public void EndSessions() => _sessions.EndAll();

    public void Describe(Utf8JsonWriter json, Uri baseUri)
    {
        json.WriteString("baseUri"u8, baseUri.GetLeftPart(UriPartial.Authority));
        json.WriteString("user"u8, User);
        json.WriteString("passwordPath"u8, _context.SecretPath(Name));
    }

    public void Export(Utf8JsonWriter json, bool withAssigned)
    {
        string[] assigned = withAssigned ? [] : ["id", "number", "partner_id", "start_date", "date_modified", "created_id", "modified_id"];
        json.WriteStartArray("tenants"u8);
        foreach (PlatformTenant tenant in _store.All())
        {
            json.WriteStartObject();
            foreach ((string name, string value) in tenant.Fields.Where(field => !assigned.Contains(field.Key))) json.WriteString(name,
                value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void LogIn(ServiceRequest request, ServiceResponse response)
    {
        List<(string Name, string Text)> fields = PlatformXml.Read(request, "login");
        string Value(string name) => fields.FirstOrDefault(field => field.Name == name).Text ?? "";
        if (Value("userName") != User
            || Value("password") != _password) throw new PlatformRejection(-101, 401, "The user name or the password is wrong.");
        string session = _sessions.Issue(User);
        string cookie = $"{Cookie}={session}";
        response.Headers["Set-Cookie"] = cookie + "; Path=/networking; Secure; HttpOnly";
        PlatformXml.Write(response, "Success", 0, xml =>
        {
            xml.WriteStartElement("login");
            xml.WriteElementString("sessionId", session);
            if (_context.Readings.Is("login", "cookieString")) xml.WriteElementString("cookieString", cookie + ";");
            xml.WriteEndElement();
        });
    }

    private void LogOut(ServiceRequest request, ServiceResponse response)
    {
        _sessions.End(SessionOf(request)!);
        response.Headers["Set-Cookie"] = $"{Cookie}=; Path=/networking; Max-Age=0";
        PlatformXml.Write(response, "Success", 0);
    }

    private static string? SessionOf(ServiceRequest request) => request.Headers.Cookie
        .SelectMany(header => (header ?? "").Split(';', StringSplitOptions.TrimEntries))
        .Where(cookie => cookie.StartsWith(Cookie + "=", StringComparison.OrdinalIgnoreCase))
        .Select(cookie => cookie[(Cookie.Length + 1)..])
        .LastOrDefault();
}
