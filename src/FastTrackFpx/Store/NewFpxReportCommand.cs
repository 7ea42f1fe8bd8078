namespace FastTrackFpx.Store;

/// <summary>Writes a report as one HTML file, from a database of <c>Sync-FpxData</c> or live from the service. PowerShell 7.4 or later.</summary>
[Cmdlet(VerbsCommon.New, "FpxReport", DefaultParameterSetName = Live, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class NewFpxReportCommand : StoreCmdlet
{
    private const string Live = "Live";

    private FpxConnection? _connection;
    private ReportOrder? _order;

    /// <summary>The HTML file. An existing one is replaced.</summary>
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
        _order = new ReportOrder(Database, FullPath(OutFile, nameof(OutFile))!, Title, Csv, ResolveService);
    }

    private protected override async Task RunAsync(CmdletRun run)
    {
        if (!ShouldProcess(_order!.File, "Write the report")) return;
        IReadOnlyList<string> files = await Library.ReportAsync(run, _connection is null ? null : _connection.ClientFor(run), _order!).ConfigureAwait(false);
        if (PassThru) await run.WriteAllAsync(files.Select(file => new FileInfo(file))).ConfigureAwait(false);
    }
}
