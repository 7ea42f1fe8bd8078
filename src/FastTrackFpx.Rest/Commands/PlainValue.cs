#if MODELS
namespace FastTrackFpx;

internal static partial class FpxValue
#else
namespace FastTrackFpx.Rest.Commands;

// The records of the module compile this file too, as a part of FpxValue: neither assembly may refer to the other.
internal static partial class ParameterText
#endif
{
    private const double LargestExactDouble = 9_007_199_254_740_992;

    private static readonly string[] DateFormats =
    [
        "yyyy-MM-dd",
        .. from separator in new[] { "'T'", " " }
           from time in new[] { "HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF" }
           from offset in new[] { "", "K", "zzz", " zzz" }
           select $"yyyy-MM-dd{separator}{time}{offset}",
    ];

    /// <summary>The value without PowerShell's wrapper. A custom object is kept as it is.</summary>
    public static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    /// <summary>Whether a value is text that says nothing, such as an empty cell of a CSV file.</summary>
    public static bool IsBlank(object? value) => Unwrap(value) is null or DBNull || (Unwrap(value) is string text && string.IsNullOrWhiteSpace(text));

    /// <summary>Whether a value has one text, the same in every culture: no list, object or date.</summary>
    public static bool IsPlain(object value) =>
        value is Guid or Uri || Type.GetTypeCode(value.GetType()) is not (TypeCode.Object or TypeCode.DateTime or TypeCode.DBNull);

    /// <summary>A whole number: an integer type, a number without a fraction, or plain digits with an optional sign.</summary>
    public static bool TryWholeNumber(object? value, out long number)
    {
        object? bare = Unwrap(value);
        long? read = bare switch
        {
            sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(bare, CultureInfo.InvariantCulture),
            ulong large when large <= long.MaxValue => (long)large,
            decimal exact when decimal.Truncate(exact) == exact && exact is >= long.MinValue and <= long.MaxValue => (long)exact,
            double or float when Convert.ToDouble(bare, CultureInfo.InvariantCulture) is var real
                && Math.Floor(real) == real && Math.Abs(real) <= LargestExactDouble => (long)real,
            string text when text.Trim() is var digits && digits.All(sign => sign is '+' or '-' or (>= '0' and <= '9'))
                && long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long written) => written,
            _ => null,
        };
        number = read ?? 0;
        return read is not null;
    }

    /// <summary>A truth value, or text as CSV files and people write it: true, false, yes, no, 1, 0.</summary>
    public static bool TryFlag(object? value, out bool flag)
    {
        object? bare = Unwrap(value) is SwitchParameter given ? given.IsPresent : Unwrap(value);
        string text = (Convert.ToString(bare, CultureInfo.InvariantCulture) ?? string.Empty).Trim().ToUpperInvariant();
        flag = text is "TRUE" or "YES" or "1";
        return flag || text is "FALSE" or "NO" or "0";
    }

    /// <summary>A date in ISO 8601, with a time if one is written. Without an offset it is that day or time in UTC.</summary>
    private static bool TryIsoDate(string text, out DateTimeOffset date) =>
        DateTimeOffset.TryParseExact(text.Trim(), DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);

    /// <summary>A date with an offset that came out of a job or Import-Clixml is a copy of its properties.</summary>
    private static DateTimeOffset? UtcOf(PSObject copy) =>
        copy.Properties["UtcDateTime"]?.Value is DateTime utc ? new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)) : null;
}
