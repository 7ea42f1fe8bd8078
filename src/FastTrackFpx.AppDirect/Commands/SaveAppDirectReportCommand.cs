using FastTrackFpx.AppDirect.Requests;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Commands;

/// <summary>Downloads reports and returns the files.</summary>
[Cmdlet(VerbsData.Save, "AppDirectReport", DefaultParameterSetName = NewSet)]
[OutputType(typeof(FileInfo))]
public sealed class SaveAppDirectReportCommand : AppDirectCmdlet
{
    private const string NewSet = "V2";
    private const string OldSet = "V1";

    /// <summary>The id of the report.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = NewSet)]
    [Alias("ReportUuid")]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string ReportId { get; set; } = null!;

    /// <summary>The number of a report of the first version of the API.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OldSet)]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string ReportNumber { get; set; } = null!;

    /// <summary>The name of the file if the file store states none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("FileName")]
    [AllowNull]
    [AllowEmptyString]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string? ReportName { get; set; }

    /// <summary>The file to write to. The default is a file in the current folder, with the name that the file store states.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    public string? Path { get; set; }

    /// <summary>The folder to write to.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    public string? Destination { get; set; }

    /// <summary>Replaces a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override object? ErrorTarget => ReportId ?? ReportNumber;

    private protected override void Check()
    {
        if (Path is not null && Destination is not null)
            throw new InputException(ErrorCode.InvalidInput, "-Path and -Destination exclude each other.", nameof(Path), "Leave one of them out.");
        string parameter = Path is null ? nameof(Destination) : nameof(Path);
        string folder = Path is null ? FullPath(Destination ?? ".", parameter)! : System.IO.Path.GetDirectoryName(FullPath(Path, parameter))!;
        if (!Directory.Exists(folder))
            throw new InputException(ErrorCode.InvalidInput, $"The folder '{folder}' does not exist.", parameter, "Create the folder, or pass another one.");
    }

    private protected override async Task RunAsync(CmdletRun run)
    {
        string id = ParameterSetName == OldSet ? ReportNumber : ReportId;
        ReadTarget target = (ParameterSetName == OldSet
            ? ReadPlan.Of<PlainRow>("GET", "/api/reporting/v1/report/{ReportNumber}", [new(nameof(ReportNumber), [id])])
            : ReadPlan.Of<PlainRow>("GET", "/api/reporting/v2/reports/{ReportId}", [new(nameof(ReportId), [id])])).Targets().Single();
        string folder = FullPath(Destination ?? ".", nameof(Destination))!;
        string? file = FullPath(Path, nameof(Path));
        string? fallback = FileDownload.Safe(ReportName);
        bool isForced = Force;
        RestClient client = Chosen.RestFor(run);
        RestRequest request = target.Request([]);
        FileSource source;
        try
        {
            source = await FileDownload.LocateAsync(client, request, run.Stopping).ConfigureAwait(false);
        }
        catch (ServiceException refused) when (refused.StatusCode is 401 or 403)
        {
            throw Chosen.Explain(refused, [], isAboutOne: true);
        }

        FileInfo saved = source.Address is { } address
            ? await FileDownload.SaveAsync(client.Options, request, address, Place, run.Stopping).ConfigureAwait(false)
            : await FileDownload.SaveAsync(request, source, Place, run.Stopping).ConfigureAwait(false);
        await run.WriteAsync(saved).ConfigureAwait(false);

        string Place(string? stated)
        {
            string path = file ?? System.IO.Path.Combine(folder, stated ?? fallback ?? $"report-{FileDownload.Safe(id)}.csv");
            if (File.Exists(path) && !isForced)
                throw new InputException(ErrorCode.InvalidInput, $"The file '{path}' exists.", nameof(Path), "Use -Force to replace it, or another -Path.");
            return path;
        }
    }
}
