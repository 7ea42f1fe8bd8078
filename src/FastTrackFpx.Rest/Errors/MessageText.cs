namespace FastTrackFpx.Rest.Errors;

/// <summary>
/// Text for a console, an error, a prompt or a trace. Control characters (C0, DEL, C1, with them every ESC and OSC sequence), line separators and marks
/// that change the direction of writing are removed, whatever a user typed or a service sent.
/// </summary>
internal static class MessageText
{
    private const int Longest = 2000;
    private const int Ending = 600;

    /// <summary>On one line, and cut to a readable length.</summary>
    internal static string Of(string text)
    {
        if (text.Length > Longest) text = text.Substring(0, Longest - Ending) + " ... " + text.Substring(text.Length - Ending);
        return Clean(text, keepsLines: false).TrimEnd();
    }

    /// <summary>With its line breaks and tabs, and in full length.</summary>
    internal static string Printable(string text) => Clean(text, keepsLines: true);

    private static string Clean(string text, bool keepsLines)
    {
        if (!text.Any(IsUnsafe)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (!IsUnsafe(c) || (keepsLines && c is ('\r' or '\n' or '\t'))) clean.Append(c);
            else if (!IsDirection(c) && clean.Length > 0 && clean[clean.Length - 1] != ' ') clean.Append(' ');
        }

        return clean.ToString();
    }

    private static bool IsUnsafe(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' || IsDirection(c);

    private static bool IsDirection(char c) => c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
