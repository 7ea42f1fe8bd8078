using System.Text;

namespace FastTrackFpx;

/// <summary>
/// Words for an error: on one line, without signs that steer a terminal or forge a line of a log, and of limited length, whatever a user
/// typed or a service said.
/// </summary>
internal static class MessageText
{
    private const int Longest = 2000;
    private const int Ending = 600;

    internal static string Of(string text)
    {
        if (text.Length > Longest) text = text.Substring(0, Longest - Ending) + " ... " + text.Substring(text.Length - Ending);
        var line = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (!char.IsControl(c)) line.Append(c);
            else if (line.Length > 0 && line[line.Length - 1] != ' ') line.Append(' ');
        }

        return line.ToString().TrimEnd();
    }
}
