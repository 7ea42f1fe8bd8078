using FastTrackFpx.Rest.Files;

namespace FastTrackFpx.Store;

/// <summary>Writes a report as one HTML file, from a database of <c>Sync-FpxData</c> or live from the service. PowerShell 7.4 or later.</summary>
[Cmdlet(VerbsCommon.New, "FpxReport", DefaultParameterSetName = Live, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class NewFpxReportCommand : StoreCmdlet
{
    private const string Live = "Live";

    private FpxConnection? _connection;
    private ReportOrder? _order;

    /// <summary>The HTML file. An existing one is replaced, unless it is a SQLite database.</summary>
    [Parameter(Mandatory = true, Position = 0), WellFormedText]
    public string OutFile { get; set; } = null!;

    /// <summary>The heading of the report.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string Title { get; set; } = "FastTrack customers";

    /// <summary>Also writes a CSV file for each table beside the HTML file.</summary>
    [Parameter]
    public SwitchParameter Csv { get; set; }

    /// <summary>Finds out the service of each status record: one request for each tenant and service with seats.</summary>
    [Parameter(ParameterSetName = Live)]
    public SwitchParameter ResolveService { get; set; }

    /// <summary>The connection to use, as an object or by name. Without it the newest connection of this runspace is used.</summary>
    [Parameter(ParameterSetName = Live), ArgumentCompleter(typeof(ConnectionCompleter))]
    public FpxConnection? Connection { get; set; }

    /// <summary>Returns the files.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override object? ErrorTarget => _order?.File;

    private protected override bool EndsEverything(RestException exception) => true;

    private protected override void Check()
    {
        if (ParameterSetName == Live) _connection = ConnectionRegistry.Choose(Connection);
        string file = FullPath(OutFile, nameof(OutFile))!;
        // Before anything is read: that can take an hour.
        WholeFile.Require(file, "file");
        if (IsDatabase(file))
            throw new InputException(ErrorCode.InvalidInput, $"-OutFile: {file} is a SQLite database, which a report does not replace.", nameof(OutFile),
                "Use -OutFile for the HTML file and -Path for the database.");
        _order = new ReportOrder(Database, file, Title, Csv, ResolveService);
    }

    private protected override async Task RunAsync(CmdletRun run)
    {
        if (!ShouldProcess(_order!.File, "Write the report")) return;
        IReadOnlyList<string> files = await Library.ReportAsync(run, _connection is null ? null : _connection.ClientFor(run), _order!).ConfigureAwait(false);
        if (PassThru) await run.WriteAllAsync(files.Select(file => new FileInfo(file))).ConfigureAwait(false);
    }

    /// <summary>True for a file that begins like each file of SQLite.</summary>
    private static bool IsDatabase(string file)
    {
        if (!File.Exists(file)) return false;
        try
        {
            using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), Encoding.ASCII);
            var head = new char[15];
            return reader.ReadBlock(head, 0, head.Length) == head.Length && new string(head) == "SQLite format 3";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What cannot be read is probably not writable either, and the writing says why.
            return false;
        }
    }
}
