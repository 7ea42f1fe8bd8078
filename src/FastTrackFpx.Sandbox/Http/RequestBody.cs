using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using FastTrackFpx.Sandbox.Faults;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>Reads the JSON of a request's body.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    public static JsonDocument Parse(ServiceRequest request)
    {
        if (!request.Headers.ContentType.ToString().Contains("json", StringComparison.OrdinalIgnoreCase))
        {
            throw new Rejection(415, "The body of a request must be application/json.");
        }

        try
        {
            CheckText(request.Body.Span);
            return JsonDocument.Parse(request.Body, Options);
        }
        catch (JsonException e)
        {
            throw Rejection.Field(
                "Body", string.Create(
                    CultureInfo.InvariantCulture, $"The body is not JSON (line {e.LineNumber + 1}, position {e.BytePositionInLine + 1})."));
        }
    }

    // JsonDocument notices invalid UTF-8 and escaped halves of surrogate pairs only when a value is read.
    private static void CheckText(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body)) throw Rejection.Field("Body", "The body is not valid UTF-8.");
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = Options.MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped) reader.GetString();
            }
        }
        catch (InvalidOperationException)
        {
            throw Rejection.Field("Body", "A string of the body is not valid Unicode.");
        }
    }

    /// <summary>The fields of a body that must be one object.</summary>
    public static BodyFields Object(JsonDocument document, FieldErrors errors, ServiceRequest request) =>
        document.RootElement.ValueKind == JsonValueKind.Object
            ? new BodyFields(document.RootElement, errors, request.Store)
            : throw Rejection.Field("Body", "The body is not a JSON object.");
}

/// <summary>
/// The fields of one object of a request. Names match without case unless a comparer is given; unknown ones are ignored. A value
/// of the wrong kind becomes an error under the field's PascalCase name and is read as null.
/// </summary>
internal sealed class BodyFields
{
    private readonly Dictionary<string, JsonElement> _values;
    private readonly FieldErrors _errors;
    private readonly StoreRules _store;
    private readonly string _messagePrefix;

    public BodyFields(
        JsonElement element, FieldErrors errors, StoreRules store, string messagePrefix = "", StringComparer? names = null)
    {
        _errors = errors;
        _store = store;
        _messagePrefix = messagePrefix;
        _values = new Dictionary<string, JsonElement>(names ?? StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty property in element.EnumerateObject()) _values[property.Name] = property.Value;
    }

    /// <summary>True if the field was sent, null included.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>True if the field was sent and is not null.</summary>
    public bool IsSet(string name) => _values.TryGetValue(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    public void Reject(string name, string message) => _errors.Add(name, _messagePrefix + message);

    public string? Text(string name)
    {
        if (Value(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.String) return _store.Apply(name, value.GetString()!);
        Reject(name, "This is not text.");
        return null;
    }

    public bool? Flag(string name)
    {
        if (Value(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Reject(name, "This is neither true nor false.");
        return null;
    }

    /// <summary>True if the field is a whole number, or text that consists of digits.</summary>
    public bool IsNumeric(string name, out int number)
    {
        number = 0;
        return Value(name) is { } value && (value.ValueKind == JsonValueKind.Number
            ? value.TryGetInt32(out number)
            : value.ValueKind == JsonValueKind.String
                && int.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number));
    }

    public int? Integer(string name) => Value(name) is { } value ? Integer(name, value) : null;

    public int[]? Integers(string name)
    {
        if (Value(name) is not { } value) return null;
        var numbers = new List<int>();
        if (value.ValueKind != JsonValueKind.Array)
        {
            Reject(name, "This is not a list of whole numbers.");
            return null;
        }

        foreach (JsonElement item in value.EnumerateArray())
        {
            if (Integer(name, item) is { } number) numbers.Add(number);
        }

        return [.. numbers];
    }

    /// <summary>A GUID, with or without dashes, as lower-case text with dashes.</summary>
    public string? Uuid(string name)
    {
        if (Text(name) is not { } text) return null;
        if (Guid.TryParse(text, out Guid guid)) return guid.ToString("D");
        Reject(name, $"'{text}' is not a GUID.");
        return null;
    }

    /// <summary>A time in the form of responses; one without an offset is UTC.</summary>
    public string? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        bool looksRight = text.Length >= 10 && text[4] == '-' && text[7] == '-';
        if (looksRight && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out DateTimeOffset time))
        {
            return time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
        }

        Reject(name, $"'{text}' is not a date and time.");
        return null;
    }

    private int? Integer(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)) return number;
        Reject(name, "This is not a whole number.");
        return null;
    }

    private JsonElement? Value(string name) => IsSet(name) ? _values[name] : null;
}
