using System.Text;

namespace FastTrackFpx.Generator.Inputs;

/// <summary>A row of the naming table: which parameter set of which cmdlet an operation is.</summary>
internal sealed record NamingRow(string OperationId, string Cmdlet, string Set, string Notes)
{
    public string Verb => Cmdlet.Split('-')[0];

    public string Noun => Cmdlet.Split('-')[1];

    public bool IsDaily => Notes.Contains("daily", StringComparison.Ordinal);
}

/// <summary>The naming table (CSV).</summary>
internal static class NamingTable
{
    public static IReadOnlyList<NamingRow> Read(string path) =>
        [.. Rows(File.ReadAllText(path)).Skip(1).Select(cells => new NamingRow(cells[0], cells[3], cells[4], cells[5]))];

    private static IEnumerable<string[]> Rows(string text)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        bool isQuoted = false;
        foreach (char letter in text)
        {
            if (letter == '"') isQuoted = !isQuoted;
            else if (letter == '\r') continue;
            else if (isQuoted || (letter != ',' && letter != '\n')) cell.Append(letter);
            else
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (letter == ',') continue;
                if (cells.Count > 1) yield return [.. cells];
                cells.Clear();
            }
        }
    }
}
