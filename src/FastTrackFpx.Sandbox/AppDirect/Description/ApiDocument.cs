using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace FastTrackFpx.Sandbox.AppDirect.Description;

/// <summary>The embedded description of the API: its operations and schemas.</summary>
internal sealed class ApiDocument
{
    private static readonly string[] Methods = ["get", "head", "post", "put", "patch", "delete"];
    private static readonly Lazy<ApiDocument> Loaded = new(() => new ApiDocument());

    private readonly FrozenDictionary<string, Schema> _schemas;

    private ApiDocument()
    {
        using Stream file = typeof(ApiDocument).Assembly.GetManifestResourceStream("appdirect.openapi.json")!;
        JsonElement document = JsonDocument.Parse(file).RootElement;
        _schemas = document.GetProperty("components").GetProperty("schemas").EnumerateObject()
            .ToFrozenDictionary(schema => schema.Name, schema => new Schema(this, schema.Value, schema.Name));
        Operations =
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               where Methods.Contains(operation.Name)
               select new ApiOperation(this, path.Name, operation.Name.ToUpperInvariant(), operation.Value),
        ];
    }

    /// <summary>The description, read once.</summary>
    public static ApiDocument Instance => Loaded.Value;

    public ImmutableArray<ApiOperation> Operations { get; }

    /// <summary>A named schema; an alias is resolved.</summary>
    public Schema Named(string name) => _schemas[name].Target;

    /// <summary>The schema that an element of the document describes, or refers to.</summary>
    public Schema Of(JsonElement element)
    {
        if (element.TryGetProperty("$ref", out JsonElement reference)) return Named(reference.GetString()!.Split('/')[^1]);
        if (element.TryGetProperty("anyOf", out JsonElement choices)) return Of(choices[0]);
        return new Schema(this, element, null);
    }
}
