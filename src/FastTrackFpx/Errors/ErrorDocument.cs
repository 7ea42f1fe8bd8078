using System.Text.Json;
using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Errors;

/// <summary>
/// The body of an error answer, in either documented shape: names in camelCase or PascalCase, refused fields in an <c>errors</c> map of its own or
/// inside the dependency's error code, which itself may be text that holds JSON.
/// </summary>
internal sealed class ErrorDocument
{
    private readonly Func<string, string> _mask;
    private readonly Dictionary<string, IReadOnlyList<string>> _fieldErrors = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether this is the service's own error document and not one of a gateway before it.</summary>
    internal bool IsDocumented { get; private set; }

    internal string? Message { get; private set; }

    internal string? DependencyType { get; private set; }

    internal string? DependencyOwner { get; private set; }

    internal string? DependencyErrorCode { get; private set; }

    internal IReadOnlyDictionary<string, IReadOnlyList<string>> FieldErrors => _fieldErrors;

    private ErrorDocument(Func<string, string> mask) => _mask = mask;

    /// <summary>Reads what there is; a body that is no JSON gives an empty document.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="mask">Leaves out of a text what errors must not hold.</param>
    internal static ErrorDocument Of(RestResponse answer, Func<string, string> mask)
    {
        var document = new ErrorDocument(mask);
        if (TryParse(answer.Body) is not { } json) return document;
        using (json)
        {
            try
            {
                document.Read(new JsonRecord(json.RootElement));
            }
            catch (Exception damage) when (damage is JsonShapeException or InvalidOperationException)
            {
                // Half an explanation is better than none: what was read so far stays.
            }
        }

        return document;
    }

    private static JsonDocument? TryParse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return body.Length == 0 ? null : JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = JsonBody.Depth });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Read(JsonRecord root)
    {
        if (!root.IsObject) return;
        JsonRecord dependency = root["dependencyErrorCode"];
        IsDocumented = root["errorStatus"].HasValue || root["dependencyType"].HasValue || dependency.HasValue || root["errors"].IsObject;
        ReadFields(root["errors"]);
        ReadDependency(dependency);
        Message = Words(root["message", "title"]) ?? Words(root["detail"]) ?? Words(root["error"]["message"]) ?? Words(root["error"]);
        DependencyType = Trimmed(root["dependencyType"]);
        DependencyOwner = Trimmed(root["dependencyOwner"]);
    }

    private void ReadDependency(JsonRecord dependency)
    {
        if (!dependency.HasValue) return;
        if (dependency.IsObject)
        {
            ReadFields(dependency["errors"].IsObject ? dependency["errors"] : dependency);
            DependencyErrorCode = _mask(dependency.Element.GetRawText());
            return;
        }

        DependencyErrorCode = Words(dependency);
        if (Trimmed(dependency) is not { Length: > 1 } text || text[0] != '{') return;
        using JsonDocument? nested = TryParse(System.Text.Encoding.UTF8.GetBytes(text));
        if (nested is null) return;
        var record = new JsonRecord(nested.RootElement);
        ReadFields(record["errors"].IsObject ? record["errors"] : record);
    }

    private void ReadFields(JsonRecord map)
    {
        if (!map.IsObject) return;
        foreach (KeyValuePair<string, JsonRecord> field in map.Properties)
        {
            List<string> messages = Messages(field.Value);
            if (messages.Count > 0 && !_fieldErrors.ContainsKey(field.Key)) _fieldErrors.Add(field.Key, messages);
        }
    }

    private List<string> Messages(JsonRecord value)
    {
        var messages = new List<string>();
        if (value.IsArray)
        {
            foreach (JsonElement item in value.Element.EnumerateArray())
            {
                if (Words(new JsonRecord(item)) is { } message) messages.Add(message);
            }
        }
        else if (value.Element.ValueKind == JsonValueKind.String && Words(value) is { } single)
        {
            messages.Add(single);
        }

        return messages;
    }

    private string? Words(JsonRecord value) => Trimmed(value) is { } text ? _mask(text) : null;

    private static string? Trimmed(JsonRecord value)
    {
        if (value.Element.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)) return null;
        try
        {
            string text = value.Element.ValueKind == JsonValueKind.String ? value.Element.GetString()! : value.Element.GetRawText();
            return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }
}
