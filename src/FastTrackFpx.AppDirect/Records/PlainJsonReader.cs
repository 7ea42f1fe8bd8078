using System.Text;

namespace FastTrackFpx.AppDirect.Records;

/// <summary>Reads any JSON as values that a script can walk: text, numbers, booleans, arrays, and objects as custom objects.</summary>
internal static class PlainJsonReader
{
    /// <summary>The depth is far beyond any document of the API.</summary>
    internal static readonly JsonReaderOptions Options = new() { MaxDepth = 64, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads the value at which the reader stands, to its end.</summary>
    internal static object? Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String: return reader.GetString();
            case JsonTokenType.Number: return Number(ref reader);
            case JsonTokenType.True: return true;
            case JsonTokenType.False: return false;
            case JsonTokenType.StartArray:
                var items = new List<object?>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader));
                return items.ToArray();
            case JsonTokenType.StartObject:
                var record = new PSObject();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    string name = reader.GetString()!;
                    reader.Read();
                    record.Set(name, Read(ref reader));
                }

                return record;
            default: return null;
        }
    }

    /// <summary>Sets a property of a custom object. No property may have an empty name.</summary>
    internal static void Set(this PSObject record, string name, object? value)
    {
        if (name.Length == 0) name = "_";
        if (record.Properties[name] is { } known) known.Value = value;
        else record.Properties.Add(new PSNoteProperty(name, value));
    }

    private static object Number(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out long whole)) return whole;
        if (reader.TryGetDecimal(out decimal number)) return number;
        // More digits than any number type has.
        return Encoding.UTF8.GetString(reader.ValueSpan.ToArray());
    }
}
