using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>Reads the JSON of a request's body.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, Options);
        }
        catch (JsonException e)
        {
            throw Refusal.Field(
                "Body", string.Create(
                    CultureInfo.InvariantCulture, $"The body is not JSON (line {e.LineNumber + 1}, position {e.BytePositionInLine + 1})."));
        }
    }

    /// <summary>The fields of a body that has to be one object.</summary>
    public static BodyFields Object(JsonDocument document, FieldErrors errors) => document.RootElement.ValueKind == JsonValueKind.Object
        ? new BodyFields(document.RootElement, errors)
        : throw Refusal.Field("Body", "The body is not a JSON object.");
}

/// <summary>
/// The fields of one object of a request. Names match in any case unless told otherwise, unknown ones are ignored. A value of
/// the wrong kind becomes an error under the field's PascalCase name, and reads as null.
/// </summary>
internal sealed class BodyFields
{
    private readonly Dictionary<string, JsonElement> _values;
    private readonly FieldErrors _errors;
    private readonly string _messagePrefix;

    public BodyFields(JsonElement element, FieldErrors errors, string messagePrefix = "", StringComparer? names = null)
    {
        _errors = errors;
        _messagePrefix = messagePrefix;
        _values = new Dictionary<string, JsonElement>(names ?? StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty property in element.EnumerateObject()) _values[property.Name] = property.Value;
    }

    /// <summary>Whether the field was sent, be it as null.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>Whether the field has a value.</summary>
    public bool IsSet(string name) => _values.TryGetValue(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    public void Refuse(string name, string message) => _errors.Add(FieldName(name), _messagePrefix + message);

    public string? Text(string name)
    {
        if (Value(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        Refuse(name, "This is not text.");
        return null;
    }

    public bool? Flag(string name)
    {
        if (Value(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Refuse(name, "This is neither true nor false.");
        return null;
    }

    /// <summary>Whether the field is a whole number, or text that is made of its digits.</summary>
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
            Refuse(name, "This is not a list of whole numbers.");
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
        Refuse(name, $"'{text}' is not a GUID.");
        return null;
    }

    /// <summary>A time, as answers write it; one without an offset is UTC.</summary>
    public string? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        bool looksRight = text.Length >= 10 && text[4] == '-' && text[7] == '-';
        if (looksRight && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out DateTimeOffset time))
        {
            return time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
        }

        Refuse(name, $"'{text}' is not a date and time.");
        return null;
    }

    private int? Integer(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)) return number;
        Refuse(name, "This is not a whole number.");
        return null;
    }

    private JsonElement? Value(string name) => IsSet(name) ? _values[name] : null;

    private static string FieldName(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
