using System.Collections.Immutable;
using System.Text.Json;

namespace FastTrackFpx.Sandbox.AppDirect.Description;

/// <summary>The shape of a value.</summary>
internal sealed class Schema
{
    private readonly ApiDocument _document;
    private readonly JsonElement _element;
    private readonly Lazy<ImmutableArray<SchemaProperty>> _properties;

    public Schema(ApiDocument document, JsonElement element, string? name)
    {
        _document = document;
        _element = element;
        Name = name;
        Type = TypeOf(element);
        _properties = new Lazy<ImmutableArray<SchemaProperty>>(ReadProperties);
    }

    /// <summary>The name of the type; null for one that is described in place.</summary>
    public string? Name { get; }

    /// <summary>object, array, string, number, integer, boolean, or any.</summary>
    public string Type { get; }

    public Schema Target => _element.TryGetProperty("$ref", out _) ? _document.Of(_element) : this;

    /// <summary>The properties in the order of the document. A map has none.</summary>
    public ImmutableArray<SchemaProperty> Properties => _properties.Value;

    public Schema? Items => _element.TryGetProperty("items", out JsonElement items) ? _document.Of(items) : null;

    /// <summary>The schema of the values of a map.</summary>
    public Schema? Values => _element.TryGetProperty("additionalProperties", out JsonElement values) && values.ValueKind == JsonValueKind.Object
        ? _document.Of(values) : null;

    public string? Format => Text("format") ?? Text("x-format");

    /// <summary>The codes that the document lists. Empty if it lists none.</summary>
    public ImmutableArray<string> Codes =>
    [
        .. Strings("enum"),
        .. _element.TryGetProperty("enum", out _) ? [] : Strings("x-observed-values"),
        .. Strings("x-values-partial"),
    ];

    /// <summary>True if the list of codes is complete, so that another one is wrong.</summary>
    public bool IsClosed => _element.TryGetProperty("enum", out _) && !_element.TryGetProperty("x-inferred", out _)
        && !_element.TryGetProperty("x-enum-source", out _) && !_element.TryGetProperty("x-enum-added-from-samples", out _);

    public int? MinLength => _element.TryGetProperty("minLength", out JsonElement value) ? value.GetInt32() : null;

    public int? MaxLength => _element.TryGetProperty("maxLength", out JsonElement value) ? value.GetInt32() : null;

    /// <summary>Names that only the samples show.</summary>
    public ImmutableArray<string> SampleOnly => [.. Strings("x-sample-only-properties")];

    public bool IsRequired(string name) =>
        _element.TryGetProperty("required", out JsonElement required) && required.EnumerateArray().Any(item => item.GetString() == name);

    private static string TypeOf(JsonElement element)
    {
        if (!element.TryGetProperty("type", out JsonElement type)) return element.TryGetProperty("properties", out _) ? "object" : "any";
        return type.ValueKind == JsonValueKind.Array ? type[0].GetString()! : type.GetString()!;
    }

    private ImmutableArray<SchemaProperty> ReadProperties() => !_element.TryGetProperty("properties", out JsonElement properties) ? [] :
    [
        .. properties.EnumerateObject().Select(property => new SchemaProperty(
            property.Name,
            property.Value.TryGetProperty("x-wire-name", out JsonElement wire) ? wire.GetString()! : property.Name,
            ShapeOf(property),
            IsRequired(property.Name),
            IsNull(property.Value),
            property.Value.TryGetProperty("x-sample-names", out JsonElement names) ? names[0].GetString() : null)),
    ];

    // Where the tables contradict every sample: units have a quantity and a unit, and the name of an application is text.
    private Schema ShapeOf(JsonProperty property) => (Name, property.Name) switch
    {
        ("OpportunityItem", "units") =>
            new Schema(_document, JsonElement.Parse("""{ "type": "array", "items": { "$ref": "#/components/schemas/Unit" } }"""), null),
        ("OrderLine", "applicationName") => new Schema(_document, JsonElement.Parse("""{ "type": "string" }"""), null),
        _ => _document.Of(property.Value),
    };

    private static bool IsNull(JsonElement property) => property.TryGetProperty("x-sample-null", out _)
        || property.TryGetProperty("anyOf", out _)
        || (property.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.Array);

    private string? Text(string name) => _element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private IEnumerable<string> Strings(string name) => _element.TryGetProperty(name, out JsonElement values)
        ? values.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!)
        : [];
}

/// <summary>A property of an object.</summary>
/// <param name="Name">Its name in the tables of the document.</param>
/// <param name="WireName">Its name in realistic samples, which is what the service sends.</param>
/// <param name="Schema">The shape of its value.</param>
/// <param name="IsRequired">True if a body must have it.</param>
/// <param name="IsNullable">True if the document marks it as nullable, or a sample has null.</param>
/// <param name="SampleName">How a sample spells the name, if it differs from the table.</param>
internal sealed record SchemaProperty(string Name, string WireName, Schema Schema, bool IsRequired, bool IsNullable, string? SampleName);
