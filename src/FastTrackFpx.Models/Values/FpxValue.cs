namespace FastTrackFpx;

/// <summary>Reads values as users and spreadsheets write them, in one way for all cultures. What is ambiguous is an error.</summary>
internal static partial class FpxValue
{
    /// <summary>Text, and ids that are numbers or GUIDs, as invariant text; null for anything else.</summary>
    internal static string? TextOf(object? value) => value switch
    {
        string text => text,
        sbyte or byte or short or ushort or int or uint or long or ulong or Guid => Convert.ToString(value, CultureInfo.InvariantCulture),
        decimal or double or float when Convert.ToDouble(value, CultureInfo.InvariantCulture) % 1 == 0 => Convert.ToString(value, CultureInfo.InvariantCulture),
        char sign => sign.ToString(),
        _ => null,
    };

    /// <summary>True or false; null for null and blank text.</summary>
    internal static bool? Flag(object? value) => IsBlank(value) ? null
        : TryFlag(value, out bool flag) ? flag
        : throw new FormatException($"'{Unwrap(value)}' is neither true nor false. Write true, yes or 1, or false, no or 0.");

    /// <summary>A whole number; null for null and blank text. Text is invariant and has no group separators.</summary>
    internal static long? Whole(object? value) => IsBlank(value) ? null
        : TryWholeNumber(value, out long number) ? number
        : throw new FormatException($"'{Unwrap(value)}' is not a whole number. Write digits only, such as 1000.");

    /// <summary>A calendar day, or a date and time in UTC; null for blank. A date keeps the day that it shows, whatever the machine's time zone is.</summary>
    internal static DateTimeOffset? Date(object? value) => IsBlank(value) ? null : Unwrap(value) switch
    {
        string text => DateOfText(text),
        DateTimeOffset date => DayOf(date),
        DateTime { Kind: DateTimeKind.Local } local when IsMidnight(local.ToUniversalTime()) => new DateTimeOffset(local.ToUniversalTime()),
        DateTime { Kind: DateTimeKind.Local } local => new DateTimeOffset(DateTime.SpecifyKind(local.Date, DateTimeKind.Utc)),
        DateTime date => new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Utc)),
        IFormattable day when day.GetType().FullName == "System.DateOnly" => DateOfText(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        PSObject copy when UtcOf(copy) is { } moment => moment,
        var other => throw NoDate(other!),
    };

    /// <summary>A moment: a .NET date, a copy of one from CliXml, or text; null for anything else.</summary>
    internal static DateTimeOffset? MomentOf(object? value) => Unwrap(value) switch
    {
        DateTimeOffset date => date,
        DateTime date => new DateTimeOffset(date),
        PSObject copy => UtcOf(copy),
        { } other when TextOf(other) is { } text => Moment(text),
        _ => null,
    };

    /// <summary>A moment, from ISO 8601 text or as this session's culture writes it, which is how <c>Export-Csv</c> does.</summary>
    internal static DateTimeOffset Moment(string text) =>
        TryIsoDate(text, out DateTimeOffset date) || TryWritten(text, out date) ? date : throw NoDate(text);

    /// <summary>The full form with offset in which <c>Export-Csv</c> writes a date. Users do not type it.</summary>
    internal static bool TryWritten(string text, out DateTimeOffset moment) =>
        TryWritten(text, CultureInfo.CurrentCulture, out moment) || TryWritten(text, CultureInfo.InvariantCulture, out moment);

    private static bool TryWritten(string text, CultureInfo culture, out DateTimeOffset moment) => DateTimeOffset.TryParseExact(
        text.Trim(), $"{culture.DateTimeFormat.ShortDatePattern} {culture.DateTimeFormat.LongTimePattern} zzz", culture, DateTimeStyles.None, out moment);

    /// <summary>A date as ISO 8601: the day alone, or with the time in UTC if there is one.</summary>
    internal static string DateText(DateTimeOffset date)
    {
        DateTime utc = date.UtcDateTime;
        string format = utc.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd"
            : utc.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'"
            : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";
        return utc.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>Compares ids: whole numbers as numbers and before all others, the rest as text without case.</summary>
    internal static int CompareIds(string? one, string? other)
    {
        bool isNumber = decimal.TryParse(one, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal left);
        bool isOtherNumber = decimal.TryParse(other, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal right);
        if (isNumber && isOtherNumber) return left.CompareTo(right);
        return isNumber ? -1 : isOtherNumber ? 1 : StringComparer.OrdinalIgnoreCase.Compare(one, other);
    }

    private static DateTimeOffset DateOfText(string text) => TryIsoDate(text, out DateTimeOffset date) ? DayOf(date) : throw NoDate(text);

    /// <summary>The day as it is written. A moment that is midnight in UTC is that day: JSON readers turn dates into local time.</summary>
    private static DateTimeOffset DayOf(DateTimeOffset date) =>
        date.Offset == TimeSpan.Zero || IsMidnight(date.UtcDateTime) ? date.ToUniversalTime() : new DateTimeOffset(date.Date, TimeSpan.Zero);

    private static bool IsMidnight(DateTime time) => time.TimeOfDay == TimeSpan.Zero;

    private static FormatException NoDate(object value) => new($"'{value}' is not an ISO 8601 date. Write it as 2027-03-31.");
}
