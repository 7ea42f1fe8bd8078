using System.Management.Automation;
using Microsoft.VisualBasic.FileIO;

namespace Microsoft.PowerShell.Commands;

/// <summary>Rows of a file as objects whose properties are called like its columns; all values are text.</summary>
[Cmdlet("Import", "Csv")]
internal sealed class ImportCsvCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = string.Empty;

    protected override void ProcessRecord()
    {
        using TextFieldParser rows = new(GetUnresolvedProviderPathFromPSPath(Path)) { Delimiters = [","], HasFieldsEnclosedInQuotes = true };
        string[] columns = rows.ReadFields() ?? [];
        while (rows.ReadFields() is { } cells)
        {
            PSObject row = new();
            for (int i = 0; i < columns.Length; i++)
                row.Properties.Add(new PSNoteProperty(columns[i], i < cells.Length ? cells[i] : null));
            WriteObject(row);
        }
    }
}
