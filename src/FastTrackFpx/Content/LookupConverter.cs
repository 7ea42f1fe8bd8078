using System.Text.Json.Serialization;

namespace FastTrackFpx.Content;

/// <summary>Reads a reference to an entry of a lookup. Most of what a list of records consists of, so it is read by hand.</summary>
internal sealed class LookupConverter : JsonConverter<FpxLookup>
{
    public override FpxLookup Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw JsonShapeException.Of(ref reader, "an object");
        var (id, name) = ((string?)null, (string?)null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = id is null && Is(ref reader, "id");
            bool isName = !isId && name is null && Is(ref reader, "name");
            reader.Read();
            if (!isId && !isName) reader.Skip();
            else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) throw JsonShapeException.Of(ref reader, isId ? "an id" : "text", isId ? "id" : "name");
            else if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number)) continue;
            else if (isId) id = StringCache.Current.GetId(ref reader);
            else name = StringCache.Current.Get(ref reader);
        }

        return new FpxLookup { Id = id, Name = name, IsRead = true };
    }

    public override void Write(Utf8JsonWriter writer, FpxLookup value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static bool Is(ref Utf8JsonReader reader, string name) =>
        reader.ValueTextEquals(name) || (reader.ValueSpan.Length == name.Length && string.Equals(reader.GetString(), name, StringComparison.OrdinalIgnoreCase));
}
