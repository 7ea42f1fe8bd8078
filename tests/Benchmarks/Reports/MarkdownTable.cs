using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace FastTrackFpx.Benchmarks.Reports;

/// <summary>A table that reads well as text and as markdown: words to the left, numbers to the right.</summary>
internal sealed class MarkdownTable(string name, params string[] columns)
{
    private readonly List<string[]> _rows = [];

    public string Name { get; } = name;

    public bool IsEmpty => _rows.Count == 0;

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Keeps the rows of an earlier table that this one does not have, in their places.</summary>
    /// <param name="earlier">The text of the earlier table.</param>
    public void KeepRowsOf(string earlier)
    {
        string[][] former =
        [
            .. earlier.Split('\n').Skip(3)
                .Where(line => line.StartsWith('|'))
                .Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries))
                .Where(row => row.Length == columns.Length),
        ];
        List<string[]> all = [.. former.Select(row => _rows.Find(own => own[0] == row[0]) ?? row)];
        all.AddRange(_rows.Where(own => !all.Contains(own)));
        _rows.Clear();
        _rows.AddRange(all);
    }

    public override string ToString()
    {
        int[] widths = [.. Enumerable.Range(0, columns.Length).Select(column => Math.Max(4, _rows.Prepend(columns).Max(row => row[column].Length)))];
        bool[] isNumber = [.. Enumerable.Range(0, columns.Length).Select(column => column > 0 && _rows.TrueForAll(row => IsNumber(row[column])))];
        var text = new StringBuilder();
        Line(columns);
        text.Append('|').AppendJoin('|', widths.Select((width, column) => Rule(width, isNumber[column]))).AppendLine("|");
        foreach (string[] row in _rows) Line(row);
        return text.ToString();

        void Line(string[] cells)
        {
            IEnumerable<string> padded = cells.Select((cell, column) => isNumber[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            text.Append("| ").AppendJoin(" | ", padded).AppendLine(" |");
        }

        static bool IsNumber(string cell) => cell.Length == 0 || char.IsAsciiDigit(cell.TrimStart('<', '-', '~')[0]);

        static string Rule(int width, bool isNumber) => isNumber ? $" {new string('-', width - 1)}: " : $" {new string('-', width)} ";
    }
}
