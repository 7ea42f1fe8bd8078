using System.Text.Encodings.Web;

namespace FastTrackFpx.Rest.Content;

/// <summary>Writes the plain values of <see cref="Http.RawResponse.Value"/> as JSON, for bodies that scripts compose.</summary>
internal static class PlainJson
{
    private const int MaxDepth = 64;

    /// <summary>The text. Numbers keep their digits, dates are ISO 8601, and unknown values are written as their text.</summary>
    internal static string Write(object? value) => JsonWriting.ToText(writer => Write(writer, value, 0));

    private static void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        if (depth > MaxDepth) throw new InputException(ErrorCode.InvalidInput, $"The body is nested more than {MaxDepth} levels deep.", "Body", "Pass a smaller body, or JSON text.");
        switch (value)
        {
            case IEnumerable<KeyValuePair<string, object?>> members:
                writer.WriteStartObject();
                foreach (KeyValuePair<string, object?> member in members)
                {
                    writer.WritePropertyName(WellFormed(member.Key));
                    Write(writer, member.Value, depth + 1);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable<object?> items:
                writer.WriteStartArray();
                foreach (object? item in items) Write(writer, item, depth + 1);
                writer.WriteEndArray();
                break;
            default:
                WriteLeaf(writer, value);
                break;
        }
    }

    private static void WriteLeaf(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case double number when IsFinite(number): writer.WriteNumberValue(number); break;
            case float number when IsFinite(number): writer.WriteNumberValue(number); break;
            case double or float:
                throw new InputException(
                ErrorCode.InvalidInput, $"-Body: {value} is a number that JSON cannot carry.", "Body", "Correct the value.");
            case decimal number: writer.WriteNumberValue(number); break;
            case ulong number: writer.WriteNumberValue(number); break;
            case sbyte or byte or short or ushort or int or uint or long: writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case DateTimeOffset date: writer.WriteStringValue(date); break;
            case DateTime date: writer.WriteStringValue(date); break;
            case Guid id: writer.WriteStringValue(id); break;
            default: writer.WriteStringValue(WellFormed(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty)); break;
        }
    }

    private static bool IsFinite(double number) => !double.IsNaN(number) && !double.IsInfinity(number);

    // The writer would replace half of a surrogate pair by another character.
    private static string WellFormed(string text) => SoundText.IndexOfHalfPair(text) is >= 0 and var place
        ? throw new InputException(ErrorCode.InvalidInput, $"-Body: The text has half of a surrogate pair at position {place + 1}.", "Body", "Correct the value.")
        : text;
}

/// <summary>JSON text, written strictly and without reflection.</summary>
internal static class JsonWriting
{
    /// <summary>Text in other scripts stays legible: nothing of this is ever put into a page.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string ToText(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
            write(writer);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, checked((int)stream.Length));
    }
}
