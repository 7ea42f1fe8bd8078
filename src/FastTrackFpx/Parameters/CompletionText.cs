namespace FastTrackFpx.Parameters;

/// <summary>Turns values into what Tab offers.</summary>
internal static class CompletionText
{
    /// <summary>The values that begin with what has been typed, then those that contain it; quoted where they must be.</summary>
    public static IEnumerable<CompletionResult> Offer(IEnumerable<(string Value, string ToolTip)> values, string? typed)
    {
        string word = (typed ?? string.Empty).Trim('\'', '"');
        return values
            .Where(entry => entry.Value.IndexOf(word, StringComparison.CurrentCultureIgnoreCase) >= 0)
            .OrderBy(entry => entry.Value.StartsWith(word, StringComparison.CurrentCultureIgnoreCase) ? 0 : 1)
            .ThenBy(entry => entry.Value, StringComparer.CurrentCultureIgnoreCase)
            .Select(entry => new CompletionResult(Quoted(entry.Value), entry.Value, CompletionResultType.ParameterValue, entry.ToolTip));
    }

    private static string Quoted(string value) =>
        value.Length > 0 && value.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.') ? value : "'" + value.Replace("'", "''") + "'";
}
