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
    private readonly List<PSObject> _run = [];
    private View? _view;

    public void Add(object? item)
    {
        if (item is null)
            return;
        PSObject wrapped = PSObject.AsPSObject(item);
        var entry = wrapped.BaseObject as FormatEntry;
        PSObject subject = entry?.Item ?? wrapped;
        if (IsPlain(subject.BaseObject))
        {
            Flush();
            _text.AppendLine(subject.ToString());
            return;
        }

        View view = Choose(subject, entry);
        if (_view is null || _view.Name != view.Name || _view.IsTable != view.IsTable || !_view.Items.SequenceEqual(view.Items))
            Flush();
        _view = view;
        _run.Add(subject);
    }

    public string Finish()
    {
        Flush();
        return _text.ToString();
    }

    private static bool IsPlain(object value) => value is string or IFormattable and ValueType or bool or char or Uri or Version;

    private View Choose(PSObject subject, FormatEntry? entry)
    {
        if (entry?.Properties is not { Length: > 0 } names)
        {
            if (views.For(subject, entry?.Table) is { } known)
                return known with { AutoSize = known.AutoSize || entry?.AutoSize == true };
            names = ["*"];
        }

        string[] properties = [.. names.SelectMany(n => WildcardPattern.ContainsWildcardCharacters(n) ? subject.Properties.Match(n).Select(static p => p.Name) : [subject.Properties[n]?.Name ?? n])];
        bool table = entry?.Table ?? properties.Length <= 4;
        return new View(string.Empty, [], table, [.. properties.Select(static p => new ViewItem(p, p, null))], AutoSize: true);
    }

    private void Flush()
    {
        if (_run.Count == 0)
            return;
        if (_view!.IsTable)
            new TableWriter(_view, _run, width).Write(_text);
        else
            WriteList();
        _run.Clear();
        _view = null;
    }

    private void WriteList()
    {
        int label = _view!.Items.Max(static i => i.Label.Length);
        foreach (PSObject item in _run)
        {
            _text.AppendLine();
            foreach (ViewItem line in _view.Items)
            {
                string prefix = line.Label.PadRight(label) + " : ";
                foreach (string part in Wrap(line.Text(item), Math.Max(1, width - prefix.Length)))
                {
                    _text.Append(prefix).AppendLine(part);
                    prefix = new string(' ', prefix.Length);
                }
            }
        }

        _text.AppendLine();
    }

    /// <summary>Lines no longer than the room there is, broken at blanks where there are any.</summary>
    private static IEnumerable<string> Wrap(string text, int room)
    {
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            string rest = line;
            while (rest.Length > room)
            {
                int blank = rest.LastIndexOf(' ', room - 1, room);
                int end = blank > 0 ? blank + 1 : room;
                yield return rest[..end].TrimEnd();
                rest = rest[end..];
            }

            yield return rest;
        }
    }
}
