using System.Globalization;

namespace FastTrackFpx.Notes;

/// <summary>The rules on a note's text. The text itself is never touched: line endings go out as they are.</summary>
public static class NoteRules
{
    /// <summary>
    /// The longest text. Counted in UTF-16 code units, as .NET and the service's likely stores count: a text that passes also
    /// passes when characters are counted, where an emoji is one and not two.
    /// </summary>
    public const int MaxLength = 1_048_576;

    /// <summary>A note has a text.</summary>
    public const string TextRequired = nameof(TextRequired);

    /// <summary>The text is no longer than <see cref="MaxLength"/>.</summary>
    public const string TextLength = nameof(TextLength);

    /// <summary>The text holds no half of a surrogate pair: JSON cannot carry it, and it would arrive as another character.</summary>
    public const string TextWhole = nameof(TextWhole);

    /// <summary>What is wrong with a text.</summary>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<FpxRuleFinding> Check(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return [Refuse(TextRequired, "A note needs a text.")];
        var findings = new List<FpxRuleFinding>();
        if (text!.Length > MaxLength)
            findings.Add(Refuse(TextLength, $"The text has {Number(text.Length)} characters, {Number(text.Length - MaxLength)} too many: {Number(MaxLength)} are the most."));
        if (FirstLoneSurrogate(text) is { } position)
            findings.Add(Refuse(TextWhole, $"The text holds half a character at position {Number(position + 1)}, which cannot be sent."));
        return findings;
    }

    private static int? FirstLoneSurrogate(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
                continue;
            if (index + 1 >= text.Length || !char.IsSurrogatePair(text[index], text[index + 1]))
                return index;
            index++;
        }

        return null;
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static FpxRuleFinding Refuse(string rule, string message) => new(rule, FpxRuleSeverity.Refuse, "Text", message);
}
