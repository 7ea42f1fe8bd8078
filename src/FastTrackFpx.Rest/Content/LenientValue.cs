namespace FastTrackFpx.Rest.Content;

/// <summary>Reads values in every spelling that services use for them. What is not text may also come as text, of which blank text is null.</summary>
internal static class LenientValue
{
    private delegate bool TryParse<T>(string text, out T value);

    internal static bool TryText(ref Utf8JsonReader reader, out string? value)
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

    internal static bool TryId(ref Utf8JsonReader reader, out string? value)
    {
        bool isId = reader.TokenType is JsonTokenType.String or JsonTokenType.Number;
        value = isId ? StringCache.Current.GetId(ref reader) : null;
        return isId;
    }

    /// <summary>Text, or the texts of a list joined.</summary>
    internal static bool TryTexts(ref Utf8JsonReader reader, out string? value)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return TryText(ref reader, out value);
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Null) continue;
            if (!TryText(ref reader, out value)) return false;
            texts.Add(value!);
        }

        value = string.Join("; ", texts);
        return true;
    }

    internal static bool TryGuid(ref Utf8JsonReader reader, out Guid? value)
    {
        if (reader.TokenType != JsonTokenType.String || !reader.TryGetGuid(out Guid id)) return FromText(ref reader, Identifier.TryGuid, out value);
        value = id;
        return true;
    }

    internal static bool TryWhole(ref Utf8JsonReader reader, out long? value)
    {
        if (reader.TokenType != JsonTokenType.Number) return FromText(ref reader, ParseWhole, out value);
        value = reader.TryGetInt64(out long whole) || (reader.TryGetDecimal(out decimal number) && TryWhole(number, out whole)) ? whole : null;
        return value is not null;
    }

    internal static bool TryDecimal(ref Utf8JsonReader reader, out decimal? value)
    {
        if (reader.TokenType != JsonTokenType.Number) return FromText(ref reader, ParseDecimal, out value);
        value = reader.TryGetDecimal(out decimal number) ? number : null;
        return value is not null;
    }

    internal static bool TryDouble(ref Utf8JsonReader reader, out double? value)
    {
        if (reader.TokenType != JsonTokenType.Number) return FromText(ref reader, ParseDouble, out value);
        value = reader.TryGetDouble(out double number) ? number : null;
        return value is not null;
    }

    internal static bool TryFlag(ref Utf8JsonReader reader, out bool? value)
    {
        value = reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Number when reader.TryGetInt64(out long number) && number is 0 or 1 => number == 1,
            _ => null,
        };
        return value is not null || FromText(ref reader, ParseFlag, out value);
    }

    internal static bool TryDate(ref Utf8JsonReader reader, out DateTimeOffset? value)
    {
        value = null;
        // The library takes a date without an offset as local time.
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTime(out DateTime time))
        {
            if (time.Kind != DateTimeKind.Local) value = new DateTimeOffset(time.Ticks, TimeSpan.Zero);
            else if (reader.TryGetDateTimeOffset(out DateTimeOffset date)) value = date;
        }

        return value is not null || FromText(ref reader, ParseDate, out value);
    }

    /// <summary>The same for a type that has no null.</summary>
    internal static TryRead<T> OrDefault<T>(TryRead<T?> tryRead)
        where T : struct => (ref Utf8JsonReader reader, out T value) =>
    {
        bool isRead = tryRead(ref reader, out T? found);
        value = found ?? default;
        return isRead;
    };

    private static bool FromText<T>(ref Utf8JsonReader reader, TryParse<T> parse, out T? value)
        where T : struct
    {
        value = null;
        if (reader.TokenType != JsonTokenType.String) return false;
        string? text = reader.GetString();
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (!parse(text!, out T found)) return false;
        value = found;
        return true;
    }

    private static bool ParseWhole(string text, out long value)
    {
        value = 0;
        return ParseDecimal(text, out decimal number) && TryWhole(number, out value);
    }

    private static bool TryWhole(decimal number, out long value)
    {
        bool isWhole = decimal.Truncate(number) == number && number is >= long.MinValue and <= long.MaxValue;
        value = isWhole ? (long)number : 0;
        return isWhole;
    }

    private static bool ParseDecimal(string text, out decimal value) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static bool ParseDouble(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static bool ParseFlag(string text, out bool value)
    {
        text = text.Trim();
        value = text == "1" || string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
        return value || text == "0" || string.Equals(text, "false", StringComparison.OrdinalIgnoreCase);
    }

    private static bool ParseDate(string text, out DateTimeOffset value) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);
}
