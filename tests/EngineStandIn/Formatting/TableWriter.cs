using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace System.Management.Automation.Formatting;

/// <summary>Rows under headings, in columns that share the width there is.</summary>
internal sealed class TableWriter
{
    private readonly View _view;
    private readonly Side[] _sides;
    private readonly int[] _widths;

    /// <param name="view">The columns.</param>
    /// <param name="first">The first rows, which decide how wide columns are that follow their content.</param>
    /// <param name="width">The cells of a line.</param>
    public TableWriter(View view, IReadOnlyList<PSObject> first, int width)
    {
        _view = view;
        _sides = [.. view.Items.Select(item => SideOf(item, first[0]))];
        _widths = Share(width, [.. view.Items.Select(item => !view.AutoSize ? item.Width : Math.Max(Cells.Width(item.Label), first.Max(row => Cells.Width(OneLine(item.Text(row))))))]);
    }

    public void WriteHeadings(StringBuilder text)
    {
        if (_view.HidesHeaders)
            return;
        Write(text, [.. _view.Items.Select(static i => i.Label)]);
        Write(text, [.. _view.Items.Select((item, i) => new string('-', Math.Clamp(Cells.Width(item.Label), 0, Math.Max(0, _widths[i]))))]);
    }

    public void WriteRow(StringBuilder text, PSObject row) => Write(text, [.. _view.Items.Select(item => OneLine(item.Text(row)))]);

    // Only columns of a view that nobody wrote go by what is in them.
    private Side SideOf(ViewItem column, PSObject row) => column.Side != Side.Undefined || _view.Name.Length > 0
        ? column.Side
        : PSObject.Unwrap(column.Read(row)) is { } value && (value is bool or char || Conversion.IsNumber(value.GetType())) ? Side.Right : Side.Left;

    /// <summary>Gives columns without a width what is left, and takes from the last ones what is missing; -1 for one that there is no room for.</summary>
    private static int[] Share(int width, int[] widths)
    {
        bool[] open = [.. widths.Select(static w => w <= 0)];
        for (int i = 0; i < widths.Length; i++)
            widths[i] = Math.Max(1, widths[i]);
        int spare = width - Total(widths);
        while (spare > 0 && open.Contains(true))
        {
            for (int i = 0; i < widths.Length && spare > 0; i++)
            {
                if (!open[i])
                    continue;
                widths[i]++;
                spare--;
            }
        }

        for (int last = widths.Length - 1; last >= 0 && Total(widths) > width; last--)
        {
            int excess = Total(widths) - width;
            widths[last] = widths[last] - excess >= 1 ? widths[last] - excess : -1;
        }

        return widths;
    }

    private static int Total(int[] widths) => widths.Where(static w => w > 0).Sum() + widths.Count(static w => w > 0) - 1;

    private static string OneLine(string text) => text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and int end ? text[..end] + "…" : text;

    private void Write(StringBuilder text, string[] cells)
    {
        int last = Array.FindLastIndex(_widths, static w => w > 0);
        for (int i = 0; i <= last; i++)
        {
            if (_widths[i] < 1)
                continue;
            string cell = Cells.Width(cells[i]) > _widths[i] ? Cells.Cut(cells[i], _widths[i], keepEnd: _sides[i] == Side.Right) : cells[i];
            int missing = _widths[i] - Cells.Width(cell);
            int before = _sides[i] == Side.Right ? missing : _sides[i] == Side.Center ? missing / 2 : 0;
            // Nothing follows in the last column, so nothing fills it up.
            text.Append(i > 0 ? " " : string.Empty).Append(' ', before).Append(cell).Append(' ', i == last && _sides[i] != Side.Center ? 0 : missing - before);
        }

        text.AppendLine();
    }
}
