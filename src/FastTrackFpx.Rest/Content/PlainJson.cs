using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FastTrackFpx.Rest.Content;

/// <summary>JSON text of the plain values that <see cref="Http.RawResponse.Value"/> is made of; the way back for bodies that scripts put together.</summary>
public static class PlainJson
{
    private const int MaxDepth = 64;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text. Numbers keep their digits, dates are ISO 8601, everything unknown is written as its text.</summary>
    /// <param name="value">
    /// null, bool, text, a number, a date, a Guid, a list of such values, or a list of pairs for an object.
    /// </param>
    /// <exception cref="InputException">The value is nested more than 64 levels deep, most likely in itself, or has what JSON cannot carry.</exception>
    public static string Write(object? value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options)) Write(writer, value, 0);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

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
            case double or float: throw new InputException(
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
