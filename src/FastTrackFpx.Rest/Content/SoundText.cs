namespace FastTrackFpx.Rest.Content;

/// <summary>Text that arrives as it was sent.</summary>
internal static class SoundText
{
    /// <summary>The first position of half of a surrogate pair, which would arrive as another character; -1 if there is none.</summary>
    public static int IndexOfHalfPair(string text)
    {
        for (int place = 0; place < text.Length; place++)
        {
            if (!char.IsSurrogate(text[place])) continue;
            if (place + 1 == text.Length || !char.IsSurrogatePair(text[place], text[place + 1])) return place;
            place++;
        }

        return -1;
    }

    /// <summary>The first position of a character that no request or header can carry: NUL or half of a surrogate pair; -1 if there is none.</summary>
    public static int IndexOfBrokenCharacter(string text) => (text.IndexOf('\0'), IndexOfHalfPair(text)) switch
    {
        (-1, var half) => half,
        (var nul, -1) => nul,
        var (nul, half) => Math.Min(nul, half),
    };
}
