namespace FastTrackFpx.AppDirect.Tests.Conventions;

/// <summary>The house rules of cmdlets, for generated and handwritten ones, and the snapshots that a review reads.</summary>
public sealed class ConventionTests
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";

    [Fact]
    public void Classes_are_sealed_and_named_after_their_cmdlet() => Assert.All(ModuleSession.Cmdlets, cmdlet =>
    {
        Assert.True(cmdlet.IsSealed, cmdlet.Name);
        Assert.Equal(ModuleSession.NameOf(cmdlet).Replace("-", string.Empty, StringComparison.Ordinal) + "Command", cmdlet.Name);
        Assert.NotEmpty(cmdlet.GetCustomAttributes<OutputTypeAttribute>());
    });

    [Fact]
    public void Verbs_are_approved_and_those_that_only_read_ask_for_no_confirmation()
    {
        Type[] groups = [typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsSecurity), typeof(VerbsOther)];
        string[] approved = [.. groups.SelectMany(group => group.GetFields()).Select(verb => verb.Name)];
        Assert.All(ModuleSession.Cmdlets, cmdlet => Assert.Contains(cmdlet.GetCustomAttribute<CmdletAttribute>()!.VerbName, approved));
        Assert.All(
            ModuleSession.Cmdlets.Where(cmdlet => cmdlet.GetCustomAttribute<CmdletAttribute>()!.VerbName is "Get" or "Test" or "Search"),
            cmdlet => Assert.False(cmdlet.GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess, cmdlet.Name));
    }

    [Fact]
    public void Parameters_are_singular_and_truth_values_are_switches() => Assert.All(Parameters().Where(pair => pair.Property.Name is not ("DirectSales" or "Sms")), pair =>
    {
        // A number of users and the text of notes are one value, and have the plural in their name.
        bool isOne = pair.Property.PropertyType == typeof(string) || pair.Property.PropertyType.IsValueType && pair.Property.PropertyType != typeof(SwitchParameter) || typeof(AppDirectRecord).IsAssignableFrom(pair.Property.PropertyType);
        bool isPlural = pair.Property.Name.EndsWith('s') && !pair.Property.Name.EndsWith("ss", StringComparison.Ordinal) && !pair.Property.Name.EndsWith("us", StringComparison.Ordinal);
        Assert.False(isPlural && !isOne, $"{pair.Cmdlet.Name} -{pair.Property.Name}");
        Assert.NotEqual(typeof(bool), pair.Property.PropertyType);
    });

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
    public void Secrets_are_never_plain_text() => Assert.All(
        Parameters().Where(pair => pair.Property.Name.Contains("Password", StringComparison.Ordinal) || pair.Property.Name.EndsWith("Secret", StringComparison.Ordinal) || pair.Property.Name.EndsWith("AccessToken", StringComparison.Ordinal)),
        pair => Assert.Equal(typeof(SecureString), pair.Property.PropertyType));

    [Fact]
    public void Text_and_dates_are_checked() => Assert.All(Parameters().Where(pair => pair.Property.DeclaringType == pair.Cmdlet), pair =>
    {
        string[] attributes = [.. pair.Property.GetCustomAttributes().Select(attribute => attribute.GetType().Name)];
        if (pair.Property.PropertyType == typeof(string) || pair.Property.PropertyType == typeof(string[])) Assert.True(attributes.Contains("WellFormedTextAttribute"), $"{pair.Cmdlet.Name} -{pair.Property.Name}");
        if (pair.Property.PropertyType == typeof(DateTimeOffset?)) Assert.Contains("IsoDateAttribute", attributes);
    });

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

    [Fact]
    public void Help_has_every_cmdlet_and_every_parameter()
    {
        XDocument help = XDocument.Load(Path.Combine(Files.Generated, "en-US/FastTrackFpx.AppDirect.dll-Help.xml"));
        Dictionary<string, XElement> pages = help.Descendants(Command + "command").ToDictionary(page => page.Element(Command + "details")!.Element(Command + "name")!.Value);
        Assert.All(ModuleSession.Cmdlets, cmdlet =>
        {
            XElement page = pages[ModuleSession.NameOf(cmdlet)];
            Assert.DoesNotContain("{{", page.Value, StringComparison.Ordinal);
            string[] described = [.. page.Element(Command + "parameters")!.Elements(Command + "parameter").Select(parameter => parameter.Element(Maml + "name")!.Value)];
            string[] declared = [.. cmdlet.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute))).Select(property => property.Name)];
            Assert.Equal(declared.Order(StringComparer.Ordinal), described.Except(["First", "Skip", "IncludeTotalCount", "WhatIf", "Confirm"]).Order(StringComparer.Ordinal));
            Assert.All(page.Element(Command + "parameters")!.Elements(Command + "parameter"), parameter => Assert.NotEmpty(parameter.Element(Maml + "description")!.Value));
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
            string name = page.Element(Command + "details")!.Element(Command + "name")!.Value;
            Type cmdlet = ModuleSession.Cmdlets.Single(one => ModuleSession.NameOf(one) == name);
            string[] syntax = [.. page.Element(Command + "syntax")!.Elements().Select(set => set.Element(Maml + "name")!.Value)];
            string[] sets = [.. cmdlet.GetProperties().SelectMany(property => property.GetCustomAttributes<ParameterAttribute>()).Select(use => use.ParameterSetName).Append(cmdlet.GetCustomAttribute<CmdletAttribute>()!.DefaultParameterSetName ?? ParameterAttribute.AllParameterSets).Distinct().Where(set => set != ParameterAttribute.AllParameterSets)];
            Assert.True(Math.Max(1, sets.Length) == syntax.Length, $"{name}: {string.Join(", ", sets)}, and {syntax.Length} in the help");
            Assert.All(cmdlet.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute))), parameter => Assert.Contains(syntax, set => set.Contains($"-{parameter.Name}", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void The_operations_and_the_public_surface_are_those_of_the_snapshots()
    {
        Compare("Operations.AppDirect.txt", File.ReadAllText(Path.Combine(Files.Generated, "Operations.AppDirect.txt")));
        Compare("PublicSurface.AppDirect.txt", Surface());
    }

    private static void Compare(string name, string actual)
    {
        string expected = File.ReadAllText(Path.Combine(Files.Repository, "tests/FastTrackFpx.AppDirect.Tests/Conventions", name)).ReplaceLineEndings("\n");
        actual = actual.ReplaceLineEndings("\n");
        // For whoever means the change: copy the file over the snapshot.
        if (expected != actual) File.WriteAllText(Path.Combine(AppContext.BaseDirectory, name), actual);
        Assert.Equal(expected, actual);
    }

    private static IEnumerable<(Type Cmdlet, PropertyInfo Property)> Parameters() => ModuleSession.Cmdlets.SelectMany(cmdlet => cmdlet.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute))).Select(property => (cmdlet, property)));

    private static string Surface()
    {
        var text = new StringBuilder();
        foreach (Type cmdlet in ModuleSession.Cmdlets)
        {
            CmdletAttribute attribute = cmdlet.GetCustomAttribute<CmdletAttribute>()!;
            text.Append(ModuleSession.NameOf(cmdlet));
            if (attribute.SupportsShouldProcess) text.Append($" [ShouldProcess, {attribute.ConfirmImpact}]");
            if (attribute.SupportsPaging) text.Append(" [Paging]");
            text.Append(" -> ").AppendJoin(", ", cmdlet.GetCustomAttributes<OutputTypeAttribute>().SelectMany(output => output.Type).Select(output => output.Type.Name)).Append('\n');
            foreach (PropertyInfo property in cmdlet.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute))).OrderBy(property => property.Name, StringComparer.Ordinal))
            {
                text.Append($"    -{property.Name} {Name(property.PropertyType)}");
                if (property.GetCustomAttribute<AliasAttribute>() is { } alias) text.Append(" aliases ").AppendJoin(", ", alias.AliasNames);
                text.Append(": ").AppendJoin("; ", property.GetCustomAttributes<ParameterAttribute>().Select(Describe).Order(StringComparer.Ordinal)).Append('\n');
            }

            text.Append('\n');
        }

        foreach (Type type in ModuleSession.Module.GetExportedTypes().Where(type => type.Namespace == "FastTrackFpx").OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            text.Append(type.IsEnum ? "enum " : "class ").Append(type.Name).Append('\n');
            foreach (string member in type.IsEnum ? Enum.GetNames(type) : type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Select(property => $"{property.Name} {Name(property.PropertyType)}{(property.SetMethod?.IsPublic == true ? string.Empty : " (read only)")}")) text.Append("    ").Append(member).Append('\n');
            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Describe(ParameterAttribute set) => string.Join(' ', new[]
    {
        set.ParameterSetName == ParameterAttribute.AllParameterSets ? "all" : set.ParameterSetName,
        set.Mandatory ? "mandatory" : string.Empty,
        set.Position >= 0 ? $"position {set.Position}" : string.Empty,
        set.ValueFromPipeline ? "pipeline" : string.Empty,
        set.ValueFromPipelineByPropertyName ? "property" : string.Empty,
    }.Where(part => part.Length > 0));

    private static string Name(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? Name(inner) + "?" : type.IsArray ? Name(type.GetElementType()!) + "[]" : type.Name;
}
