using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Description;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Reads bodies and checks them against the schema of their operation.</summary>
internal static class BodyRules
{
    // Properties that the service sets. Bodies that were read before may have them.
    private static readonly FrozenSet<string> SetByService =
        new[] { "links", "href", "uuid", "_embedded", "createdOn", "creationDate", "lastModified", "lastModificationDate" }.ToFrozenSet();

    /// <summary>The body of a request; null if there is none.</summary>
    public static JsonNode? Read(Call call)
    {
        if (call.Operation.Body is not { } schema) return null;
        if (call.Request.Body.IsEmpty) throw call.Invalid("Body", "The operation requires a body.");
        using JsonDocument document = RequestBody.Parse(call.Request);
        JsonNode? body = JsonNode.Parse(document.RootElement.GetRawText());
        // The document prints one object for some lists, and the other way round.
        if (schema.Type == "array" && body is JsonObject single) body = new JsonArray(single);
        var errors = new FieldErrors();
        Check(body, schema, "Body", errors, call);
        if (errors.Fields.Any())
        {
            // Most operations document no details, so that the message has them.
            string message = string.Join(" ", errors.Fields.SelectMany(field => field.Value).Prepend("The body is not valid."));
            throw new ApiRejection(call.Operation, 400, "VALIDATION_ERROR", message, errors);
        }

        return call.Request.Store is { } store ? Normalize(body, "", store) : body;
    }

    private static void Check(JsonNode? value, Schema schema, string where, FieldErrors errors, Call call)
    {
        if (value is null) return;
        // The table shows an object with the address, and the sample the address alone.
        if (schema.Name == "MyAppsUrl" && call.Readings.Is("A26", "object"))
        {
            if (value is not JsonObject) errors.Add(where, $"{where}: expected an object.");
            return;
        }

        switch (schema.Type)
        {
            case "object" when value is JsonObject target:
                foreach (SchemaProperty property in schema.Properties) CheckProperty(target, property, where, errors, call);
                return;
            case "array" when value is JsonArray items:
                for (int i = 0; i < items.Count && schema.Items is { } item; i++) Check(items[i], item, $"{where}[{i}]", errors, call);
                return;
            case "string" when value is JsonValue:
                bool isUsageNumber = call.Readings.Is("A17", "text") && value.GetValueKind() == JsonValueKind.Number
                    && call.Operation.Path.StartsWith("/integration/v2", StringComparison.Ordinal);
                if (isUsageNumber) errors.Add(where, $"{where}: expected text.");
                CheckText(value.ToString(), schema, where, errors);
                return;
            case "number" or "integer" when value is JsonValue && IsNumber(value, schema.Type):
            case "boolean" when value is JsonValue && bool.TryParse(value.ToString(), out _):
            case "any":
                return;
        }

        // Order lines of a reseller are declared as text, and every sample has a list.
        bool isList = where.Split('.')[^1] == "orderLines" && value is JsonArray && call.Readings.Is("A22", "array");
        if (!isList) errors.Add(where, $"{where}: expected {schema.Type}.");
    }

    private static void CheckProperty(JsonObject target, SchemaProperty property, string where, FieldErrors errors, Call call)
    {
        string path = where == "Body" ? property.WireName : $"{where}.{property.WireName}";
        JsonNode? value = target[property.WireName] ?? target[property.Name];
        if (value is not null)
        {
            if (call.Readings.Is("A64", "rejected") && SetByService.Contains(property.Name))
            {
                errors.Add(path, $"{path} is set by the service.");
            }

            Check(value, property.Schema, path, errors, call);
        }
        else if (property.IsRequired && call.Operation.Method is not "PATCH" && !IsConditional(target, property.Name, call.Readings))
        {
            errors.Add(path, $"{path} is required.");
        }
    }

    // Some requirements depend on another property, or allow null.
    private static bool IsConditional(JsonObject target, string name, Readings readings) =>
        (name is "text" or "verb" && target["delete"]?.ToString() == "true" && readings.Is("A65", "conditional"))
        || (name == "eventId" && target.ContainsKey(name));

    private static bool IsNumber(JsonNode value, string type) =>
        decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
        && (type == "number" || decimal.Truncate(number) == number);

    private static void CheckText(string text, Schema schema, string where, FieldErrors errors)
    {
        if (schema.MinLength > text.Length) errors.Add(where, $"{where} is shorter than {schema.MinLength} characters.");
        if (schema.MaxLength < text.Length) errors.Add(where, $"{where} is longer than {schema.MaxLength} characters.");
        if (schema.IsClosed && schema.Codes.Length > 0 && !schema.Codes.Contains(text)) errors.Add(where, $"{where}: '{text}' is not a known code.");
    }

    private static JsonNode? Normalize(JsonNode? node, string name, Faults.StoreRules store)
    {
        if (store == Faults.StoreRules.None) return node;
        return node switch
        {
            JsonObject target => new JsonObject(target.Select(pair => KeyValuePair.Create(pair.Key, Normalize(pair.Value?.DeepClone(), pair.Key, store)))),
            JsonArray items => new JsonArray([.. items.Select(item => Normalize(item?.DeepClone(), name, store))]),
            JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(store.Apply(name, text)),
            _ => node,
        };
    }
}
