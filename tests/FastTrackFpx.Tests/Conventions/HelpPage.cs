namespace FastTrackFpx.Tests.Conventions;

/// <summary>A cmdlet's page in docs/en-US, as far as it can be wrong about the cmdlet.</summary>
internal sealed partial class HelpPage
{
    private readonly string _text;

    private HelpPage(string text) => _text = text;

    public static string Folder => Path.Combine(StagedModule.RepositoryRoot, "docs", "en-US");
    public IReadOnlyList<HelpPageParameter> Parameters => ParameterSection().Matches(Section("PARAMETERS")).Select(match => new HelpPageParameter(match)).ToArray();
    public IReadOnlyList<string> Outputs => Heading().Matches(Section("OUTPUTS")).Select(match => match.Groups["name"].Value).ToArray();
    public int Examples => Regex.Count(Section("EXAMPLES"), "^```powershell$", RegexOptions.Multiline);
    public IReadOnlyList<string> Links => Link().Matches(Section("RELATED LINKS")).Select(match => match.Groups["file"].Value).ToArray();

    public static HelpPage? TryRead(string cmdlet)
    {
        string path = Path.Combine(Folder, cmdlet + ".md");
        return File.Exists(path) ? new HelpPage(File.ReadAllText(path).ReplaceLineEndings("\n")) : null;
    }

    public string Section(string title)
    {
        Match match = Regex.Match(_text, $@"(?ms)^## {Regex.Escape(title)}\n(?<body>.*?)(?=^## |\z)");
        return match.Success ? match.Groups["body"].Value.Trim() : string.Empty;
    }

    public bool HasGaps => _text.Contains("{{", StringComparison.Ordinal);

    [GeneratedRegex(@"(?ms)^### -(?<name>\w+)\n(?<words>.*?)^```yaml\n(?<facts>.*?)^```")]
    private static partial Regex ParameterSection();

    [GeneratedRegex(@"(?m)^### (?<name>\S+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\((?<file>[^)]+)\)")]
    private static partial Regex Link();
}

/// <summary>What a page says of a parameter.</summary>
internal sealed class HelpPageParameter(Match section)
{
    private readonly string _facts = section.Groups["facts"].Value;

    public string Name { get; } = section.Groups["name"].Value;
    public string Words { get; } = section.Groups["words"].Value.Trim();
    public string Type => Fact("Type");

    /// <summary>As text; empty where the parameter has no value of its own.</summary>
    public string Default => Fact("DefaultValue");

    public IReadOnlyList<string> AcceptedValues => List("AcceptedValues");
    public bool SupportsWildcards => Fact("SupportsWildcards") == "true";
    public IReadOnlyList<string> Aliases => List("Aliases");

    public IEnumerable<string> Sets => Regex
        .Matches(_facts, @"- Name: (?<set>.+)\n  Position: (?<position>.+)\n  IsRequired: (?<required>.+)\n  ValueFromPipeline: (?<value>.+)\n  ValueFromPipelineByPropertyName: (?<property>.+)\n")
        .Select(match => string.Join(' ', new[] { "set", "position", "required", "value", "property" }.Select(group => match.Groups[group].Value)));

    private string[] List(string name) =>
        [.. Regex.Match(_facts, $@"(?m)^{name}:\n(- (?<value>.+)\n)*").Groups["value"].Captures.Select(capture => capture.Value)];

    private string Fact(string name) => Regex.Match(_facts, $@"(?m)^{name}: '?(?<value>[^'\n]*)'?$").Groups["value"].Value;
}
