using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace System.Management.Automation.Formatting;

/// <summary>An object on its way to the screen, with the shape that was asked for.</summary>
internal sealed record FormatEntry(PSObject Item, bool Table, string[]? Properties, bool AutoSize);

/// <summary>Writes objects as a user sees them, by their views.</summary>
internal sealed class TextFormatter(ViewTable views, int width)
{
    private readonly StringBuilder _text = new();
    private readonly List<PSObject> _waiting = [];
    private View? _view;
    private string? _type;
    private TableWriter? _table;

    public void Add(object? item)
    {
        if (item is null)
            return;
        PSObject wrapped = PSObject.AsPSObject(item);
        var entry = wrapped.BaseObject as FormatEntry;
        PSObject subject = entry?.Item ?? wrapped;
        if (IsPlain(subject.BaseObject))
        {
            // Stands between the rows of a table without ending it.
            Drain();
            _text.AppendLine(subject.ToString());
            return;
        }

        View? known = entry?.Properties is null ? views.For(subject, entry?.Table) : null;
        if (_view is not null && known is null && _type != subject.TypeNames[0])
        {
            Drain();
            _text.AppendLine();
            WriteList(Own(subject, null, table: false), subject);
            _text.AppendLine();
            return;
        }

        if (_view is null || known?.Name != (_view.Name.Length > 0 ? _view.Name : null))
        {
            End();
            View view = known ?? Own(subject, entry?.Properties, entry?.Table);
            (_view, _type) = (view with { AutoSize = view.AutoSize || entry?.AutoSize == true }, subject.TypeNames[0]);
        }

        _waiting.Add(subject);
    }

    public string Finish()
    {
        End();
        return _text.ToString();
    }

    private static bool IsPlain(object value) => value is string or bool or char or Uri or Version || value is IFormattable and ValueType;

    /// <summary>A view made of the object's own properties: a table where they are few.</summary>
    private static View Own(PSObject subject, string[]? names, bool? table)
    {
        string[] properties = [.. (names ?? ["*"]).SelectMany(n => WildcardPattern.ContainsWildcardCharacters(n) ? subject.Properties.Match(n).Select(static p => p.Name) : [subject.Properties[n]?.Name ?? n])];
        return new View(string.Empty, [], table ?? properties.Length <= 4, [.. properties.Select(static p => new ViewItem(p, p, null))], AutoSize: true);
    }

    private void End()
    {
        Drain();
        if (_view is not null)
            _text.AppendLine();
        (_view, _table) = (null, null);
    }

    private void Drain()
    {
        if (_waiting.Count == 0)
            return;
        _text.Append(_table is null ? Environment.NewLine : string.Empty);
        if (_view!.IsTable && _table is null)
        {
            _table = new TableWriter(_view, _waiting, width);
            _table.WriteHeadings(_text);
        }

        for (int i = 0; i < _waiting.Count; i++)
        {
            if (_table is not null)
                _table.WriteRow(_text, _waiting[i]);
            else
            {
                _text.Append(i > 0 ? Environment.NewLine : string.Empty);
                WriteList(_view, _waiting[i]);
            }
        }

        _waiting.Clear();
    }

    private void WriteList(View view, PSObject item)
    {
        int label = view.Items.Max(static i => Cells.Width(i.Label));
        foreach (ViewItem line in view.Items)
        {
            string prefix = line.Label.PadRight(label) + " : ";
            foreach (string part in line.Text(item).ReplaceLineEndings("\n").Split('\n').SelectMany(l => Cells.Wrap(l, width - prefix.Length)))
            {
                _text.Append(prefix).AppendLine(part);
                prefix = new string(' ', prefix.Length);
            }
        }
    }
}
