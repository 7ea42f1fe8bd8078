using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;
using FastTrackFpx.Tests.Packaging;

namespace FastTrackFpx.Tests.Conventions;

public sealed class FormatConventionTests
{
    private const int Width = 120;
    private const int NarrowestFree = 7;

    private static readonly XDocument Formats = XDocument.Load(Path.Combine(StagedModule.Folder, "FastTrackFpx.Format.ps1xml"));

    private static IEnumerable<Type> OutputTypes => BuiltModule.All.SelectMany(cmdlet => cmdlet.OutputTypes).Where(type => type.Namespace == "FastTrackFpx").Distinct();

    [Fact]
    public void Every_output_type_has_a_table_and_a_list()
    {
        foreach (Type type in OutputTypes)
        {
            Assert.True(Views(type, "TableControl").Any(), $"{type.Name} has no table.");
            Assert.True(Views(type, "ListControl").Any(), $"{type.Name} has no list.");
        }
    }

    [Fact]
    public void Views_show_properties_that_are_there()
    {
        foreach (Type type in OutputTypes)
        {
            foreach (string property in Views(type, null).SelectMany(view => view.Descendants("PropertyName")).Select(name => name.Value))
                Assert.True(type.GetProperty(property) is not null, $"{type.Name} has no {property}.");
        }
    }

    [Fact]
    public void Lists_show_every_property_but_repetitions_of_the_id()
    {
        foreach (Type type in OutputTypes)
        {
            IEnumerable<string> shown = Views(type, "ListControl").First().Descendants("PropertyName").Select(name => name.Value);
            IEnumerable<string> there = type.GetProperties().Where(property => !IsRepetition(type, property)).Select(property => property.Name);
            Assert.Equal((type.Name, string.Empty), (type.Name, string.Join(", ", there.Except(shown))));
        }
    }

    [Fact]
    public void Tables_fit_into_120_columns()
    {
        foreach (XElement table in Formats.Descendants("TableControl"))
        {
            XElement[] columns = [.. table.Descendants("TableColumnHeader")];
            int width = columns.Sum(column => (int?)column.Element("Width") ?? NarrowestFree) + columns.Length - 1;
            Assert.True(width <= Width, $"{table.Parent!.Element("Name")!.Value} takes {width} columns.");
            Assert.Equal(columns.Length, table.Descendants("TableColumnItem").Count());
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
                Type property = type.GetProperty(item.Element("PropertyName")!.Value)!.PropertyType;
                property = Nullable.GetUnderlyingType(property) ?? property;
                bool isNumber = property == typeof(DateTimeOffset) || property == typeof(TimeSpan) || (property.IsPrimitive && property != typeof(bool)) || property == typeof(decimal);
                if (isNumber) Assert.Equal((type.Name, item.Value, "Right"), (type.Name, item.Value, header.Element("Alignment")?.Value));
            }
        }
    }

    // ServiceId on a service is its Id under the name that other cmdlets bind; TenantName on usage is the customer's name.
    private static bool IsRepetition(Type type, PropertyInfo property) => !property.CanWrite
        && ((property.Name.EndsWith("Id", StringComparison.Ordinal) && type.GetProperty("Id") is not null && property.Name != "Id") || property.Name == "TenantName");

    private static IEnumerable<XElement> Views(Type type, string? control) => Formats.Descendants("View")
        .Where(view => view.Element("ViewSelectedBy")!.Elements("TypeName").Any(name => name.Value == type.FullName))
        .Where(view => control is null || view.Element(control) is not null);
}
