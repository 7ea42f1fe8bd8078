using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace System.Management.Automation.Formatting;

/// <summary>Rows under headings, in columns that share the width there is.</summary>
internal sealed class TableWriter(View view, IReadOnlyList<PSObject> rows, int width)
{
    public void Write(StringBuilder text)
    {
        string[][] cells = [.. rows.Select(r => view.Items.Select(i => OneLine(i.Text(r))).ToArray())];
        Side[] sides = [.. view.Items.Select(SideOf)];
        int[] widths = Widths(cells);
        text.AppendLine();
        if (!view.HidesHeaders)
        {
            WriteRow(text, [.. view.Items.Select(static i => i.Label)], widths, sides);
            WriteRow(text, [.. view.Items.Select((item, i) => new string('-', Math.Clamp(item.Label.Length, 0, Math.Max(0, widths[i]))))], widths, sides);
        }

        foreach (string[] row in cells)
            WriteRow(text, row, widths, sides);
        text.AppendLine();
    }

    private Side SideOf(ViewItem column)
    {
        if (column.Side != Side.Undefined || view.Name.Length > 0)
            return column.Side;
        return PSObject.Unwrap(column.Read(rows[0])) is { } value && Conversion.IsNumber(value.GetType()) ? Side.Right : Side.Left;
    }

    /// <summary>A width for each column; -1 for one that there is no room for.</summary>
    private int[] Widths(string[][] cells)
    {
        int[] widths = [.. view.Items.Select((item, i) => view.AutoSize
            ? Math.Max(item.Label.Length, cells.Max(row => row[i].Length))
            : item.Width)];
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

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static void WriteRow(StringBuilder text, string[] cells, int[] widths, Side[] sides)
    {
        StringBuilder line = new();
        int last = Array.FindLastIndex(widths, static w => w > 0);
        for (int i = 0; i < cells.Length; i++)
        {
            if (widths[i] < 1)
                continue;
            if (i > 0)
                line.Append(' ');
            string cell = cells[i].Length > widths[i] ? Cut(cells[i], widths[i], sides[i]) : cells[i];
            int missing = widths[i] - cell.Length;
            line.Append(sides[i] switch
            {
                Side.Right => cell.PadLeft(widths[i]),
                Side.Center => cell.PadLeft(cell.Length + missing / 2).PadRight(widths[i]),
                // Nothing follows in the last column, so nothing fills it up.
                _ => i == last ? cell : cell.PadRight(widths[i]),
            });
        }

        text.Append(line).AppendLine();
    }

    private static string Cut(string cell, int room, Side side) =>
        side == Side.Right ? "…" + cell[(cell.Length - room + 1)..] : cell[..(room - 1)] + "…";
}
