using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace FastTrackFpx.Generator.Inputs;

/// <summary>A schema, reduced to what the generator uses.</summary>
internal sealed record ApiSchema
{
    /// <summary>The name of the schema that this one refers to; everything else is empty then.</summary>
    public string? Reference { get; init; }

    /// <summary>string, number, integer, boolean, array or object; empty if the document says nothing.</summary>
    public string Type { get; init; } = string.Empty;

    public ApiSchema? Items { get; init; }

    public IReadOnlyList<(string Name, ApiSchema Schema)> Properties { get; init; } = [];

    public IReadOnlyList<string> Required { get; init; } = [];

    public bool IsMap { get; init; }

    /// <summary>Known and observed values.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>epoch-milliseconds, unix-timestamp or date-time; empty if it is no date.</summary>
    public string Unit { get; init; } = string.Empty;

    /// <summary>Other spellings of the name in samples.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>The spelling that realistic samples use.</summary>
    public string? WireName { get; init; }

    /// <summary>A short remark of the extraction.</summary>
    public string Note { get; init; } = string.Empty;
}

internal sealed record ApiParameter(string Name, string Place, bool IsRequired, ApiSchema Schema);

/// <summary>How an operation returns a list, by the document.</summary>
internal sealed record ApiPaging(string Style, string PageParameter, string? SizeParameter, int? First, int? Size, string Envelope);

