namespace FastTrackFpx.Rest.Changes;

/// <summary>What a write does, old to new: an imperative without capital and full stop. The log omits personal data.</summary>
internal sealed class ChangeDescription(string prompt, string log)
{
    /// <summary>For <c>-WhatIf</c> and <c>-Confirm</c>.</summary>
    internal string Prompt { get; } = prompt;

    /// <summary>For logs, personal data redacted.</summary>
    internal string Log { get; } = log;

    internal string Statement => Sentence(Prompt);

    internal string Question => Capital(Prompt) + "?";

    internal string LogStatement => Sentence(Log);

    // "... of Lakeshore Logistics Inc." has its full stop already.
    private static string Sentence(string words) => words.EndsWith(".", StringComparison.Ordinal) ? Capital(words) : Capital(words) + ".";

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words.Substring(1);
}
