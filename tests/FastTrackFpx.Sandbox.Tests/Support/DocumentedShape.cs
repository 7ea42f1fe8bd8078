namespace FastTrackFpx.Sandbox.Tests.Support;

/// <summary>Checks values against the schemas of a service's OpenAPI document.</summary>
internal sealed class DocumentedShape(JsonElement document)
{
    public static DocumentedShape Fpx { get; } = new(Specification.Document);

    public static DocumentedShape CloudCockpit { get; } =
        new(JsonDocument.Parse(Specification.RepositoryFile("docs/api/cloudcockpit.openapi.json")).RootElement);

    public JsonElement ResponseOf(string method, string path) =>
        document.GetProperty("paths").GetProperty("/" + path).GetProperty(method.ToLowerInvariant())
            .GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");

    public JsonElement Schema(string name) => document.GetProperty("components").GetProperty("schemas").GetProperty(name);

    /// <summary>What is wrong with a value; empty if it is as documented. A field that the schema does not have is wrong too.</summary>
    public List<string> Faults(JsonElement value, JsonElement schema)
    {
        var faults = new List<string>();
        Check(value, schema, "$", faults);
        return faults;
    }

    private void Check(JsonElement value, JsonElement schema, string where, List<string> faults)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            Check(value, Schema(reference.GetString()!.Split('/')[^1]), where, faults);
            return;
        }

        if (schema.TryGetProperty("anyOf", out JsonElement choices))
        {
            var all = choices.EnumerateArray().Select(choice => Faults(value, choice)).ToList();
            if (all.All(found => found.Count > 0)) faults.Add($"{where}: fits no choice ({all[0][0]})");
            return;
        }

        if (!TypesOf(schema).Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && TypesOf(schema).Contains("number")))
        {
            faults.Add($"{where}: is {TypeOf(value)}, not {string.Join("|", TypesOf(schema))}");
            return;
        }

        if (value.ValueKind == JsonValueKind.String) CheckText(value.GetString()!, schema, where, faults);
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out JsonElement items))
        {
            int index = 0;
            foreach (JsonElement item in value.EnumerateArray()) Check(item, items, $"{where}[{index++}]", faults);
        }

        if (value.ValueKind == JsonValueKind.Object) CheckObject(value, schema, where, faults);
    }

    private void CheckObject(JsonElement value, JsonElement schema, string where, List<string> faults)
    {
        bool isMap = schema.TryGetProperty("additionalProperties", out JsonElement additional);
        JsonElement known = schema.TryGetProperty("properties", out JsonElement properties) ? properties : default;
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (known.ValueKind == JsonValueKind.Object && known.TryGetProperty(property.Name, out JsonElement of))
            {
                Check(property.Value, of, $"{where}.{property.Name}", faults);
            }
            else if (isMap) Check(property.Value, additional, $"{where}.{property.Name}", faults);
            else faults.Add($"{where}.{property.Name}: not in the schema");
        }

        if (known.ValueKind != JsonValueKind.Object) return;
        foreach (JsonProperty property in known.EnumerateObject())
        {
            if (!value.TryGetProperty(property.Name, out _)) faults.Add($"{where}.{property.Name}: missing");
        }
    }

    private static void CheckText(string text, JsonElement schema, string where, List<string> faults)
    {
        string? format = schema.TryGetProperty("format", out JsonElement f) ? f.GetString() : null;
        if (format == "uuid" && !Guid.TryParseExact(text, "D", out _)) faults.Add($"{where}: '{text}' is not a GUID");
        if (format == "date-time" && !(text.EndsWith('Z') && DateTimeOffset.TryParse(text, out _)))
        {
            faults.Add($"{where}: '{text}' is not a UTC time");
        }
        if (schema.TryGetProperty("enum", out JsonElement values) && !values.EnumerateArray().Any(v => v.ValueKind == JsonValueKind.String
            && v.GetString() == text))
        {
            faults.Add($"{where}: '{text}' is not in the list");
        }
    }

    private static string[] TypesOf(JsonElement schema) => !schema.TryGetProperty("type", out JsonElement type) ? ["any"]
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : [type.GetString()!];

    public static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        _ => "null",
    };
}
