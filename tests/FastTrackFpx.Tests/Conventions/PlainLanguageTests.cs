namespace FastTrackFpx.Tests.Conventions;

/// <summary>Text that users read is plain technical English: one word for one thing, and no phrase that a reader has to decode.</summary>
public sealed partial class PlainLanguageTests
{
    private static readonly (string Pattern, string Instead)[] Banned =
    [
        (@"\bgives\b|\bgave\b", "returns, gets"),
        (@"\bmakes\b", "creates, sends, does"),
        (@"\breckon\w*", "calculate, estimate"),
        (@"\btells\b|\btold\b", "shows, states, returns"),
        (@"\bstands\b|\bthey stand\b", "is"),
        (@"\b(comes?|came) about\b", "succeed"),
        (@"\bhas enough\b", "needs no more"),
        (@"\b(is|are|was) none\b", "is not a ..."),
        (@"\banswer(s|ed|ing)?\b|\brepl(y|ies|ied)\b", "response"),
        (@"\bmask(s|ed|ing)?\b|\bconceal\w*", "redact"),
        (@"\btried again\b", "retried"),
        (@"\btak(e|es|en|ing) (it |them |this |that )?back\b|\btook back\b", "undo"),
        (@"\bwhere (they|there|one|none|nothing|nobody)\b", "if"),
        (@"(?<!\bthere )\bis no (?!longer\b|more\b)", "is not a ..."),
        (@"\bshall\b|\bdeeds?\b", "confirm, change"),
        (@"\bwants\b", "requires, requests"),
        (@"\banew\b", "again"),
        (@"\bhanded (back|over|on)\b", "passed"),
        (@"\bgo(es)? out\b|\bwent out\b", "is sent"),
        (@"\bas wanted\b", "already match"),
        (@"\bputs? out\b", "returns, prints"),
        (@"\bcalls a minute\b", "requests a minute"),
        (@"\bspeaks?\b|\bdoes not agree\b", "supports"),
        (@"\blook(s|ed)? back\b", "read back"),
        (@"\bmakes room\b|\bturned down\b|\bholds up\b", "closes, rejects, blocks"),
    ];

    private static readonly (Regex Phrase, string Instead)[] Rules = [.. Banned.Select(rule => (new Regex(rule.Pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled), rule.Instead))];

    // The sandbox imitates the words of another service, and the others are not shipped.
    private static readonly string[] NotForUsers = ["FastTrackFpx.Sandbox", "FastTrackFpx.Hosting", "Generator"];

    [Fact]
    public void Help_and_documents_are_plain()
    {
        string docs = Path.Combine(StagedModule.RepositoryRoot, "docs");
        IEnumerable<string> files = new[] { "*.md", "*.txt", "*.ps1" }.SelectMany(pattern => Directory.EnumerateFiles(docs, pattern, SearchOption.AllDirectories))
            .Where(file => !file.StartsWith(Path.Combine(docs, "api"), StringComparison.Ordinal) && Path.GetFileName(file) != "performance.md")
            .Append(Path.Combine(StagedModule.RepositoryRoot, "README.md"));
        RequirePlain(files.SelectMany(file => Prose(file).Select(line => (file, line.Number, line.Text))));
    }

    [Fact]
    public void Messages_are_plain()
    {
        string source = Path.Combine(StagedModule.RepositoryRoot, "src");
        char separator = Path.DirectorySeparatorChar;
        IEnumerable<string> files = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{separator}obj{separator}", StringComparison.Ordinal) && !NotForUsers.Any(name => file.Contains($"{separator}{name}{separator}", StringComparison.Ordinal)));
        RequirePlain(files.SelectMany(file => File.ReadLines(file).Select((line, index) => (Line: line, Number: index + 1))
            .Where(line => !line.Line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => Literal().Matches(line.Line).Select(match => (file, line.Number, Value: Regex.Replace(match.Groups[1].Value, @"\{[^{}]*\}?", string.Empty))))
            .Where(literal => literal.Value.Count(letter => letter == ' ') >= 2)));
    }

    [Theory]
    [InlineData("TLS did not come about.")]
    [InlineData("The seats stand as wanted already.")]
    [InlineData("The answer is no JSON.")]
    [InlineData("Changes are tried again only where nothing happened.")]
    public void A_banned_phrase_is_found(string text) => Assert.NotEmpty(Findings(text));

    private static void RequirePlain(IEnumerable<(string File, int Number, string Text)> lines)
    {
        string[] faults = [.. lines.SelectMany(line => Findings(line.Text).Select(finding => $"{Path.GetRelativePath(StagedModule.RepositoryRoot, line.File)}:{line.Number}: {finding}: {line.Text.Trim()}"))];
        Assert.True(faults.Length == 0, $"{faults.Length} lines are not plain:\n{string.Join('\n', faults.Take(60))}");
    }

    private static IEnumerable<string> Findings(string text) =>
        from rule in Rules let match = rule.Phrase.Match(text) where match.Success select $"'{match.Value}', write {rule.Instead}";

    // Without code: names of properties and output of commands are what they are.
    private static IEnumerable<(int Number, string Text)> Prose(string file)
    {
        bool isCode = false;
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            if (line.StartsWith("```", StringComparison.Ordinal)) isCode = !isCode;
            else if (!isCode || !file.EndsWith(".md", StringComparison.Ordinal)) yield return (number, InlineCode().Replace(line, string.Empty));
        }
    }

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Literal();
}
