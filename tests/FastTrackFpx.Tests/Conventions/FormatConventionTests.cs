namespace FastTrackFpx.Tests.Conventions;

public sealed class FormatConventionTests
{
    private static readonly XElement Formats = new("Formats", Directory.EnumerateFiles(StagedModule.Folder, "*.Format.ps1xml").Select(path => XDocument.Load(path).Root));
    private static IEnumerable<Type> OutputTypes => BuiltModule.All.SelectMany(cmdlet => cmdlet.OutputTypes).Where(BuiltModule.IsNamed).Distinct();

    [Fact]
    public void Every_output_type_has_a_table_and_a_list_of_every_property_but_repetitions_of_the_id()
    {
        foreach (Type type in OutputTypes)
        {
            Assert.True(Views(type, "TableControl").Any(), $"{type.Name} has no table.");
            Assert.True(Views(type, "ListControl").Any(), $"{type.Name} has no list.");
            foreach (string property in Views(type, null).SelectMany(Properties)) Assert.True(type.GetProperty(property) is not null, $"{type.Name} has no {property}.");
            IEnumerable<string> shown = Properties(Views(type, "ListControl").First());
            IEnumerable<string> there = type.GetProperties().Where(property => !IsRepetition(type, property)).Select(property => property.Name);
            Assert.Equal((type.Name, string.Empty), (type.Name, string.Join(", ", there.Except(shown))));
        }
    }

    [Fact]
    public void Text_reaches_the_terminal_without_control_characters()
    {
        foreach (Type type in OutputTypes)
        {
            foreach (XElement name in Views(type, null).SelectMany(view => view.Descendants("PropertyName")))
            {
                Type property = type.GetProperty(name.Value)!.PropertyType;
                bool isText = property == typeof(string) || property.Name.StartsWith("FpxList", StringComparison.Ordinal) || property.Name == "FpxLookup";
                Assert.False(isText, $"{type.Name}.{name.Value} is shown as it is.");
            }

            Assert.All(Views(type, null).SelectMany(view => view.Descendants("ScriptBlock")), script =>
                Assert.True(script.Value.EndsWith(".LocalDateTime", StringComparison.Ordinal) || script.Value.EndsWith(@"-replace '[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]', ' '", StringComparison.Ordinal), script.Value));
        }
    }

    [Fact]
    public void Numbers_and_dates_stand_to_the_right()
    {
        foreach (Type type in OutputTypes)
        {
            XElement table = Views(type, "TableControl").First();
            foreach ((XElement header, XElement item) in table.Descendants("TableColumnHeader").Zip(table.Descendants("TableColumnItem")))
            {
                Type property = type.GetProperty(Properties(item).First())!.PropertyType;
                property = Nullable.GetUnderlyingType(property) ?? property;
                bool isNumber = property == typeof(DateTimeOffset) || property == typeof(TimeSpan) || (property.IsPrimitive && property != typeof(bool)) || property == typeof(decimal);
                if (isNumber) Assert.Equal((type.Name, item.Value, "Right"), (type.Name, item.Value, header.Element("Alignment")?.Value));
            }
        }
    }

    // Without the assembly, PowerShell 7 indexes the names of all assemblies. Windows PowerShell does not find one that was loaded from a path.
    [Fact]
    public void Types_name_their_assembly_for_PowerShell_7_alone()
    {
        string[] core = TypeNames("Core");
        Assert.Contains("FastTrackFpx.LongJump.LongJumpTypeData, FastTrackFpx.LongJump", core);
        Assert.All(core, name => Assert.Contains(", FastTrackFpx.", name, StringComparison.Ordinal));
        Assert.Equal(core.Select(name => name.Split(',')[0]), TypeNames("Desktop"));
    }

    private static string[] TypeNames(string edition)
    {
        XDocument types = XDocument.Load(Path.Combine(StagedModule.Folder, "cmdlets", edition, "FastTrackFpx.Types.ps1xml"));
        return [.. types.Descendants("TypeName").Select(name => name.Value)];
    }

    private static IEnumerable<string> Properties(XElement view) =>
        view.Descendants("PropertyName").Select(name => name.Value).Concat(view.Descendants("ScriptBlock").SelectMany(script => Regex.Matches(script.Value, @"\$_\.(\w+)").Select(match => match.Groups[1].Value)));

    // ServiceId on a service is its Id under the name that other cmdlets bind; TenantName on usage is the customer's name.
    private static bool IsRepetition(Type type, PropertyInfo property) => !property.CanWrite
        && ((property.Name.EndsWith("Id", StringComparison.Ordinal) && type.GetProperty("Id") is not null && property.Name != "Id") || property.Name == "TenantName");

    private static IEnumerable<XElement> Views(Type type, string? control) => Formats.Descendants("View")
        .Where(view => view.Element("ViewSelectedBy")!.Elements("TypeName").Any(name => name.Value == type.FullName))
        .Where(view => control is null || view.Element(control) is not null);
}
