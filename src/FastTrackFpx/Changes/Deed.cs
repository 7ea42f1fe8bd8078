namespace FastTrackFpx.Changes;

/// <summary>
/// What is about to be done, as a colleague would say it: an imperative without its first capital and its last sign. Whoever is asked sees the
/// values; a log gets the same without what names people and customers.
/// </summary>
public sealed class Deed
{
    internal Deed(string words, string traced)
    {
        Words = words;
        Traced = traced;
    }

    /// <summary>For whoever is asked.</summary>
    public string Words { get; }

    /// <summary>For logs.</summary>
    public string Traced { get; }

    /// <summary>The words as a statement.</summary>
    public string Statement => Sentence(Words);

    /// <summary>The words as a question.</summary>
    public string Question => Capital(Words) + "?";

    /// <summary>What a log gets, as a statement.</summary>
    public string TracedStatement => Sentence(Traced);

    // "... of Lakeshore Logistics Inc." has its full stop already.
    private static string Sentence(string words) => words.EndsWith(".", StringComparison.Ordinal) ? Capital(words) : Capital(words) + ".";

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words.Substring(1);
}
