namespace FastTrackFpx.Notes;

/// <summary>Texts of notes, shortened.</summary>
internal static class NoteWords
{
    private const int Longest = 60;

    /// <summary>The beginning of a text on one line.</summary>
    internal static string Beginning(string? text)
    {
        // A note may have a million characters: only the beginning is looked at.
        var start = text is { Length: > 4 * Longest } ? text.Substring(0, 4 * Longest) : text ?? string.Empty;
        var line = start.Replace("\r\n", " ").Replace('\n', ' ').Replace('\r', ' ').Trim();
        if (line.Length <= Longest && start.Length == (text?.Length ?? 0)) return line;
        var cut = Math.Min(line.Length, Longest - 3);
        if (cut > 0 && char.IsHighSurrogate(line[cut - 1])) cut--;
        return line.Substring(0, cut) + "...";
    }
}
