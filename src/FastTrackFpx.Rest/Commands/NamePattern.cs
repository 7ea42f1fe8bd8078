namespace FastTrackFpx.Rest.Commands;

/// <summary>A name or wildcard pattern: without case in any culture, composed and decomposed letters alike. It also matches literally.</summary>
internal sealed class NamePattern
{
    private readonly string _literal;
    private readonly WildcardPattern? _pattern;

    /// <summary>A pattern from text. Text that is not a valid pattern, such as <c>a[b</c>, is a plain name.</summary>
    public NamePattern(string text)
    {
        Text = text;
        string normal = Normalize(text);
        _literal = Normalize(WildcardPattern.Unescape(text));
        HasWildcards = normal.IndexOfAny(['*', '?']) >= 0 && WildcardPattern.ContainsWildcardCharacters(normal);
        if (WildcardPattern.ContainsWildcardCharacters(normal)) _pattern = Valid(normal);
    }

    public string Text { get; }

    /// <summary>False for one name, which is an error if nothing has it.</summary>
    public bool HasWildcards { get; }

    /// <summary>Whether two names are the same. Blanks around them, case and the form of accented letters do not matter.</summary>
    public static bool Same(string? left, string? right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase)
        || (left is not null && right is not null && string.Equals(Normalize(left), Normalize(right), StringComparison.OrdinalIgnoreCase));

    public static string Normalize(string name)
    {
        string trimmed = name.Trim();
        if (trimmed.All(letter => letter < 0x80) || SoundText.IndexOfBrokenCharacter(trimmed) >= 0) return trimmed;
        return trimmed.Normalize(NormalizationForm.FormC);
    }

    public bool IsMatch(string? name)
    {
        string normal = Normalize(name ?? string.Empty);
        return string.Equals(normal, _literal, StringComparison.OrdinalIgnoreCase)
            || string.Equals(normal, Text, StringComparison.OrdinalIgnoreCase)
            || _pattern?.IsMatch(normal) == true;
    }

    private static WildcardPattern? Valid(string text)
    {
        WildcardPattern pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        try
        {
            // A pattern is only read when it is first used.
            _ = pattern.IsMatch(string.Empty);
            return pattern;
        }
        catch (WildcardPatternException)
        {
            return null;
        }
    }
}
