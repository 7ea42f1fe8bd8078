namespace FastTrackFpx.AppDirect.Tests.Conventions;

/// <summary>The house rules of generated cmdlets, beside those that FastTrackFpx.Tests holds all cmdlets to.</summary>
public sealed class ConventionTests
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";

    [Fact]
    public void Lists_of_records_are_plural_and_numbers_keep_their_name()
    {
        // Words that are a list in the singular.
        string[] lists = ["UsageList", "FeaturedMedia", "Timestamp", "CompanyIdsToAdd", "CompanyIdsToRemove", "RolesToAdd", "RolesToRemove"];
        Assert.All(
            ModuleSession.Module.GetExportedTypes().Where(typeof(AppDirectRecord).IsAssignableFrom).SelectMany(type => type.GetProperties()).Where(property => property.PropertyType.IsArray && !lists.Contains(property.Name)),
            property => Assert.True(property.Name.EndsWith('s'), $"{property.DeclaringType!.Name}.{property.Name}"));
        Assert.NotNull(ModuleSession.Cmdlets.Single(cmdlet => cmdlet.Name == "NewAppDirectSubscriptionCommand").GetProperty("MaxUsers"));
    }

    [Fact]
    public void A_position_belongs_to_one_parameter_so_that_a_single_id_chooses_a_set() => Assert.All(ModuleSession.Cmdlets, cmdlet =>
        Assert.All(
            cmdlet.GetProperties().SelectMany(property => property.GetCustomAttributes<ParameterAttribute>().Where(use => use.Position >= 0).Select(use => (use.Position, property.Name))).Distinct().GroupBy(pair => pair.Position),
            position => Assert.True(position.Count() == 1, $"{cmdlet.Name}, position {position.Key}: {string.Join(", ", position.Select(pair => pair.Name))}")));

    [Fact]
    public void Every_record_that_comes_out_has_a_table_of_its_properties_in_80_columns()
    {
        XDocument formats = XDocument.Load(Path.Combine(Files.Generated, "FastTrackFpx.AppDirect.Format.ps1xml"));
        HashSet<string> shown = [.. formats.Descendants("TypeName").Select(type => type.Value)];
        IEnumerable<string> records = ModuleSession.Cmdlets.SelectMany(cmdlet => cmdlet.GetCustomAttributes<OutputTypeAttribute>()).SelectMany(output => output.Type).Select(output => output.Type).Where(typeof(AppDirectRecord).IsAssignableFrom).Select(type => type.FullName!).Distinct();
        Assert.Empty(records.Except(shown));
        Assert.All(formats.Descendants("TableColumnItem").Descendants("PropertyName"), column => Assert.NotEmpty(column.Value));
        Assert.All(formats.Descendants("View"), view =>
        {
            Type record = typeof(AppDirectRecord).Assembly.GetType(view.Descendants("TypeName").Single().Value, throwOnError: true)!;
            Assert.All(view.Descendants("Label"), label => Assert.NotNull(record.GetProperty(label.Value)));
            Assert.InRange(view.Descendants("Width").Take(2).Sum(width => (int)width), 1, 78);
        });
    }

    /// <summary>PowerShell makes an object of every element and attribute before it shows a page, which is most of the time that the first Get-Help takes.</summary>
    [Fact]
    public void Help_is_small_enough_for_its_first_page()
    {
        XDocument help = XDocument.Load(Path.Combine(Files.Generated, "en-US/FastTrackFpx.AppDirect.dll-Help.xml"));
        Assert.InRange(help.Descendants().Count() + help.Descendants().Attributes().Count(), 1, 30_000);
        foreach (XElement page in help.Descendants(Command + "command"))
        {
            Assert.DoesNotContain("{{", page.Value, StringComparison.Ordinal);
            string name = page.Element(Command + "details")!.Element(Command + "name")!.Value;
            Type cmdlet = ModuleSession.Cmdlets.Single(one => ModuleSession.NameOf(one) == name);
            string[] syntax = [.. page.Element(Command + "syntax")!.Elements().Select(set => set.Element(Maml + "name")!.Value)];
            string[] sets = [.. cmdlet.GetProperties().SelectMany(property => property.GetCustomAttributes<ParameterAttribute>()).Select(use => use.ParameterSetName).Append(cmdlet.GetCustomAttribute<CmdletAttribute>()!.DefaultParameterSetName ?? ParameterAttribute.AllParameterSets).Distinct().Where(set => set != ParameterAttribute.AllParameterSets)];
            Assert.True(Math.Max(1, sets.Length) == syntax.Length, $"{name}: {string.Join(", ", sets)}, and {syntax.Length} in the help");
            Assert.All(cmdlet.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute))), parameter => Assert.Contains(syntax, set => set.Contains($"-{parameter.Name}", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void The_operations_are_those_of_the_snapshot()
    {
        string expected = File.ReadAllText(Path.Combine(Files.Repository, "tests/FastTrackFpx.AppDirect.Tests/Conventions/Operations.AppDirect.txt")).ReplaceLineEndings("\n");
        string actual = File.ReadAllText(Path.Combine(Files.Generated, "Operations.AppDirect.txt")).ReplaceLineEndings("\n");
        // For whoever means the change: copy the file over the snapshot.
        if (expected != actual) File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "Operations.AppDirect.txt"), actual);
        Assert.Equal(expected, actual);
    }
}
