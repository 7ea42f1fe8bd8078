using System.Globalization;

namespace FastTrackFpx.Changes;

/// <summary>Reads values of rows and tables: unambiguous input only, the same in every culture and time zone.</summary>
internal static class CellValue
{
    private static readonly string[] IsoForms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss'Z'", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss zzz",
    ];

    /// <summary>The value without PowerShell's wrapping; null for nothing, an empty text and a database's null.</summary>
    internal static object? Bare(object? value) => (value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value) switch
    {
        null or DBNull => null,
        string text when string.IsNullOrWhiteSpace(text) => null,
        var other => other,
    };

    /// <summary>A whole number: digits, or a number without a fraction.</summary>
    internal static bool TryWhole(object? value, out long number)
    {
        number = 0;
        switch (Bare(value))
        {
            case long or int or short or byte or uint or ushort or sbyte:
                number = Convert.ToInt64(Bare(value), CultureInfo.InvariantCulture);
                return true;
            case ulong large and <= long.MaxValue:
                number = (long)large;
                return true;
            case double or float or decimal:
                try
                {
                    var exact = Convert.ToDecimal(Bare(value), CultureInfo.InvariantCulture);
                    number = decimal.Truncate(exact) == exact ? (long)exact : 0;
                    return decimal.Truncate(exact) == exact;
                }
                catch (OverflowException)
                {
                    return false;
                }

            case string text:
                return long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
            default:
                return false;
        }
    }

    /// <summary>
    /// A calendar day as the service stores it, at midnight UTC: of any date type the day that it shows, whatever this machine's time zone is. A value
    /// that is the present one to the second stays as it is.
    /// </summary>
    internal static bool TryDay(object? value, DateTimeOffset? present, out DateTimeOffset day)
    {
        day = default;
        if (!TryMoment(value, out var moment)) return false;
        day = DayOf(moment, present);
        return true;
    }

    /// <summary>The calendar day that a moment shows in its own offset; a moment that is the present value stays as it is.</summary>
    internal static DateTimeOffset DayOf(DateTimeOffset moment, DateTimeOffset? present) => present is { } held && (held - moment).Duration() < TimeSpan.FromSeconds(1)
        ? held
        : new DateTimeOffset(DateTime.SpecifyKind(moment.Date, DateTimeKind.Unspecified), TimeSpan.Zero);

    /// <summary>A moment of any date type, or text in ISO 8601.</summary>
    internal static bool TryMoment(object? value, out DateTimeOffset moment)
    {
        moment = default;
        switch (Bare(value))
        {
            case DateTimeOffset offset:
                moment = offset;
                return true;
            case DateTime time:
                moment = time.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(time, TimeSpan.Zero) : new DateTimeOffset(time);
                return true;
            case string text:
                return TryText(text.Trim(), out moment);
            case { } other when other.GetType().FullName == "System.DateOnly":
                return TryText(((IFormattable)other).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), out moment);
            default:
                return false;
        }
    }

    /// <summary>ISO 8601, or the full form with offset in which Export-Csv writes a date.</summary>
    private static bool TryText(string text, out DateTimeOffset moment)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal;
        if (DateTimeOffset.TryParseExact(text, IsoForms, CultureInfo.InvariantCulture, utc, out moment)) return true;
        foreach (var culture in new[] { CultureInfo.CurrentCulture, CultureInfo.InvariantCulture })
        {
            var written = $"{culture.DateTimeFormat.ShortDatePattern} {culture.DateTimeFormat.LongTimePattern} zzz";
            if (DateTimeOffset.TryParseExact(text, written, culture, utc, out moment)) return true;
        }

        return false;
    }

    /// <summary>True or false; numbers and words as CSV files and people write them. Never PowerShell's notion of truth.</summary>
    internal static bool TryYesNo(object? value, out bool? answer)
    {
        answer = null;
        switch (Bare(value))
        {
            case null:
                return true;
            case bool flag:
                answer = flag;
                return true;
            case SwitchParameter given:
                answer = given.IsPresent;
                return true;
            case string text:
                answer = text.Trim().ToUpperInvariant() switch { "TRUE" or "YES" or "1" => true, "FALSE" or "NO" or "0" => false, _ => null };
                return answer is not null;
            case var other when TryWhole(other, out var number) && number is 0 or 1:
                answer = number == 1;
                return true;
            default:
                return false;
        }
    }
}
