using System.Text;

namespace FastTrackFpx.Generator.Model;

/// <summary>Spellings of names.</summary>
internal static class Words
{
    /// <summary>The name of a public member.</summary>
    public static string Pascal(string wire)
    {
        var name = new StringBuilder();
        bool isStart = true;
        foreach (char letter in wire)
        {
            if (!char.IsLetterOrDigit(letter)) isStart = true;
            else
            {
                name.Append(isStart ? char.ToUpperInvariant(letter) : letter);
                isStart = false;
            }
        }

        return name.ToString();
    }

    /// <summary>A name as words in lower case: CompanyId is "company id".</summary>
    public static string Spaced(string name)
    {
        var words = new StringBuilder();
        for (int place = 0; place < name.Length; place++)
        {
            bool isStart = char.IsUpper(name[place]) && place > 0
                && (!char.IsUpper(name[place - 1]) || (place + 1 < name.Length && char.IsLower(name[place + 1])));
            if (isStart) words.Append(' ');
            words.Append(char.ToLowerInvariant(name[place]));
        }

        return words.ToString();
    }

    public static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..] + ".";

    public static string Plural(string word) =>
        word.EndsWith('y') && word.Length > 1 && "aeiou".IndexOf(word[^2]) < 0 ? word[..^1] + "ies"
        : word.EndsWith('s') || word.EndsWith('x') || word.EndsWith("ch", StringComparison.Ordinal) ? word + "es"
        : word + "s";

    /// <summary>The name of a list: plural, whatever the document calls it.</summary>
    public static string PluralName(string name) =>
        new[] { "s", "List", "Media", "ToAdd", "ToRemove" }.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)) ? name : Plural(name);

    /// <summary>The name of a parameter that takes several values.</summary>
    public static string SingularName(string name) =>
        !IsPlural(name) ? name
        : name.EndsWith("ies", StringComparison.Ordinal) ? name[..^3] + "y"
        : name.EndsWith("resses", StringComparison.Ordinal) || name.EndsWith("ches", StringComparison.Ordinal) ? name[..^2]
        : name[..^1];

    private static bool IsPlural(string name) =>
        name.EndsWith('s') && !name.EndsWith("ss", StringComparison.Ordinal) && !name.EndsWith("us", StringComparison.Ordinal);

    public static string Article(string words) =>
        "aeiou".IndexOf(char.ToLowerInvariant(words[0])) >= 0 && !words.StartsWith("us", StringComparison.OrdinalIgnoreCase)
            ? $"an {words}"
            : $"a {words}";
}
