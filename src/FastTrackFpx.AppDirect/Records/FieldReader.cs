using System.Globalization;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.AppDirect.Records;

/// <summary>
/// Reads the value of a property in every spelling that services use for it. A value that does not fit is left in place and marked, so that the record keeps
/// it beside the property.
/// </summary>
internal ref struct FieldReader
{
    internal Utf8JsonReader Reader;

    /// <summary>True if the last value did not fit.</summary>
    internal bool HasMisfit;

    internal FieldReader(ReadOnlySpan<byte> json) => Reader = new Utf8JsonReader(json, PlainJsonReader.Options);

    internal string? Text()
    {
        if (Reader.TokenType is JsonTokenType.Null) return null;
        if (LenientValue.TryText(ref Reader, out string? value)) return value;
        HasMisfit = true;
        return null;
    }

    internal decimal? Number()
    {
        if (Reader.TokenType is JsonTokenType.Null) return null;
        if (LenientValue.TryDecimal(ref Reader, out decimal? value) && !IsBlank(value is null)) return value;
        HasMisfit = true;
        return null;
    }

    internal long? Whole()
    {
        if (Reader.TokenType is JsonTokenType.Null) return null;
        if (LenientValue.TryWhole(ref Reader, out long? value) && !IsBlank(value is null)) return value;
        HasMisfit = true;
        return null;
    }

    internal bool? Flag()
    {
        if (Reader.TokenType is JsonTokenType.Null) return null;
        if (LenientValue.TryFlag(ref Reader, out bool? value) && !IsBlank(value is null)) return value;
        HasMisfit = true;
        return null;
    }

    /// <summary>A date: seconds or milliseconds since 1970, by magnitude, as number or digits, or text in ISO 8601.</summary>
    internal DateTimeOffset? Date()
    {
        if (Reader.TokenType is JsonTokenType.Null) return null;
        if (Reader.TokenType == JsonTokenType.Number || (Reader.TokenType == JsonTokenType.String && IsDigits()))
        {
            if (LenientValue.TryWhole(ref Reader, out long? stamp) && EpochTime.TryRead(stamp ?? 0, out DateTimeOffset date)) return date;
        }
        else if (LenientValue.TryDate(ref Reader, out DateTimeOffset? date) && date is not null)
        {
            return date;
        }

        HasMisfit = true;
        return null;
    }

    internal object? Any() => PlainJsonReader.Read(ref Reader);

    internal T? Record<T>()
        where T : AppDirectRecord, new()
    {
        if (Reader.TokenType == JsonTokenType.StartObject)
        {
            T record = AppDirectRecord.ReadObject<T>(ref this);
            HasMisfit = false;
            return record;
        }

        HasMisfit = Reader.TokenType is not JsonTokenType.Null;
        return null;
    }

    internal string[]? Texts() => List(static (ref FieldReader json) => json.Text());

    internal decimal[]? Numbers() => List(static (ref FieldReader json) => json.Number())?.OfType<decimal>().ToArray();

    internal long[]? Wholes() => List(static (ref FieldReader json) => json.Whole())?.OfType<long>().ToArray();

    internal T[]? Records<T>()
        where T : AppDirectRecord, new() => List(static (ref FieldReader json) => json.Record<T>());

    internal object?[]? Anys() => Any() switch
    {
        null => null,
        object?[] items => items,
        var one => [one],
    };

    /// <summary>A reference by id and address.</summary>
    internal (string? Id, string? Href) Link(string? known)
    {
        (string? id, string? href, _) = LinkOr<AppDirectReference>(known);
        return (id, href);
    }

    /// <summary>A reference, or the record itself.</summary>
    internal (string? Id, string? Href, T? Whole) LinkOr<T>(string? known)
        where T : AppDirectRecord, new()
    {
        if (Reader.TokenType == JsonTokenType.Null) return (known, null, null);
        if (Reader.TokenType != JsonTokenType.StartObject)
        {
            HasMisfit = true;
            return (known, null, null);
        }

        // A struct: the copy stands where the value begins.
        FieldReader start = this;
        AppDirectReference reference = AppDirectRecord.ReadObject<AppDirectReference>(ref this);
        HasMisfit = false;
        if (reference.AdditionalProperties is null) return (reference.Id ?? known, reference.Href, null);
        if (typeof(T) == typeof(AppDirectReference))
        {
            this = start;
            HasMisfit = true;
            return (known, null, null);
        }

        this = start;
        T whole = AppDirectRecord.ReadObject<T>(ref this);
        HasMisfit = false;
        return (reference.Id ?? known, reference.Href, whole);
    }

    private delegate T One<T>(ref FieldReader json);

    /// <summary>A list, or one value where the service leaves the brackets out. If one element does not fit, the list as a whole does not.</summary>
    private T[]? List<T>(One<T?> one)
    {
        if (Reader.TokenType == JsonTokenType.Null) return null;
        if (Reader.TokenType != JsonTokenType.StartArray)
        {
            T? single = one(ref this);
            return HasMisfit || single is null ? null : [single];
        }

        FieldReader start = this;
        var items = new List<T>();
        while (Reader.Read() && Reader.TokenType != JsonTokenType.EndArray)
        {
            bool isNull = Reader.TokenType == JsonTokenType.Null;
            T? item = one(ref this);
            if (HasMisfit || isNull)
            {
                this = start;
                HasMisfit = true;
                return null;
            }

            items.Add(item!);
        }

        return [.. items];
    }

    /// <summary>Blank text is no value, and no value is lost with it only if it is empty.</summary>
    private readonly bool IsBlank(bool isNull) => isNull && Reader.TokenType == JsonTokenType.String && Reader.ValueSpan.Length > 0;

    private readonly bool IsDigits()
    {
        ReadOnlySpan<byte> text = Reader.ValueSpan;
        if (text.Length is 0 or > 15) return false;
        foreach (byte letter in text)
        {
            if (letter is < (byte)'0' or > (byte)'9') return false;
        }

        return true;
    }
}

/// <summary>Moments as seconds or milliseconds since 1970.</summary>
internal static class EpochTime
{
    // Before the year 5138 in seconds, after 1973 in milliseconds.
    private const long LargestSeconds = 99_999_999_999;

    internal static bool TryRead(long stamp, out DateTimeOffset date)
    {
        date = default;
        if (stamp is < -62_135_596_800_000 or > 253_402_300_799_999) return false;
        date = Math.Abs(stamp) > LargestSeconds ? DateTimeOffset.FromUnixTimeMilliseconds(stamp) : DateTimeOffset.FromUnixTimeSeconds(stamp);
        return true;
    }

    /// <summary>A date as records show it: seconds, milliseconds or ISO 8601; null if it is none.</summary>
    internal static DateTimeOffset? Read(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long stamp) ? TryRead(stamp, out DateTimeOffset date) ? date : null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    internal static string Milliseconds(DateTimeOffset date) => date.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
