using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace System.Management.Automation.Formatting;

internal enum Side { Undefined, Left, Center, Right }

/// <summary>One column of a table, or one line of a list.</summary>
internal sealed record ViewItem(string Label, string? Path, string? Format, int Width = 0, Side Side = Side.Undefined)
{
    public object? Read(PSObject of)
    {
        object? value = of;
        foreach (string step in Path?.Split('.') ?? [])
        {
            value = value is null ? null : PSObject.AsPSObject(value).Properties[step] is { } property ? Value(property) : null;
        }

        return value;
    }

    public string Text(PSObject of)
    {
        object? value = PSObject.Unwrap(Read(of));
        if (value is not null && !string.IsNullOrEmpty(Format))
            return Format.Contains('{') ? string.Format(CultureInfo.CurrentCulture, Format, value) : value is IFormattable f ? f.ToString(Format, CultureInfo.CurrentCulture) : PSObject.AsText(value);
        return value switch
        {
            null => string.Empty,
            IFormattable formattable => formattable.ToString(null, CultureInfo.CurrentCulture),
            not string and IEnumerable many => Few(many),
            _ => PSObject.AsText(value),
        };
    }

    private static string Few(IEnumerable many)
    {
        string[] shown = [.. many.Cast<object?>().Take(5).Select(static e => e switch
        {
            null => "$null",
            DictionaryEntry pair => $"[{PSObject.AsText(pair.Key)}, {PSObject.AsText(pair.Value)}]",
            _ => PSObject.AsText(e),
        })];
        return "{" + string.Join(", ", shown.Take(4)) + (shown.Length > 4 ? "…" : string.Empty) + "}";
    }

    // What cannot be read is shown as nothing, as the real views do.
    private static object? Value(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueInvocationException)
        {
            return null;
        }
    }
}

internal sealed record View(string Name, IReadOnlyList<string> TypeNames, bool IsTable, IReadOnlyList<ViewItem> Items, bool HidesHeaders = false, bool AutoSize = false);

/// <summary>The views that modules brought in their format files.</summary>
internal sealed class ViewTable
{
    private readonly List<View> _views = [];

    public void Add(string path)
    {
        if (!System.IO.Path.Exists(path))
            throw new RuntimeException($"The format file '{path}' was not found.");
        foreach (XElement view in XDocument.Load(path).Descendants("View"))
        {
            string name = view.Element("Name")?.Value.Trim() ?? string.Empty;
            string[] types = [.. view.Element("ViewSelectedBy")?.Elements("TypeName").Select(static t => t.Value.Trim()) ?? []];
            if (view.Element("TableControl") is { } table)
                _views.Add(new View(name, types, IsTable: true, Columns(table), table.Element("HideTableHeaders") is not null, table.Element("AutoSize") is not null));
            else if (view.Element("ListControl") is { } list)
                _views.Add(new View(name, types, IsTable: false, [.. list.Descendants("ListItem").Select(static i => Item(i, i.Element("Label")?.Value))]));
        }
    }

    /// <summary>The first view, in the order of the object's types, that is a table or a list as asked for; either when null.</summary>
    public View? For(PSObject item, bool? table) => item.TypeNames
        .Select(name => _views.Find(v => v.TypeNames.Contains(name) && (table is null || v.IsTable == table)))
        .FirstOrDefault(static v => v is not null);

    private static ViewItem[] Columns(XElement table)
    {
        XElement[] headers = [.. table.Element("TableHeaders")?.Elements("TableColumnHeader") ?? []];
        return [.. table.Descendants("TableColumnItem").Select((item, i) =>
        {
            XElement? header = i < headers.Length ? headers[i] : null;
            ViewItem column = Item(item, header?.Element("Label")?.Value);
            string? side = item.Element("Alignment")?.Value ?? header?.Element("Alignment")?.Value;
            return column with
            {
                Width = int.TryParse(header?.Element("Width")?.Value, out int width) ? width : 0,
                Side = Enum.TryParse(side?.Trim(), ignoreCase: true, out Side parsed) ? parsed : Side.Undefined,
            };
        })];
    }

    private static ViewItem Item(XElement item, string? label)
    {
        string? path = item.Element("PropertyName")?.Value.Trim();
        if (item.Element("ScriptBlock")?.Value.Trim() is { } script)
        {
            path = Regex.Match(script, @"^\$(?:_|PSItem)(?:\.([\w.]+))?$") is { Success: true } match
                ? match.Groups[1].Value
                : throw new RuntimeException($"This engine has no script language; a view may say $_.Name, not: {script}");
        }

        return new ViewItem(string.IsNullOrWhiteSpace(label) ? path ?? string.Empty : label.Trim(), path is { Length: > 0 } ? path : null, item.Element("FormatString")?.Value.Trim());
    }
}
