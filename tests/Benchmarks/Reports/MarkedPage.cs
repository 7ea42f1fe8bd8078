using System;
using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;

namespace FastTrackFpx.Benchmarks.Reports;

/// <summary>A page of prose whose tables stand between marks, so that figures can be renewed without touching a word.</summary>
internal static class MarkedPage
{
    /// <summary>Puts tables, and what machine they are of, between the marks of their names; a file that is not there is made of the tables alone.</summary>
    public static void Write(string path, IReadOnlyList<MarkdownTable> tables, string machine)
    {
        string page = File.Exists(path) ? File.ReadAllText(path) : string.Empty;
        page = Put(page, "machine", machine + Environment.NewLine);
        foreach (MarkdownTable table in tables) page = Put(page, table.Name, table.ToString());
        File.WriteAllText(path, page.ReplaceLineEndings("\n"));
    }

    private static string Put(string page, string name, string content)
    {
        string begin = $"<!-- figures: {name} -->", end = "<!-- end -->";
        string block = $"{begin}{Environment.NewLine}{content}{end}";
        var marked = new Regex($"{Regex.Escape(begin)}.*?{Regex.Escape(end)}", RegexOptions.Singleline);
        return marked.IsMatch(page) ? marked.Replace(page, _ => block, 1) : $"{page}{Environment.NewLine}{block}{Environment.NewLine}";
    }
}
