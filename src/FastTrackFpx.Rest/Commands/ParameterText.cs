using System.Text.RegularExpressions;

namespace FastTrackFpx.Rest.Commands;

/// <summary>Reads values from text that means the same in every culture. Text that could mean two things is refused.</summary>
internal static partial class ParameterText
{
    private static readonly Regex OffsetPattern = new(@":[0-9.]+ ?(Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant);

    /// <summary>A date, with a time if one is written: a .NET date, or text in ISO 8601. A date without an offset is that day or time in UTC.</summary>
    public static bool TryDate(object? value, out DateTimeOffset date)
    {
        DateTimeOffset? read = Unwrap(value) switch
        {
            DateTimeOffset given => given,
            DateTime { Kind: DateTimeKind.Unspecified } given => new DateTimeOffset(given, TimeSpan.Zero),
            DateTime given => new DateTimeOffset(given),
            string text when TryIsoDate(text, out DateTimeOffset written) => written,
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

    /// <summary>A value for a message: on one line, at most 60 characters.</summary>
    public static string Shown(object? value)
    {
        string text = MessageText.Of(Convert.ToString(Unwrap(value), CultureInfo.InvariantCulture) ?? string.Empty);
        return text.Length > 60 ? text.Substring(0, 57) + "..." : text;
    }
}
