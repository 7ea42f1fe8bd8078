namespace FastTrackFpx.Rest.Changes;

/// <summary>Compares what was sent with what a service holds, which may have trimmed blanks, composed letters or lower-cased a mail address.</summary>
internal static class Normalized
{
    /// <summary>Whether two texts differ at most in blanks, line ends and Unicode form.</summary>
    internal static bool SameText(string? one, string? other) => string.Equals(Text(one), Text(other), StringComparison.Ordinal);

    internal static bool SameMail(string? one, string? other) => string.Equals(Text(one), Text(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether two dates are the same moment, or the same calendar day in whatever offset each is written.</summary>
    internal static bool SameDate(DateTimeOffset? one, DateTimeOffset? other) => one is null || other is null
        ? one is null && other is null
        : (one.Value - other.Value).Duration() < TimeSpan.FromSeconds(1) || one.Value.Date == other.Value.Date;

    internal static string Text(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return string.Empty;
        var words = string.Join(" ", text!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        try
        {
            return words.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return words; // half a surrogate pair has no other form
        }
    }

    /// <summary>Compares a record that was read back, exactly first, since a change may be one of blanks or case alone.</summary>
    internal static ReadBack<T> ReadBack<T>(T now, Func<bool, bool> isSent, Func<bool, bool> isBefore, Func<string> describe) =>
        isSent(true) ? Changes.ReadBack<T>.Found(now)
        : isBefore(true) ? Changes.ReadBack<T>.Unchanged()
        : isSent(false) ? Changes.ReadBack<T>.Found(now)
        : isBefore(false) ? Changes.ReadBack<T>.Unchanged()
        : Changes.ReadBack<T>.Different(describe());
}
