using System.Text.RegularExpressions;

namespace FastTrackFpx.Rest.Commands;

/// <summary>Reads values from text that means the same in every culture. Text that could mean two things is refused.</summary>
internal static class ParameterText
{
    private const double LargestExactDouble = 9_007_199_254_740_992;

    private static readonly Regex WholeNumberPattern = new(@"\A[+-]?[0-9]{1,19}\z", RegexOptions.CultureInvariant);

    private static readonly Regex OffsetPattern = new(@":[0-9.]+ ?(Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant);

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
            double or float when Convert.ToDouble(bare, CultureInfo.InvariantCulture) is var real && Math.Floor(real) == real && Math.Abs(real) <= LargestExactDouble => (long)real,
            string text when WholeNumberPattern.IsMatch(text.Trim())
                && long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long written) => written,
            _ => null,
        };
        number = read ?? 0;
        return read is not null;
    }

    /// <summary>A date, with a time if one is written: a .NET date, or text in ISO 8601. A date without an offset is that day or time in UTC.</summary>
    public static bool TryDate(object? value, out DateTimeOffset date)
    {
        DateTimeOffset? read = Unwrap(value) switch
        {
            DateTimeOffset given => given,
            DateTime { Kind: DateTimeKind.Unspecified } given => new DateTimeOffset(given, TimeSpan.Zero),
            DateTime given => new DateTimeOffset(given),
            string text when DateTimeOffset.TryParseExact(
                text.Trim(), DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset written) => written,
            PSObject copy => UtcOf(copy),
            // The type is not part of netstandard2.0; its round-trip format is yyyy-MM-dd.
            IFormattable day when day.GetType().FullName == "System.DateOnly" && TryDate(day.ToString("O", CultureInfo.InvariantCulture), out DateTimeOffset midnight) => midnight,
            _ => null,
        };
        date = read ?? default;
        return read is not null;
    }

    /// <summary>Whether a date says how far it is from UTC.</summary>
    public static bool HasOffset(object? value) => Unwrap(value) switch
    {
        DateTimeOffset => true,
        DateTime given => given.Kind != DateTimeKind.Unspecified,
        PSObject => true,
        string text => OffsetPattern.IsMatch(text.Trim()),
        _ => false,
    };

    // A date with an offset that came out of a job or Import-Clixml is a copy of its properties.
    private static DateTimeOffset? UtcOf(PSObject copy) =>
        copy.Properties["UtcDateTime"]?.Value is DateTime utc ? new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)) : null;

    /// <summary>A value for a message: on one line, at most 60 characters.</summary>
    public static string Shown(object? value)
    {
        string text = MessageText.Of(Convert.ToString(Unwrap(value), CultureInfo.InvariantCulture) ?? string.Empty);
        return text.Length > 60 ? text.Substring(0, 57) + "..." : text;
    }
}
