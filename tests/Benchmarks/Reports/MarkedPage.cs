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
        foreach (MarkdownTable table in tables)
        {
            // These are of several suites; a run of some of them keeps the figures of the others.
            if (table.Name is "targets" or "start") table.KeepRowsOf(Block(table.Name).Match(page).Value);
            page = Put(page, table.Name, table.ToString());
        }

        File.WriteAllText(path, page.ReplaceLineEndings("\n"));
    }

    private static Regex Block(string name) => new($"<!-- figures: {Regex.Escape(name)} -->.*?<!-- end -->", RegexOptions.Singleline);

    private static string Put(string page, string name, string content)
    {
        string block = $"<!-- figures: {name} -->{Environment.NewLine}{content}<!-- end -->";
        return Block(name).IsMatch(page) ? Block(name).Replace(page, _ => block, 1) : $"{page}{Environment.NewLine}{block}{Environment.NewLine}";
    }
}
