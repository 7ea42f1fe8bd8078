using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;

namespace FastTrackFpx.Rest.Content;

internal static class PlainJson
{
    private const int MaxDepth = 30;

    /// <summary>Text in other scripts stays legible: nothing of this is ever put into a page.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The JSON of plain values, or of what a script wrote: tables and objects become objects, and lists stay lists. Numbers keep their digits, dates are
    /// ISO 8601, and other values are written as their text.
    /// </summary>
    internal static string Write(object? value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options)) Write(writer, value);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, checked((int)stream.Length));
    }

    /// <summary>The same to a writer.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    /// <param name="writeOwn">Writes what a service has in a form of its own, at any depth; returns false for anything else.</param>
    internal static void Write(Utf8JsonWriter writer, object? value, Func<object, bool>? writeOwn = null) => Write(writer, value, 0, writeOwn);

    private static void Write(Utf8JsonWriter writer, object? value, int depth, Func<object, bool>? writeOwn)
    {
        if (depth > MaxDepth) throw Invalid($"The body is nested more than {MaxDepth} levels deep.", "Pass a smaller body, or JSON text.");
        // PowerShell's types are named in methods of their own, so that bodies of plain values are written without PowerShell.
        object? bare = value?.GetType().Name == "PSObject" ? Unwrap(value) : value;
        if (bare is not null && writeOwn?.Invoke(bare) == true) return;
        switch (bare)
        {
            case null or DBNull: writer.WriteNullValue(); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case double or float when Convert.ToDouble(bare, CultureInfo.InvariantCulture) is var number && (double.IsNaN(number) || double.IsInfinity(number)):
                throw Invalid($"-Body: {bare} is a number that JSON cannot carry.", "Correct the value.");
            case double number: writer.WriteNumberValue(number); break;
            case float number: writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case ulong number: writer.WriteNumberValue(number); break;
            case sbyte or byte or short or ushort or int or uint or long: writer.WriteNumberValue(Convert.ToInt64(bare, CultureInfo.InvariantCulture)); break;
            case DateTimeOffset date: writer.WriteStringValue(date); break;
            case DateTime date: writer.WriteStringValue(date); break;
            // Not part of netstandard2.0; their round-trip format is ISO 8601.
            case IFormattable date when bare.GetType().FullName is "System.DateOnly" or "System.TimeOnly":
                writer.WriteStringValue(date.ToString("O", CultureInfo.InvariantCulture));
                break;
            case string or ValueType or Uri or Version: writer.WriteStringValue(WellFormed(Convert.ToString(bare, CultureInfo.InvariantCulture)!)); break;
            case IEnumerable<KeyValuePair<string, object?>> members:
                WriteObject(writer, members.Select(member => (member.Key, member.Value)), depth, writeOwn);
                break;
            case IDictionary table:
                WriteObject(writer, table.Keys.Cast<object>().Select(key => (key.ToString() ?? string.Empty, (object?)table[key])), depth, writeOwn);
                break;
            case IEnumerable items:
                writer.WriteStartArray();
                foreach (object? item in items) Write(writer, item, depth + 1, writeOwn);
                writer.WriteEndArray();
                break;
            default: WriteObject(writer, MembersOf(bare), depth, writeOwn); break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, IEnumerable<(string Name, object? Value)> members, int depth, Func<object, bool>? writeOwn)
    {
        writer.WriteStartObject();
        foreach ((string name, object? value) in members)
        {
            writer.WritePropertyName(WellFormed(name));
            Write(writer, value, depth + 1, writeOwn);
        }

        writer.WriteEndObject();
    }

    // The writer would replace half of a surrogate pair by another character.
    private static string WellFormed(string text) => SoundText.IndexOfHalfPair(text) is >= 0 and var place
        ? throw Invalid($"-Body: The text has half of a surrogate pair at position {place + 1}.", "Correct the value.")
        : text;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object Unwrap(object value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private static IEnumerable<(string Name, object? Value)> MembersOf(object value) => PSObject.AsPSObject(value).Properties.Select(property => (property.Name, ValueOf(property)));

    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException unreadable)
        {
            throw Invalid($"The body has a property '{property.Name}' that cannot be read: {unreadable.GetBaseException().Message}", "Pass a table or a custom object with the values to send.");
        }
    }

    private static InputException Invalid(string message, string action) => new(ErrorCode.InvalidInput, message, "Body", action);
}
