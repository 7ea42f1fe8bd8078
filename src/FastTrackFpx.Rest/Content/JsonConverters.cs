using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FastTrackFpx.Rest.Content;

/// <summary>Reads a value at the position of a reader; false if it is of another kind.</summary>
internal delegate bool TryRead<T>(ref Utf8JsonReader reader, out T value);

/// <summary>
/// Reads a value in every spelling that services use for it; anything else is an error that says what was expected and what was found. Null is the default
/// of a type that has no null.
/// </summary>
internal abstract class LenientConverter<T>(string expected, TryRead<T> tryRead) : JsonConverter<T>
{
    public sealed override bool HandleNull => default(T) is not null;

    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? default! : tryRead(ref reader, out T value) ? value : throw JsonShapeException.Of(ref reader, expected);

    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>Text; numbers and booleans by their spelling.</summary>
internal sealed class TextConverter() : LenientConverter<string?>("text", LenientValue.TryText)
{
    /// <summary>Names of a map are text as well.</summary>
    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;
}

/// <summary>An id of any kind, in its one spelling. See <see cref="Identifier"/>.</summary>
internal sealed class IdConverter() : LenientConverter<string?>("an id", LenientValue.TryId);

internal sealed class TextOrListConverter() : LenientConverter<string?>("text or a list of text", LenientValue.TryTexts);

/// <summary>A GUID with or without dashes and braces.</summary>
internal sealed class NullableGuidConverter() : LenientConverter<Guid?>("a GUID", LenientValue.TryGuid);

internal sealed class GuidConverter() : LenientConverter<Guid>("a GUID", LenientValue.OrDefault<Guid>(LenientValue.TryGuid));

/// <summary>A whole number, also with a fraction of zero.</summary>
internal sealed class NullableWholeConverter() : LenientConverter<long?>("a whole number", LenientValue.TryWhole);

internal sealed class WholeConverter() : LenientConverter<long>("a whole number", LenientValue.OrDefault<long>(LenientValue.TryWhole));

/// <summary>A number with all its digits.</summary>
internal sealed class NullableDecimalConverter() : LenientConverter<decimal?>("a number", LenientValue.TryDecimal);

/// <summary>A number of any size.</summary>
internal sealed class NullableDoubleConverter() : LenientConverter<double?>("a number", LenientValue.TryDouble);

/// <summary>True or false, also as 1 and 0.</summary>
internal sealed class NullableFlagConverter() : LenientConverter<bool?>("true or false", LenientValue.TryFlag);

/// <summary>A date and time; without an offset it is UTC.</summary>
internal sealed class NullableDateConverter() : LenientConverter<DateTimeOffset?>("a date", LenientValue.TryDate);

internal sealed class DateConverter() : LenientConverter<DateTimeOffset>("a date", LenientValue.OrDefault<DateTimeOffset>(LenientValue.TryDate));

/// <summary>One or several of something, which a service writes with or without brackets.</summary>
internal sealed class OneOrMany<T> : List<T>;

/// <summary>Reads <see cref="OneOrMany{T}"/>. Nulls are left out.</summary>
internal sealed class OneOrManyConverter<T> : JsonConverter<OneOrMany<T>>
{
    public override OneOrMany<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject)) throw JsonShapeException.Of(ref reader, "an object");
        var items = new OneOrMany<T>();
        bool isList = reader.TokenType == JsonTokenType.StartArray;
        while (!isList || (reader.Read() && reader.TokenType != JsonTokenType.EndArray))
        {
            if (reader.TokenType != JsonTokenType.Null) items.Add(One(ref reader, options));
            if (!isList) break;
        }

        return items;
    }

    private static T One(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Deserialize(ref reader, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)))!;
        }
        catch (JsonException wrong)
        {
            // A reader inside a reader knows only its own part of the path.
            throw JsonShapeException.Below(wrong);
        }
    }

    public override void Write(Utf8JsonWriter writer, OneOrMany<T> value, JsonSerializerOptions options) => throw new NotSupportedException();
}
