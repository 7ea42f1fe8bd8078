using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Access;
using FastTrackFpx.Sandbox.AppDirect.Description;
using FastTrackFpx.Sandbox.AppDirect.Documents;
using FastTrackFpx.Sandbox.AppDirect.Marketplace;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Carries out one operation.</summary>
internal delegate void CallHandler(Call call);

/// <summary>One request to the API: its operation, its caller, its inputs, and its response.</summary>
internal sealed class Call
{
    private readonly Lazy<JsonNode?> _body;

    public Call(ServiceRequest request, ServiceResponse response, ApiOperation operation, Caller caller, MarketplaceContext marketplace)
    {
        (Request, Response, Operation, Caller, Marketplace) = (request, response, operation, caller, marketplace);
        BaseUri = $"https://{request.Headers.Host}/api";
        Representation = new Representation(Store, new MadeUpValue(marketplace.Seed, BaseUri), BaseUri);
        _body = new Lazy<JsonNode?>(() => BodyRules.Read(this));
    }

    public ServiceRequest Request { get; }

    public ServiceResponse Response { get; }

    public ApiOperation Operation { get; }

    public Caller Caller { get; }

    public MarketplaceContext Marketplace { get; }

    public DocumentStore Store => Marketplace.Store;

    public Readings Readings => Marketplace.Readings;

    /// <summary>The address of the API that the caller uses, without a slash at the end.</summary>
    public string BaseUri { get; }

    public Representation Representation { get; }

    /// <summary>The time of a record that is created or changed now, in milliseconds since 1970.</summary>
    public long Now => Marketplace.Context.RecordTime.ToUnixTimeMilliseconds();

    /// <summary>The body, checked against its schema; null if none was sent.</summary>
    public JsonNode? Body => _body.Value;

    /// <summary>The body as an object.</summary>
    public JsonObject Fields => Body as JsonObject ?? throw Rejection.Field("Body", "The body must be a JSON object.");

    public string Route(string name) => Request.Route(name);

    public string? Query(string name) => Request.Query(name);

    /// <summary>The document with an id.</summary>
    /// <exception cref="Rejection">It does not exist.</exception>
    public Document Find(string kind, string? id) => Store.Find(kind, id) ?? throw NotFound(kind, id);

    /// <summary>The company or user of the path: by id, id:... or externalId:...</summary>
    public Document FindByReference(string kind, string reference)
    {
        if (Readings.Is("A61", "plain")) return Find(kind, reference);
        const string external = "externalId:";
        if (reference.StartsWith(external, StringComparison.Ordinal))
        {
            return Store.First(new DocumentQuery(kind).By("externalId", reference[external.Length..])) ?? throw NotFound(kind, reference);
        }

        return Find(kind, reference.StartsWith("id:", StringComparison.Ordinal) ? reference[3..] : reference);
    }

    /// <summary>The error for something that does not exist. Some operations only document 401 for it.</summary>
    public ApiRejection NotFound(string kind, string? id)
    {
        int status = Readings["not-found"] switch
        {
            "401" => 401,
            "404" => 404,
            _ => !Operation.Declares(404) && Operation.Declares(401) ? 401 : 404,
        };
        return new ApiRejection(Operation, status, "NOT_FOUND", $"The {kind} '{id}' does not exist.");
    }

    public ApiRejection Conflict(string code, string message) => new(Operation, 409, code, message);

    public ApiRejection Invalid(string field, string message)
    {
        var errors = new FieldErrors();
        errors.Add(field, message);
        return new ApiRejection(Operation, 400, "VALIDATION_ERROR", message, errors);
    }

    public ApiRejection Forbidden(string message) =>
        new(Operation, Readings.Is("wrong-role", "401") ? 401 : 403, "FORBIDDEN", message);

    /// <summary>Answers with a document in the shape of the operation's response.</summary>
    public void Send(Document document, int? status = null) => Send(Shape(document), status);

    /// <summary>Answers with a body; null for none.</summary>
    public void Send(JsonNode? body, int? status = null)
    {
        Response.Status = status ?? Operation.Success;
        body?.WriteTo(Response.Json);
    }

    /// <summary>Answers without a body.</summary>
    public void SendNothing(int? status = null) => Send((JsonNode?)null, status);

    /// <summary>A document in the shape of the operation's response.</summary>
    public JsonNode? Shape(Document document) =>
        Operation.Response() is { } schema ? Representation.Of(document, schema.Type == "array" ? schema.Items! : schema) : null;
}

/// <summary>An error of the API. Its body has the shape that the operation documents for its status.</summary>
internal sealed class ApiRejection(ApiOperation? operation, int status, string code, string message, FieldErrors? errors = null)
    : Rejection(status, message, errors)
{
    public ApiOperation? Operation { get; } = operation;

    public string Code { get; } = code;
}
