using System.Xml.Linq;
using FastTrackFpx.Generator.Model;

namespace FastTrackFpx.Generator.Output;

/// <summary>A table for every record that comes out of a cmdlet.</summary>
internal static class ViewWriter
{
    /// <summary>A terminal of 80 columns shows whole columns.</summary>
    private const int Width = 79;

    /// <summary>A host may keep one column for itself.</summary>
    private static readonly int[] Terminals = [79, 80, 119, 120, 199, 200];

    // Control characters and marks that change the direction of writing stay out of the terminal.
    private const string Unsafe = @"[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]";

    private static readonly string[] Preferred = ["Name", "Title", "Email", "Code", "Description"];

    public static string Write(Module module)
    {
        IEnumerable<RecordModel> shown = module.Cmdlets.SelectMany(cmdlet => cmdlet.Sets).Select(set => set.Output).OfType<string>()
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => module.Records.Single(record => record.Name == name));
        var document = new XDocument(new XElement("Configuration", new XElement("ViewDefinitions", shown.Select(View))));
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + document.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private static XElement View(RecordModel record)
    {
        IReadOnlyList<Column> columns = Columns(record);
        return new XElement(
            "View",
            new XElement("Name", "FastTrackFpx." + record.Name),
            new XElement("ViewSelectedBy", new XElement("TypeName", "FastTrackFpx." + record.Name)),
            new XElement(
                "TableControl",
                new XElement("TableHeaders", columns.Select(column => new XElement(
                    "TableColumnHeader", new XElement("Label", column.Name), new XElement("Width", column.Width),
                    column.IsNumber ? new XElement("Alignment", "Right") : null))),
                new XElement("TableRowEntries", new XElement("TableRowEntry", new XElement("TableColumnItems", columns.Select(Item))))));
    }

    private static XElement Item(Column column) => new(
        "TableColumnItem",
        column.IsDate ? new XElement("ScriptBlock", $"if ($null -ne $_.{column.Name}) {{ $_.{column.Name}.LocalDateTime.ToString('yyyy-MM-dd HH:mm') }}")
        : column.IsText ? new XElement("ScriptBlock", $"$_.{column.Name} -replace '{Unsafe}', ' '")
        : new XElement("PropertyName", column.Name));

    private static IReadOnlyList<Column> Columns(RecordModel record)
    {
        if (record.Columns.Count > 0) return Whole([.. Fit(record.Columns.Select(name => ColumnOf(record, name)), Width + 120)]);
        string id = record.Name["AppDirect".Length..] + "Id";
        IEnumerable<string> names = record.Properties
            .Where(property => property.Kind is not (ValueKind.Record or ValueKind.Any or ValueKind.LinkOrRecord) && !property.IsList)
            .Select(property => property.Kind == ValueKind.Link ? property.IdName! : property.Name);
        string[] ranked = [.. names.OrderBy(Rank)];
        if (ranked.Length == 0) ranked = [.. record.Properties.Select(property => property.Kind == ValueKind.LinkOrRecord ? property.IdName! : property.Name)];
        return Whole([.. Fit(ranked.Select(name => ColumnOf(record, name)), Width)]);

        int Rank(string name) =>
            name == id ? 0
            : Preferred.Contains(name) ? 1
            : name.EndsWith("Id", StringComparison.Ordinal) ? 4
            : name is "Status" or "Type" ? 2
            : name.EndsWith("Href", StringComparison.Ordinal) ? 9
            : 3;
    }

    /// <summary>Widens columns so that no usual terminal has room for a part of the next header only, which PowerShell would show one letter a line.</summary>
    private static IReadOnlyList<Column> Whole(Column[] columns)
    {
        int end = columns[0].Width;
        for (int i = 1; i < columns.Length; i++)
        {
            while (Terminals.Any(terminal => terminal - end - 1 is var left && left > 0 && left < columns[i].Name.Length && left < columns[i].Width))
            {
                columns[i - 1] = columns[i - 1] with { Width = columns[i - 1].Width + 1 };
                end++;
            }

            end += 1 + columns[i].Width;
        }

        return columns;
    }

    private static IEnumerable<Column> Fit(IEnumerable<Column> columns, int width)
    {
        int used = 0;
        foreach (Column column in columns)
        {
            if (used > 0 && used + column.Width + 1 > width) yield break;
            used += column.Width + 1;
            yield return column;
        }
    }

    private static Column ColumnOf(RecordModel record, string name)
    {
        if (name.Split(':') is [var own, var width]) return new Column(own, int.Parse(width, System.Globalization.CultureInfo.InvariantCulture), IsText: true);
        PropertyModel? property = record.Properties.FirstOrDefault(one => one.Name == name);
        return property?.Kind switch
        {
            ValueKind.Date => new Column(name, 16, IsDate: true),
            ValueKind.Number => new Column(name, Math.Max(name.Length, 10), IsNumber: true),
            ValueKind.Whole => new Column(name, Math.Max(name.Length, 6), IsNumber: true),
            ValueKind.Flag => new Column(name, Math.Max(name.Length, 5)),
            ValueKind.Text or null => new Column(name, WidthOf(name, property), IsText: true),
            _ => new Column(name, 20),
        };
    }

    private static int WidthOf(string name, PropertyModel? property)
    {
        if (property?.Codes.Count > 0) return Math.Max(name.Length, Math.Min(20, property.Codes.Max(code => code.Length)));
        if (name.EndsWith("Id", StringComparison.Ordinal)) return 36;
        if (name is "Currency") return 8;
        return name is "Status" or "Type" ? 12 : Math.Max(name.Length, 22);
    }

    private sealed record Column(string Name, int Width, bool IsDate = false, bool IsNumber = false, bool IsText = false);
}
