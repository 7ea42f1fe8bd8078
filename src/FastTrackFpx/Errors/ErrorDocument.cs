namespace FastTrackFpx.Errors;

/// <summary>The body of an error response, in either documented shape. The refused fields may be inside a text that holds JSON.</summary>
internal sealed class ErrorDocument(Func<string, string> mask)
{
    private readonly Dictionary<string, IReadOnlyList<string>> _fieldErrors = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether this is the service's own error document and not one of a gateway before it.</summary>
    internal bool IsDocumented { get; private set; }
    internal string? Message { get; private set; }
    internal string? DependencyType { get; private set; }
    internal string? DependencyOwner { get; private set; }
    internal string? DependencyErrorCode { get; private set; }

    internal IReadOnlyDictionary<string, IReadOnlyList<string>> FieldErrors => _fieldErrors;

    /// <summary>Reads what there is; a body that is not JSON is an empty document.</summary>
    internal static ErrorDocument Of(RestResponse answer)
    {
        var document = new ErrorDocument(words => answer.Service.RedactText(words, answer.Request));
        try
        {
            using JsonDocument? json = TryParse(answer.Body);
            if (json is not null) document.Read(json.RootElement);
        }
        catch (InvalidOperationException)
        {
            // Half an explanation is better than none: what was read so far stays.
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

    private void Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return;
        JsonElement dependency = JsonBody.Find(root, "dependencyErrorCode");
        JsonElement errors = JsonBody.Find(root, "errors");
        IsDocumented = IsNested(errors) || HasValue(dependency)
            || HasValue(JsonBody.Find(root, "errorStatus")) || HasValue(JsonBody.Find(root, "dependencyType"));
        ReadFields(errors);
        ReadFields(dependency);
        JsonElement error = JsonBody.Find(root, "error");
        Message = Words(JsonBody.Find(root, "message")) ?? Words(JsonBody.Find(root, "title")) ?? Words(JsonBody.Find(root, "detail"))
            ?? Words(JsonBody.Find(error, "message")) ?? Words(error);
        DependencyType = Trimmed(JsonBody.Find(root, "dependencyType"));
        DependencyOwner = Trimmed(JsonBody.Find(root, "dependencyOwner"));
        DependencyErrorCode = !IsNested(dependency) ? Words(dependency)
            : dependency.ValueKind == JsonValueKind.Array && Messages(dependency) is { Count: > 0 } messages ? string.Join(" ", messages)
            : mask(dependency.GetRawText());
    }

    /// <summary>A map of field names to messages, an object with such a map, a list of them, or text that holds one of these as JSON.</summary>
    private void ReadFields(JsonElement value)
    {
        if (IsNested(JsonBody.Find(value, "errors")))
        {
            ReadFields(JsonBody.Find(value, "errors"));
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement part in value.EnumerateArray()) ReadFields(part);
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty field in value.EnumerateObject())
            {
                List<string> messages = Messages(field.Value);
                if (messages.Count > 0 && !_fieldErrors.ContainsKey(field.Name)) _fieldErrors.Add(field.Name, messages);
            }
        }
        else if (Trimmed(value) is { Length: > 1 } text && text[0] is '{' or '[')
        {
            using JsonDocument? nested = TryParse(Encoding.UTF8.GetBytes(text));
            if (nested is not null) ReadFields(nested.RootElement);
        }
    }

    private List<string> Messages(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(OneMessage).OfType<string>()]
        : [.. new[] { OneMessage(value) }.OfType<string>()];

    /// <summary>A message; of an object the message inside, or else the whole of it as JSON.</summary>
    private string? OneMessage(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Words(JsonBody.Find(value, "message")) ?? Words(JsonBody.Find(value, "errorMessage")) ?? mask(value.GetRawText()),
        JsonValueKind.Array => mask(value.GetRawText()),
        JsonValueKind.Number => null,
        _ => Words(value),
    };

    private string? Words(JsonElement value) => Trimmed(value) is { } text ? mask(text) : null;

    private static bool IsNested(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    private static bool HasValue(JsonElement value) => value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

    private static string? Trimmed(JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)) return null;
        try
        {
            string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }
}
