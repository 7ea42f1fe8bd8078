using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FastTrackFpx.Rest.Content;

/// <summary>Reads a value in every spelling that services use for it; anything else is an error that says what was expected and what was found.</summary>
internal abstract class LenientConverter<T>(string expected) : JsonConverter<T>
{
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryRead(ref reader, out T value) ? value : throw JsonShapeException.Of(ref reader, expected);

    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotSupportedException();

    protected internal abstract bool TryRead(ref Utf8JsonReader reader, out T value);
}

/// <summary>A value that services write as text too, of which blank text is null.</summary>
internal abstract class TextualConverter<T>(string expected) : LenientConverter<T?>(expected)
    where T : struct
{
    protected internal sealed override bool TryRead(ref Utf8JsonReader reader, out T? value)
    {
        value = null;
        if (!TryReadUsual(ref reader, out T found))
        {
            if (reader.TokenType != JsonTokenType.String) return false;
            string? text = reader.GetString();
            if (string.IsNullOrWhiteSpace(text)) return true;
            if (!TryParse(text!, out found)) return false;
        }

        value = found;
        return true;
    }

    /// <summary>Reads the usual form, without a string in between.</summary>
    private protected abstract bool TryReadUsual(ref Utf8JsonReader reader, out T value);

    private protected abstract bool TryParse(string text, out T value);
}

/// <summary>The same value where it cannot be null: null is its default.</summary>
internal abstract class NotNullConverter<T>(LenientConverter<T?> inner) : JsonConverter<T>
    where T : struct
{
    public sealed override bool HandleNull => true;

    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? default : inner.Read(ref reader, typeToConvert, options) ?? default;

    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>Text; numbers and booleans by their spelling.</summary>
internal sealed class TextConverter() : LenientConverter<string?>("text")
{
    /// <summary>Names of a map are text as well.</summary>
    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    protected internal override bool TryRead(ref Utf8JsonReader reader, out string? value)
    {
        value = reader.TokenType switch
        {
            JsonTokenType.String or JsonTokenType.Number => StringCache.Current.Get(ref reader),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => null,
        };
        return value is not null;
    }
}

/// <summary>An id of any kind, in its one spelling. See <see cref="Identifier"/>.</summary>
internal sealed class IdConverter() : LenientConverter<string?>("an id")
{
    protected internal override bool TryRead(ref Utf8JsonReader reader, out string? value)
    {
        value = null;
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number)) return false;
        value = StringCache.Current.GetId(ref reader);
        return true;
    }
}

internal sealed class TextOrListConverter() : LenientConverter<string?>("text or a list of text")
{
    private static readonly TextConverter Text = new();

    protected internal override bool TryRead(ref Utf8JsonReader reader, out string? value)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return Text.TryRead(ref reader, out value);
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Null) continue;
            if (!Text.TryRead(ref reader, out value)) return false;
            texts.Add(value!);
        }

        value = string.Join("; ", texts);
        return true;
    }
}

/// <summary>A GUID with or without dashes and braces.</summary>
internal sealed class NullableGuidConverter() : TextualConverter<Guid>("a GUID")
{
    private protected override bool TryReadUsual(ref Utf8JsonReader reader, out Guid value)
    {
        value = default;
        return reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out value);
    }

    private protected override bool TryParse(string text, out Guid value) => Identifier.TryGuid(text, out value);
}

/// <summary>A GUID; null and blank text are the empty one.</summary>
internal sealed class GuidConverter() : NotNullConverter<Guid>(new NullableGuidConverter());

/// <summary>A whole number, also with a fraction of zero.</summary>
internal sealed class NullableWholeConverter() : TextualConverter<long>("a whole number")
{
    private protected override bool TryReadUsual(ref Utf8JsonReader reader, out long value)
    {
        value = 0;
        return reader.TokenType == JsonTokenType.Number
            && (reader.TryGetInt64(out value) || (reader.TryGetDecimal(out decimal number) && TryWhole(number, out value)));
    }

    private protected override bool TryParse(string text, out long value)
    {
        value = 0;
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) && TryWhole(number, out value);
    }

    private static bool TryWhole(decimal number, out long value)
    {
        bool isWhole = decimal.Truncate(number) == number && number is >= long.MinValue and <= long.MaxValue;
        value = isWhole ? (long)number : 0;
        return isWhole;
    }
}

/// <summary>A whole number; null and blank text are 0.</summary>
internal sealed class WholeConverter() : NotNullConverter<long>(new NullableWholeConverter());

/// <summary>A number with all its digits.</summary>
internal sealed class NullableDecimalConverter() : TextualConverter<decimal>("a number")
{
    private protected override bool TryReadUsual(ref Utf8JsonReader reader, out decimal value)
    {
        value = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out value);
    }

    private protected override bool TryParse(string text, out decimal value) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}

/// <summary>A number of any size.</summary>
internal sealed class NullableDoubleConverter() : TextualConverter<double>("a number")
{
    private protected override bool TryReadUsual(ref Utf8JsonReader reader, out double value)
    {
        value = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out value);
    }

    private protected override bool TryParse(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}

/// <summary>True or false, also as 1 and 0.</summary>
internal sealed class NullableFlagConverter() : TextualConverter<bool>("true or false")
{
    private protected override bool TryReadUsual(ref Utf8JsonReader reader, out bool value)
    {
        value = reader.TokenType == JsonTokenType.True;
        if (value || reader.TokenType == JsonTokenType.False) return true;
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number)) return false;
        value = number == 1;
        return number is 0 or 1;
    }

    private protected override bool TryParse(string text, out bool value)
    {
        text = text.Trim();
        value = text == "1" || string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
        return value || text == "0" || string.Equals(text, "false", StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>A date and time; without an offset it is UTC.</summary>
internal sealed class NullableDateConverter() : TextualConverter<DateTimeOffset>("a date")
{
    private protected override bool TryReadUsual(ref Utf8JsonReader reader, out DateTimeOffset value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.String || !reader.TryGetDateTime(out DateTime time)) return false;
        // The library takes a date without an offset as local time.
        if (time.Kind == DateTimeKind.Local) return reader.TryGetDateTimeOffset(out value);
        value = new DateTimeOffset(time.Ticks, TimeSpan.Zero);
        return true;
    }

    private protected override bool TryParse(string text, out DateTimeOffset value) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);
}

/// <summary>A date and time; null and blank text are the first moment of the calendar.</summary>
internal sealed class DateConverter() : NotNullConverter<DateTimeOffset>(new NullableDateConverter());

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
