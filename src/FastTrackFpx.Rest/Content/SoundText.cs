using System.Text.RegularExpressions;

namespace FastTrackFpx.Rest.Content;

/// <summary>Text that arrives as it was sent.</summary>
internal static class SoundText
{
    private const string Half = @"[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]";

    private static readonly Regex HalfPair = new(Half, RegexOptions.CultureInvariant);
    private static readonly Regex BrokenCharacter = new(@"\0|" + Half, RegexOptions.CultureInvariant);

    /// <summary>The first position of half of a surrogate pair, which would arrive as another character; -1 if there is none.</summary>
    public static int IndexOfHalfPair(string text) => HalfPair.Match(text) is { Success: true } half ? half.Index : -1;

    /// <summary>The first position of a character that no request or header can carry: NUL or half of a surrogate pair; -1 if there is none.</summary>
    public static int IndexOfBrokenCharacter(string text) => BrokenCharacter.Match(text) is { Success: true } broken ? broken.Index : -1;
}
