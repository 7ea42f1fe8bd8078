namespace FastTrackFpx.Changes;

/// <summary>Compares the values of records' fields, and puts them into words.</summary>
internal static class FieldValue
{
    /// <summary>The service may cut fractions of a second off a date; a difference that small is none.</summary>
    private static readonly TimeSpan DateTolerance = TimeSpan.FromSeconds(1);

    /// <summary>Whether two values of a field are the same. A missing text is an empty one, and the order of lists means nothing.</summary>
    internal static bool Same(object? one, object? other) => (one ?? other) switch
    {
        string => string.Equals(one as string ?? string.Empty, other as string ?? string.Empty, StringComparison.Ordinal),
        DateTimeOffset => one is DateTimeOffset left && other is DateTimeOffset right && (left - right).Duration() < DateTolerance,
        FpxLookup => SameEntry.Is(one as FpxLookup, other as FpxLookup),
        IEnumerable<FpxLookup> => SameEntry.AreAll(one as IEnumerable<FpxLookup>, other as IEnumerable<FpxLookup>),
        _ => Equals(one, other),
    };

    /// <summary>Whether a field of an edited copy holds just what the record holds, ids and names of entries alike.</summary>
    internal static bool IsUnedited(object? value, object? present) => (value ?? present) switch
    {
        FpxLookup => LookupResolver.IsUnedited(value as FpxLookup, present as FpxLookup),
        IEnumerable<FpxLookup> => LookupResolver.AreUnedited(value as IEnumerable<FpxLookup>, present as IEnumerable<FpxLookup>),
        _ => Same(value, present),
    };

    /// <summary>Whether a service holds what was sent: it may trim, compose and lower-case texts, and write dates and "no" in its own way.</summary>
    internal static bool IsStored(object? sent, object? held, bool isMail = false) => (sent ?? held) switch
    {
        string => isMail ? Normalized.SameMail(sent as string, held as string) : Normalized.SameText(sent as string, held as string),
        bool => (sent as bool? ?? false) == (held as bool? ?? false),
        DateTimeOffset => Normalized.SameDate(sent as DateTimeOffset?, held as DateTimeOffset?),
        _ => Same(sent, held),
    };

    internal static string Words(object? value) => value switch
    {
        null or "" or FpxLookup { Id: null, Name: null } => "none",
        string text => $"'{text}'",
        bool yes => yes ? "yes" : "no",
        DateTimeOffset date when date.UtcDateTime.TimeOfDay == TimeSpan.Zero => date.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset date => date.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
        IEnumerable<FpxLookup> several => several.Any() ? string.Join(", ", several) : "none",
        _ => value.ToString() ?? string.Empty,
    };
}
