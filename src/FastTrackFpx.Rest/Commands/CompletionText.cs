using System.Collections;
using System.Management.Automation.Language;

namespace FastTrackFpx.Rest.Commands;

internal static class CompletionText
{
    // What PowerShell reads as a quote, typographic quotes included.
    private static readonly char[] Quotes = ['\'', '"', '\u2018', '\u2019', '\u201A', '\u201B', '\u201C', '\u201D', '\u201E'];

    /// <summary>The values that begin with what has been typed, then those that contain it; quoted if needed.</summary>
    public static IEnumerable<CompletionResult> Offer(IEnumerable<(string Value, string ToolTip)> values, string? typed)
    {
        string word = NamePattern.Normalize((typed ?? string.Empty).Trim(Quotes));
        CompletionResult[] offers = values
            .Where(entry => entry.Value.Length > 0 && !entry.Value.Any(char.IsControl))
            .Select(entry => (entry.Value, entry.ToolTip, Place: NamePattern.Normalize(entry.Value).IndexOf(word, StringComparison.OrdinalIgnoreCase)))
            .Where(entry => entry.Place >= 0)
            .OrderBy(entry => entry.Place == 0 ? 0 : 1)
            .ThenBy(entry => entry.Value, StringComparer.OrdinalIgnoreCase)
            .Select(entry => new CompletionResult(Quoted(entry.Value), entry.Value, CompletionResultType.ParameterValue, Line(entry.ToolTip, entry.Value)))
            .ToArray();
        return offers.Length > 0 ? offers : Nothing(typed);
    }

    /// <summary>No value. What was typed stays as it is: PowerShell would offer file names if it got nothing.</summary>
    public static CompletionResult[] Nothing(string? typed)
    {
        string text = string.IsNullOrEmpty(typed) ? " " : typed!;
        return [new CompletionResult(text, text, CompletionResultType.Text, text)];
    }

    private static string Line(string toolTip, string value)
    {
        string line = new(toolTip.Where(letter => !char.IsControl(letter)).ToArray());
        return line.Length > 0 ? line : value;
    }

    private static string Quoted(string value) =>
        value.All(letter => letter < 0x80 && (char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.')) && !value.StartsWith("-", StringComparison.Ordinal)
            ? value
            : "'" + CodeGeneration.EscapeSingleQuotedStringContent(value) + "'";
}

/// <summary>Offers nothing, for a parameter whose values only the user knows. Without it Tab would offer file names.</summary>
public sealed class NoValueCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Nothing(wordToComplete);
}

public abstract class ValueCompleter : IArgumentCompleter
{
    private protected abstract IEnumerable<(string Value, string ToolTip)> Values { get; }

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Offer(Values, wordToComplete);
}

public sealed class YesNoCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string ToolTip)> Values => [("yes", "Yes, also $true or 1"), ("no", "No, also $false or 0")];
}
