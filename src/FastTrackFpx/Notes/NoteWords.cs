namespace FastTrackFpx.Notes;

/// <summary>Texts of notes, shortened and compared.</summary>
internal static class NoteWords
{
    private const int Longest = 60;

    /// <summary>The beginning of a text on one line.</summary>
    internal static string Beginning(string? text)
    {
        var line = (text ?? string.Empty).Replace("\r\n", " ").Replace('\n', ' ').Replace('\r', ' ').Trim();
        if (line.Length <= Longest)
            return line;
        var end = char.IsHighSurrogate(line[Longest - 4]) ? Longest - 4 : Longest - 3;
        return line.Substring(0, end) + "...";
    }

    /// <summary>Whether two texts are one that a store may have given other line endings or trimmed.</summary>
    internal static bool SayTheSame(string? one, string? other) => string.Equals(Comparable(one), Comparable(other), StringComparison.Ordinal);

    internal static string Comparable(string? text) => (text ?? string.Empty).Replace("\r\n", "\n").Replace('\r', '\n').Trim();
}