internal sealed record ApiOperation
{
    public required string Id { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    public ApiSchema? Body { get; init; }

    /// <summary>The schema of the successful response; null if there is none.</summary>
    public ApiSchema? Response { get; init; }

    public ApiPaging? Paging { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    public bool IsDeprecated { get; init; }

    /// <summary>True if the service may respond before it has done it.</summary>
    public bool IsDeferred { get; init; }
}

/// <summary>The OpenAPI document.</summary>
internal sealed class ApiDescription
{
    private ApiDescription(IReadOnlyDictionary<string, ApiOperation> operations, IReadOnlyDictionary<string, ApiSchema> schemas)
    {
        Operations = operations;
        Schemas = schemas;
    }

    public IReadOnlyDictionary<string, ApiOperation> Operations { get; }

    public IReadOnlyDictionary<string, ApiSchema> Schemas { get; }

    public static ApiDescription Read(string path)
    {
        JsonNode json = JsonNode.Parse(File.ReadAllText(path))!;
        Repair(json);
        (OpenApiDocument? document, OpenApiDiagnostic? diagnostic) = OpenApiDocument.Parse(json.ToJsonString(), "json");
        if (document is null || diagnostic?.Errors.Count > 0)
        {
            IEnumerable<string> faults = diagnostic?.Errors.Select(error => error.ToString()) ?? ["no document"];
            throw new GeneratorException($"{Path.GetFileName(path)}: {string.Join("; ", faults)}");
        }

        Dictionary<string, ApiSchema> schemas = document.Components!.Schemas!
            .ToDictionary(pair => pair.Key, pair => SchemaOf(pair.Value), StringComparer.Ordinal);
        Dictionary<string, ApiOperation> operations = document.Paths
            .SelectMany(item => item.Value.Operations!.Select(pair => OperationOf(item.Key, pair.Key.Method, pair.Value)))
            .ToDictionary(operation => operation.Id, StringComparer.Ordinal);
        return new ApiDescription(operations, schemas);
    }

    /// <summary>What a schema refers to, through aliases.</summary>
    public ApiSchema Resolve(ApiSchema schema)
    {
        while (schema.Reference is { } name) schema = Schemas[name];
        return schema;
    }

    /// <summary>A text with a boolean default, which readers of OpenAPI reject.</summary>
    private static void Repair(JsonNode json) =>
        (json["components"]?["schemas"]?["IntegrationProductSettingsForm"]?["properties"]?["showFormControlLabel"] as JsonObject)?.Remove("default");

    private static ApiOperation OperationOf(string path, string method, OpenApiOperation operation) => new()
    {
        Id = operation.OperationId!,
        Method = method.ToUpperInvariant(),
        // A fragment tells operations of one address apart and is not sent.
        Path = path.Split('#')[0],
        Parameters = [.. (operation.Parameters ?? []).Select(parameter => new ApiParameter(
            parameter.Name!,
            parameter.In!.Value.ToString().ToLowerInvariant(),
            parameter.Required,
            SchemaOf(parameter.Schema!) with { Note = Text(parameter.Extensions, "x-note") ?? string.Empty }))],
        Body = operation.RequestBody?.Content?.Values.FirstOrDefault()?.Schema is { } body ? SchemaOf(body) : null,
        Response = operation.Responses!.Where(pair => pair.Key.StartsWith('2')).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Value.Content?.Values.FirstOrDefault()?.Schema).FirstOrDefault(schema => schema is not null) is { } response
                ? SchemaOf(response)
                : null,
        IsDeferred = operation.Responses!.ContainsKey("202"),
        Paging = Node(operation.Extensions, "x-paging") is JsonObject paging ? PagingOf(paging) : null,
        Roles = Texts(operation.Extensions, "x-roles"),
        IsDeprecated = operation.Deprecated,
    };

    private static ApiPaging PagingOf(JsonObject paging)
    {
        string? Get(string name) => paging[name]?.ToString();
        int? Number(string name) => Get(name) is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;
        return new ApiPaging(
            Get("style")!, Get("pageParam") ?? Get("offsetParam")!, Get("sizeParam") ?? Get("limitParam"), Number("firstPage"),
            Number("defaultSize") ?? Number("defaultLimit"), Get("envelope") ?? string.Empty);
    }

    private static ApiSchema SchemaOf(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchemaReference reference) return new ApiSchema { Reference = reference.Reference.Id };
        // Of "this or null" only this matters: everything may be null.
        if (schema.AnyOf?.FirstOrDefault(part => part is OpenApiSchemaReference) is { } part) return SchemaOf(part);
        IDictionary<string, IOpenApiExtension>? extensions = schema.Extensions;
        string type = TypeOf(schema.Type);
        return new ApiSchema
        {
            Type = type,
            Items = schema.Items is { } items ? SchemaOf(items) : null,
            Properties = [.. (schema.Properties ?? new Dictionary<string, IOpenApiSchema>()).Select(pair => (pair.Key, Property(pair.Value)))],
            Required = [.. schema.Required ?? new HashSet<string>()],
            IsMap = schema.AdditionalProperties is not null,
            Codes =
            [
                .. (schema.Enum ?? []).Select(node => node?.ToString() ?? string.Empty)
                    .Concat(Texts(extensions, "x-observed-values"))
                    .Where(code => code.Length > 0)
                    .Distinct(StringComparer.Ordinal),
            ],
            Unit = UnitOf(type, schema.Format, extensions),
            OtherNames = Texts(extensions, "x-sample-names"),
            WireName = Text(extensions, "x-wire-name"),
            Note = Text(extensions, "x-note") ?? string.Empty,
        };

        // Spellings stand beside the reference.
        static ApiSchema Property(IOpenApiSchema schema)
        {
            IDictionary<string, IOpenApiExtension>? extensions = (schema as OpenApiSchemaReference)?.Reference.Extensions ?? schema.Extensions;
            return SchemaOf(schema) with { OtherNames = Texts(extensions, "x-sample-names"), WireName = Text(extensions, "x-wire-name") };
        }
    }

    private static string TypeOf(JsonSchemaType? type) => (type & ~JsonSchemaType.Null) switch
    {
        JsonSchemaType.String => "string",
        JsonSchemaType.Number => "number",
        JsonSchemaType.Integer => "integer",
        JsonSchemaType.Boolean => "boolean",
        JsonSchemaType.Array => "array",
        JsonSchemaType.Object => "object",
        _ => string.Empty,
    };

    private static string UnitOf(string type, string? format, IDictionary<string, IOpenApiExtension>? extensions) =>
        Text(extensions, "x-unit") ?? (type == "string" && format == "date-time" ? "date-time" : string.Empty);

    private static JsonNode? Node(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        extensions is not null && extensions.TryGetValue(name, out IOpenApiExtension? extension) && extension is JsonNodeExtension json ? json.Node : null;

    private static string? Text(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        Node(extensions, name) is JsonValue value ? value.ToString() : null;

    private static string[] Texts(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        Node(extensions, name) is JsonArray array ? [.. array.Select(item => item?.ToString()).OfType<string>()] : [];
}
