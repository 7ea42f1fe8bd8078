using System.Runtime.InteropServices;

namespace FastTrackFpx.Rest.Content;

/// <summary>Reads values in every spelling that services use for them. What is not text may also come as text, of which blank text is null.</summary>
internal static class LenientValue
{
    private const int CacheBits = 10;
    private const int LongestCached = 64;

    /// <summary>Strings as last seen, by their bytes: names and ids occur again in each record of a list. Of this thread.</summary>
    [ThreadStatic]
    private static CachedText[]? _cache;

    private delegate bool TryParse<T>(string text, out T value);

    /// <summary>The string or the digits at the position of a reader.</summary>
    internal static string Text(ref Utf8JsonReader reader)
    {
        ref CachedText cached = ref Find(ref reader, out bool isCached);
        return isCached ? cached.Text! : Spelling(ref reader);
    }

    /// <summary>The same as an id in its one spelling; null for blank text.</summary>
    internal static string? Id(ref Utf8JsonReader reader)
    {
        ref CachedText cached = ref Find(ref reader, out bool isCached);
        if (!isCached) return Identifier.Normalize(Spelling(ref reader));
        if (!cached.HasId) (cached.Id, cached.HasId) = (Identifier.Normalize(cached.Text), true);
        return cached.Id;
    }

    internal static bool TryText(ref Utf8JsonReader reader, out string? value)
    {
        value = reader.TokenType switch
        {
            JsonTokenType.String or JsonTokenType.Number => Text(ref reader),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => null,
        };
        return value is not null;
    }

    internal static bool TryId(ref Utf8JsonReader reader, out string? value)
    {
        bool isId = reader.TokenType is JsonTokenType.String or JsonTokenType.Number;
        value = isId ? Id(ref reader) : null;
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

    /// <summary>Where the string is cached, which it is afterwards unless it is not worth keeping.</summary>
    private static ref CachedText Find(ref Utf8JsonReader reader, out bool isCached)
    {
        CachedText[] cache = _cache ??= new CachedText[1 << CacheBits];
        ReadOnlySpan<byte> bytes = reader.ValueSpan;
        isCached = !reader.HasValueSequence && bytes.Length is > 0 and <= LongestCached && !reader.ValueIsEscaped;
        if (!isCached) return ref cache[0];
        ulong signature = SignatureOf(bytes);
        ref CachedText cached = ref cache[(int)(signature >> (64 - CacheBits))];
        if (cached.Signature != signature || !IsText(bytes, cached.Text!)) cached = new CachedText { Text = Spelling(ref reader), Signature = signature };
        return ref cached;
    }

    /// <summary>A hash of all bytes, never 0: an entry of another string is told apart without a look at its text.</summary>
    private static ulong SignatureOf(ReadOnlySpan<byte> bytes)
    {
        const ulong Factor = 0x9E3779B97F4A7C15;
        ulong signature = (ulong)bytes.Length;
        foreach (ulong part in MemoryMarshal.Cast<byte, ulong>(bytes)) signature = (signature ^ part) * Factor;
        foreach (byte part in bytes.Slice(bytes.Length & ~7)) signature = (signature ^ part) * Factor;
        return signature | 1;
    }

    /// <summary>Letters beyond ASCII take several bytes and are never found again.</summary>
    private static bool IsText(ReadOnlySpan<byte> bytes, string text)
    {
#if NET
        return Ascii.Equals(bytes, text);
#else
        if (bytes.Length != text.Length) return false;
        for (int place = 0; place < bytes.Length; place++)
        {
            if (bytes[place] != text[place] || bytes[place] >= 0x80) return false;
        }

        return true;
#endif
    }

    private static string Spelling(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.GetString()!;
#if NET
        return Encoding.UTF8.GetString(reader.ValueSpan);
#else
        return Encoding.UTF8.GetString(reader.ValueSpan.ToArray());
#endif
    }

    private struct CachedText
    {
        internal ulong Signature;
        internal string? Text;
        internal string? Id;
        internal bool HasId;
    }
}
