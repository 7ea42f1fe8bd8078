using System.Globalization;

namespace FastTrackFpx.Rest.Http;

/// <summary>Headers whose meaning takes more than their text.</summary>
internal static class ResponseHeaders
{
    private const int LongestId = 128;

    /// <summary>Whether a header's value is an id, such as the service gives a call. Anything else in its place does not belong into messages and logs.</summary>
    internal static bool IsId(string? value) =>
        value is { Length: > 0 and <= LongestId } && value.All(c => c is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or '-' or '_' or '.' or ':' or '|' or '=' or '/' or '+');

    /// <summary>An HTTP date, or null.</summary>
    internal static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParseExact(
            text,
            ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy", "ddd MMM  d HH:mm:ss yyyy"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces,
            out DateTimeOffset date)
            ? date
            : null;

    /// <summary>How long a Retry-After header asks to wait, whole seconds or a date; null when it says neither.</summary>
    /// <param name="text">The header.</param>
    /// <param name="serverNow">The Date header of the same answer.</param>
    /// <param name="now">Our own clock.</param>
    /// <param name="longest">The longest wait that is believed of the server's clock.</param>
    internal static TimeSpan? RetryAfter(string? text, DateTimeOffset? serverNow, DateTimeOffset now, TimeSpan longest)
    {
        text = text?.Trim();
        // Whatever the style allows, "NaN" and "Infinity" count as numbers elsewhere.
        if (text?.Length > 0 && IsDigit(text[0]) && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds))
        {
            return seconds >= TimeSpan.MaxValue.TotalSeconds ? TimeSpan.MaxValue : TimeSpan.FromSeconds(seconds);
        }

        if (Date(text) is not { } until) return null;
        // Where the two clocks differ, the server's date is meant by the server's watch - unless its Date header is of yet another clock.
        if (serverNow is { } served && until >= served && until - served <= longest) return until - served;
        return until > now ? until - now : TimeSpan.Zero;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    /// <summary>The absolute target of a redirect.</summary>
    internal static Uri? Location(string? text, Uri origin) =>
        text is not null && Uri.TryCreate(origin, text, out Uri? target) ? target : null;
}
