namespace FastTrackFpx.Notes;

/// <summary>The rules on a note's text. The text itself is never touched: line endings go out as they are.</summary>
internal static class NoteRules
{
    /// <summary>The longest text, in characters as the document counts them: an emoji of two UTF-16 units is one.</summary>
    public const int MaxLength = 1_048_576;

    public const string TextRequired = nameof(TextRequired);
    public const string TextLength = nameof(TextLength);
    /// <summary>The text holds no half of a surrogate pair: JSON cannot carry it, and it would arrive as another character.</summary>
    public const string TextWhole = nameof(TextWhole);

    public static IReadOnlyList<FpxRuleFinding> Check(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return [Refuse(TextRequired, "A note needs a text.")];
        var findings = new List<FpxRuleFinding>();
        if (text!.Length > MaxLength && CountCharacters(text) is var count && count > MaxLength)
            findings.Add(Refuse(
                TextLength, $"The text has {Number(count)} characters, {Number(count - MaxLength)} too many: the maximum is {Number(MaxLength)}."));
        if (SoundText.IndexOfHalfPair(text) is >= 0 and var position)
            findings.Add(Refuse(TextWhole, $"The text has half of a surrogate pair at position {Number(position + 1)}, which cannot be sent."));
        return findings;
    }

    /// <summary>How many characters a text has: surrogate pairs count once.</summary>
    internal static int CountCharacters(string text)
    {
        var pairs = 0;
        for (var index = 1; index < text.Length; index++)
        {
            if (char.IsSurrogatePair(text[index - 1], text[index])) pairs++;
        }

        return text.Length - pairs;
    }

    internal static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static FpxRuleFinding Refuse(string rule, string message) =>
        new(rule, FpxRuleSeverity.Refuse, "Text", message) { MayBeAccepted = rule == TextLength };
}
