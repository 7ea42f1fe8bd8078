using System.Collections.Generic;
using System.Linq;

namespace System.Management.Automation.Formatting;

/// <summary>The room that text takes on a screen: a wide East Asian character takes two cells.</summary>
internal static class Cells
{
    private static readonly (char First, char Last)[] Wide =
    [
        ('\u1100', '\u115F'), ('\u2329', '\u232A'), ('\u2E80', '\u303E'), ('\u3040', '\uA4CF'), ('\uAC00', '\uD7A3'), ('\uF900', '\uFAFF'),
        ('\uFE10', '\uFE19'), ('\uFE30', '\uFE6F'), ('\uFF00', '\uFF60'), ('\uFFE0', '\uFFE6'),
    ];

    public static int Width(string text) => text.Sum(Width);

    /// <summary>As much of the text as fits, with a sign that something is missing.</summary>
    public static string Cut(string text, int room, bool keepEnd)
    {
        int taken = 0;
        bool Fits(char c) => (taken += Width(c)) < room;
        return keepEnd ? "…" + string.Concat(text.Reverse().TakeWhile(Fits).Reverse()) : string.Concat(text.TakeWhile(Fits)) + "…";
    }

    /// <summary>Lines no wider than the room there is.</summary>
    public static IEnumerable<string> Wrap(string text, int room)
    {
        int start = 0, taken = 0;
        for (int i = 0; i < text.Length; i++)
        {
            taken += Width(text[i]);
            if (taken <= room)
                continue;
            yield return text[start..i];
            (start, taken) = (i, Width(text[i]));
        }

        yield return text[start..];
    }

    private static int Width(char c) => Wide.Any(range => c >= range.First && c <= range.Last) ? 2 : 1;
}
