namespace FastTrackFpx.Rest.Content;

/// <summary>A value of another kind than expected. The reader adds the path; <see cref="JsonBody"/> turns it into a <see cref="ContentException"/>.</summary>
internal sealed class JsonShapeException : JsonException
{
    private const int LongestValue = 40;

    internal JsonShapeException(string place, string expected, string found)
        : this(place, $"expected {expected}, found {found}")
    {
    }

    private JsonShapeException(string place, string message)
        : base(message) => Place = place;

    /// <summary>The place below the path that the reader knows; empty for that value itself.</summary>
    internal string Place { get; }

    /// <summary>The error for the value at the position of a reader.</summary>
    internal static JsonShapeException Of(ref Utf8JsonReader reader, string expected, string place = "") =>
        new(place, expected, Describe(JsonElement.ParseValue(ref reader)));

    /// <summary>The error of a reader inside a reader, to which the outer one adds its own part of the path.</summary>
    internal static JsonShapeException Below(JsonException inner)
    {
        string path = (inner.Path ?? string.Empty).TrimStart('$').TrimStart('.');
        string place = inner is JsonShapeException { Place.Length: > 0 } shape ? (path.Length == 0 ? shape.Place : $"{path}.{shape.Place}") : path;
        return inner is JsonShapeException ? new(place, inner.Message) : new(place, "an object or a list", "another value");
    }

    internal static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the string '{Cut(value.GetRawText().Trim('"'))}'",
        JsonValueKind.Null => "null",
        JsonValueKind.Undefined => "another value",
        JsonValueKind.Number => $"the number {Cut(value.GetRawText())}",
        _ => value.GetRawText(),
    };

    private static string Cut(string value)
    {
        if (value.Length <= LongestValue) return value;
        return value.Substring(0, char.IsHighSurrogate(value[LongestValue - 1]) ? LongestValue - 1 : LongestValue) + "...";
    }
}
