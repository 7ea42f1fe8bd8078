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

    private protected static bool IsBlank(string? text) => string.IsNullOrWhiteSpace(text);
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
            JsonTokenType.String => StringCache.Current.Get(ref reader),
            JsonTokenType.Number => StringCache.Current.Get(ref reader),
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

/// <summary>A GUID with or without dashes and braces; blank text is null.</summary>
internal sealed class NullableGuidConverter() : LenientConverter<Guid?>("a GUID")
{
    protected internal override bool TryRead(ref Utf8JsonReader reader, out Guid? value)
    {
        value = null;
        if (reader.TokenType != JsonTokenType.String) return false;
        if (reader.TryGetGuid(out Guid plain))
        {
            value = plain;
            return true;
        }

        string? text = reader.GetString();
        if (IsBlank(text)) return true;
        bool isGuid = Identifier.TryGuid(text, out Guid guid);
        value = guid;
        return isGuid;
    }
}

/// <summary>A GUID; null and blank text are the empty one.</summary>
internal sealed class GuidConverter() : NotNullConverter<Guid>(new NullableGuidConverter());

/// <summary>A whole number, also as text or with a fraction of zero; blank text is null.</summary>
internal sealed class NullableWholeConverter() : LenientConverter<long?>("a whole number")
{
    protected internal override bool TryRead(ref Utf8JsonReader reader, out long? value)
    {
        value = null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long whole))
        {
            value = whole;
            return true;
        }

        if (!NullableDecimalConverter.TryReadNumber(ref reader, out decimal? number)) return false;
        if (number is not { } found) return true;
        if (decimal.Truncate(found) != found || found is < long.MinValue or > long.MaxValue) return false;
        value = (long)found;
        return true;
    }
}

/// <summary>A whole number; null and blank text are 0.</summary>
internal sealed class WholeConverter() : NotNullConverter<long>(new NullableWholeConverter());

/// <summary>A number with all its digits, also as text; blank text is null.</summary>
internal sealed class NullableDecimalConverter() : LenientConverter<decimal?>("a number")
{
    protected internal override bool TryRead(ref Utf8JsonReader reader, out decimal? value) => TryReadNumber(ref reader, out value);

    internal static bool TryReadNumber(ref Utf8JsonReader reader, out decimal? value)
    {
        value = null;
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (!reader.TryGetDecimal(out decimal number)) return false;
            value = number;
            return true;
        }

        if (reader.TokenType != JsonTokenType.String) return false;
        string? text = reader.GetString();
        if (string.IsNullOrWhiteSpace(text)) return true;
        bool isNumber = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal parsed);
        value = parsed;
        return isNumber;
    }
}

/// <summary>A number of any size, also as text; blank text is null.</summary>
internal sealed class NullableDoubleConverter() : LenientConverter<double?>("a number")
{
    protected internal override bool TryRead(ref Utf8JsonReader reader, out double? value)
    {
        value = null;
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (!reader.TryGetDouble(out double number)) return false;
            value = number;
            return true;
        }

        if (reader.TokenType != JsonTokenType.String) return false;
        string? text = reader.GetString();
        if (IsBlank(text)) return true;
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed);
        value = parsed;
        return isNumber;
    }
}

/// <summary>True or false, also as text, or as 1 and 0; blank text is null.</summary>
internal sealed class NullableFlagConverter() : LenientConverter<bool?>("true or false")
{
    protected internal override bool TryRead(ref Utf8JsonReader reader, out bool? value)
    {
        value = null;
        switch (reader.TokenType)
        {
            case JsonTokenType.True or JsonTokenType.False:
                value = reader.TokenType == JsonTokenType.True;
                return true;
            case JsonTokenType.Number when reader.TryGetInt64(out long number) && number is 0 or 1:
                value = number == 1;
                return true;
            case JsonTokenType.String:
                string text = reader.GetString()!.Trim();
                if (text.Length == 0) return true;
                value = text == "1" || string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
                return value.Value || text == "0" || string.Equals(text, "false", StringComparison.OrdinalIgnoreCase);
            default:
                return false;
        }
    }
}

/// <summary>A date and time; without an offset it is UTC. Blank text is null.</summary>
internal sealed class NullableDateConverter() : LenientConverter<DateTimeOffset?>("a date")
{
    protected internal override bool TryRead(ref Utf8JsonReader reader, out DateTimeOffset? value)
    {
        value = null;
        if (reader.TokenType != JsonTokenType.String) return false;
        if (TryReadIso(ref reader, out DateTimeOffset iso))
        {
            value = iso;
            return true;
        }

        string? text = reader.GetString();
        if (IsBlank(text)) return true;
        bool isDate = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date);
        value = date;
        return isDate;
    }

    /// <summary>As nearly all dates come, without a string in between. The library takes a date without an offset as local time.</summary>
    private static bool TryReadIso(ref Utf8JsonReader reader, out DateTimeOffset date)
    {
        date = default;
        if (!reader.TryGetDateTime(out DateTime time)) return false;
        if (time.Kind == DateTimeKind.Local) return reader.TryGetDateTimeOffset(out date);
        date = new DateTimeOffset(time.Ticks, TimeSpan.Zero);
        return true;
    }
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
