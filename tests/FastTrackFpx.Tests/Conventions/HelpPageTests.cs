namespace FastTrackFpx.Tests.Conventions;

/// <summary>Help that says something else than the cmdlet does is worse than none. <c>./build.ps1 Docs</c> brings both together.</summary>
[Trait("Category", "Slow")]
public sealed class HelpPageTests
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    // The file that PowerShell looks for is named after the assembly of the cmdlet.
    private static readonly Lazy<Dictionary<string, XElement>> Staged = new(() => BuiltModule.Services
        .Select(service => service.GetName().Name)
        .SelectMany(service => XDocument.Load(Path.Combine(StagedModule.Folder, "en-US", service + ".dll-Help.xml"), LoadOptions.PreserveWhitespace).Descendants(Command + "command"))
        .ToDictionary(command => command.Element(Command + "details")!.Element(Command + "name")!.Value));

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Dictionary<string, XElement>> ReadComments = new();
    private static readonly string Configuration = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))!);

    [Fact]
    public void A_cmdlet_has_a_page_without_gaps() => BuiltModule.Each(name =>
    {
        HelpPage page = Page(name);
        Assert.False(page.HasGaps);
        Assert.All(new[] { "SYNOPSIS", "DESCRIPTION", "NOTES", "RELATED LINKS" }, section => Assert.NotEmpty(page.Section(section)));
        Assert.True(page.Examples >= 2, $"{page.Examples} examples");
    });

    // The Docs task, which needs PlatyPS, takes the words of a parameter from where it is declared.
    [Fact]
    public void A_page_is_right_about_every_parameter_and_has_no_other() => BuiltModule.Each(name =>
    {
        CmdletType cmdlet = BuiltModule.Cmdlet(name);
        HelpPage page = Page(name);
        IEnumerable<string> declared = cmdlet.Parameters.Select(parameter => parameter.Name);
        if (cmdlet.Attribute.SupportsShouldProcess) declared = declared.Concat(["Confirm", "WhatIf"]);
        if (cmdlet.Attribute.SupportsPaging) declared = declared.Concat(["First", "IncludeTotalCount", "Skip"]);
        Assert.Equal(declared.Order(StringComparer.Ordinal), page.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        Assert.All(cmdlet.Parameters, parameter =>
        {
            HelpPageParameter told = page.Parameters.Single(one => one.Name == parameter.Name);
            Assert.Equal(Summary(parameter.Property), told.Words);
            Assert.Equal(parameter.ValueType.Name, TypeName(told.Type));
            Assert.Equal((parameter.Name, parameter.Default), (parameter.Name, told.Default));
            Assert.Equal(parameter.AcceptedValues, told.AcceptedValues);
            Assert.Equal(parameter.Has<SupportsWildcardsAttribute>(), told.SupportsWildcards);
            Assert.Equal(parameter.Aliases.Order(StringComparer.Ordinal), told.Aliases.Order(StringComparer.Ordinal));
            Assert.Equal(parameter.Sets.Select(Line).Order(StringComparer.Ordinal), told.Sets.Order(StringComparer.Ordinal));
        });
    });

    [Theory, InlineData("WhatIf"), InlineData("Confirm"), InlineData("First"), InlineData("Skip"), InlineData("IncludeTotalCount")]
    public void PowerShell_s_own_parameters_are_described_in_one_way(string parameter)
    {
        string script = File.ReadAllText(Path.Combine(StagedModule.RepositoryRoot, ".build", "help", "Update-HelpPage.ps1"));
        Assert.Equal(
            [Regex.Match(script, $"(?m)^ +'{parameter}' {{ '(.+)' }}").Groups[1].Value],
            BuiltModule.All.SelectMany(cmdlet => Page(cmdlet.Name).Parameters).Where(one => one.Name == parameter).Select(one => one.Words).Distinct());
    }

    [Fact]
    public void A_page_shows_the_syntax_of_each_parameter_set() => BuiltModule.Each(name =>
    {
        CmdletType cmdlet = BuiltModule.Cmdlet(name);
        string[] sets = cmdlet.Parameters
            .SelectMany(parameter => parameter.Sets)
            .Select(attribute => attribute.ParameterSetName)
            .Where(set => set != ParameterAttribute.AllParameterSets)
            .Distinct().Select(set => set == cmdlet.Attribute.DefaultParameterSetName ? set + " (Default)" : set).ToArray();
        Assert.All(sets, set => Assert.Contains($"### {set}\n", Page(name).Section("SYNTAX")));
    });

    [Fact]
    public void A_page_is_right_about_what_is_put_out() => BuiltModule.Each(name => Assert.Equal(
        BuiltModule.Cmdlet(name).OutputTypes.Select(type => type.FullName).Order(StringComparer.Ordinal),
        Page(name).Outputs.Order(StringComparer.Ordinal)));

    [Fact]
    public void Links_lead_somewhere() => BuiltModule.Each(name => Assert.All(
        Page(name).Links.Where(link => !link.StartsWith("https:", StringComparison.Ordinal)),
        link => Assert.True(File.Exists(Path.Combine(HelpPage.Folder, link)), link)));

    // The file that Get-Help reads is made from the pages and kept in the repository, so that a build needs no PlatyPS.
    [Fact]
    public void Get_Help_says_what_the_page_says() => BuiltModule.Each(name =>
    {
        HelpPage page = Page(name);
        Assert.True(Staged.Value.TryGetValue(name, out XElement? help), "Not in the staged help.");
        Assert.Equal(Bare(page.Section("SYNOPSIS")), Bare(help!.Element(Command + "details")!.Element(Maml + "description")!.Value));
        Assert.Equal(page.Examples, help.Descendants(Dev + "code").Count());
        Assert.All(help.Descendants(Dev + "code"), code => Assert.Contains(code.Value.Trim(), page.Section("EXAMPLES")));
        Assert.All(page.Parameters, parameter =>
        {
            XElement told = help.Element(Command + "parameters")!.Elements().Single(element => element.Element(Maml + "name")!.Value == parameter.Name);
            Assert.Equal(Bare(parameter.Words), Bare(told.Element(Maml + "description")!.Value));
        });
    });

    [Fact]
    public void The_page_of_the_module_leads_to_every_cmdlet_and_none_is_left_of_one_that_is_gone()
    {
        string page = File.ReadAllText(Path.Combine(HelpPage.Folder, "FastTrackFpx.md"));
        Assert.DoesNotContain("{{", page);
        Assert.All(BuiltModule.All, cmdlet => Assert.Contains($"[{cmdlet.Name}]({cmdlet.Name}.md)", page));
        Assert.Empty(
            Directory.EnumerateFiles(HelpPage.Folder, "*-*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Except(BuiltModule.All.Select(cmdlet => cmdlet.Name)));
    }

    [Fact]
    public void Every_about_topic_is_staged_and_fit_for_a_terminal()
    {
        string[] topics = Directory.GetFiles(HelpPage.Folder, "about_*.help.txt");
        Assert.NotEmpty(topics);
        Assert.All(topics, path =>
        {
            Assert.True(File.Exists(Path.Combine(StagedModule.Folder, "en-US", Path.GetFileName(path))), path);
            Assert.All(File.ReadLines(path), line => Assert.True(line.Length <= 80 && line.All(char.IsAscii), $"{Path.GetFileName(path)}: {line}"));
        });
    }

    /// <summary>The summary of a property in the XML documentation of its assembly, as markdown.</summary>
    private static string Summary(System.Reflection.PropertyInfo property)
    {
        Type owner = property.DeclaringType!.IsGenericType ? property.DeclaringType.GetGenericTypeDefinition() : property.DeclaringType;
        XElement summary = Comments(owner.Assembly.GetName().Name!)[$"P:{owner.FullName}.{property.Name}"];
        foreach (XElement code in summary.Descendants("c").ToArray()) code.ReplaceWith($"`{code.Value}`");
        return Regex.Replace(summary.Value, @"\s+", " ").Trim();
    }

    private static Dictionary<string, XElement> Comments(string assembly) => ReadComments.GetOrAdd(assembly, static name => XDocument
        .Load(Path.Combine(StagedModule.RepositoryRoot, "src", name, "bin", Configuration, "netstandard2.0", name + ".xml"))
        .Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!));

    private static HelpPage Page(string name)
    {
        HelpPage? page = HelpPage.TryRead(name);
        Assert.True(page is not null, $"docs/en-US/{name}.md is not there. ./build.ps1 Docs begins it.");
        return page!;
    }

    // PlatyPS writes a generic type with its arguments' assemblies.
    private static string TypeName(string told)
    {
        string bare = told.Split('[')[0];
        string tail = told.EndsWith("[]", StringComparison.Ordinal) ? "[]" : string.Empty;
        return bare[(bare.LastIndexOf('.') + 1)..] + tail;
    }

    private static string Line(ParameterAttribute set) => string.Join(
        ' ',
        set.ParameterSetName == ParameterAttribute.AllParameterSets ? "(All)" : set.ParameterSetName,
        set.Position >= 0 ? set.Position.ToString() : "Named",
        Truth(set.Mandatory),
        Truth(set.ValueFromPipeline),
        Truth(set.ValueFromPipelineByPropertyName));

    private static string Truth(bool value) => value ? "true" : "false";

    // Without markdown's signs and line ends.
    private static string Bare(string text) => string.Concat(text.Where(sign => !char.IsWhiteSpace(sign) && sign is not ('`' or '*')));
}
