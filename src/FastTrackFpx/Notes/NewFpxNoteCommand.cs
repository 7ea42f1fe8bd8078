namespace FastTrackFpx.Notes;

/// <summary>Writes a note on a tenant: <c>POST tenants/{tenantId}/notes</c>. A note can be neither changed nor removed afterwards.</summary>
[Cmdlet(VerbsCommon.New, "FpxNote", SupportsShouldProcess = true, DefaultParameterSetName = ByText), OutputType(typeof(FpxNote))]
public sealed class NewFpxNoteCommand : WritingCmdlet
{
    private const string ByText = "Text";
    private const string ByPath = "Path";
    private const string ByRow = "InputObject";

    /// <summary>No text that is short enough has more bytes, in UTF-8 or UTF-32.</summary>
    private const long LargestFile = (4L * NoteRules.MaxLength) + 4;

    /// <summary>The tenant: its id, its name, or an object with a <c>TenantId</c> property.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByText)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [TenantIdTransformation(FromRow = true), ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference TenantId { get; set; }

    /// <summary>
    /// The text, up to 1,048,576 characters. Each text in the pipeline becomes a note of its own, so read a file with <c>Get-Content -Raw</c> or use
    /// <c>-Path</c>.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ByText)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [TextTransformation, AllowEmptyString, ArgumentCompleter(typeof(NoValueCompleter))]
    public string Text { get; set; } = string.Empty;

    /// <summary>The path of a file with the text, in UTF-8 or with a byte order mark.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [Alias("FullName", "PSPath"), AllowEmptyString, WellFormedText]
    public string Path { get; set; } = string.Empty;

    /// <summary>The category of the note: name, id, or the object that <c>Get-FpxNoteCategory</c> returns.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByText)]
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [Alias("NoteCategoryId"), LookupTransformation("NoteCategoryId"), ArgumentCompleter(typeof(LookupCompleter<FpxNoteCategory>))]
    public string NoteCategory { get; set; } = string.Empty;

    /// <summary>A row or object with the other parameters as properties, a file, or text.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByRow), ArgumentCompleter(typeof(NoValueCompleter))]
    public PSObject? InputObject { get; set; }

    /// <summary>Skips the checks of the documented rules, and their warnings. The service decides.</summary>
    [Parameter]
    public SwitchParameter SkipValidation { get; set; }

    private protected override bool SkipsValidation => SkipValidation;

    private protected override object? PipelineInput => RowOrRecord(InputObject);

    private protected override string? ParameterFor(string field) => base.ParameterFor(field) is { } parameter ? OfText(parameter) : null;

    private protected override string ParameterOf(FpxRuleFinding finding) => OfText(finding.ParameterName);

    private string OfText(string parameter) => parameter == nameof(Text) && Path.Length > 0 && InputObject?.BaseObject is not string ? nameof(Path) : parameter;

    private protected override async Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes)
    {
        Require((!TenantId.IsEmpty, nameof(TenantId)), (!string.IsNullOrWhiteSpace(NoteCategory), nameof(NoteCategory)));
        string text = await TextAsync(run).ConfigureAwait(false);
        var findings = NoteRules.Check(text);
        Validate(run, findings);

        // Half a character would arrive as another one: nothing that could be sent, whatever is skipped.
        findings.Where(finding => finding.RuleId == NoteRules.TextWhole).ThrowIfRefused();
        var categories = await new LookupsEndpoint(client).GetAsync<FpxNoteCategory>(refresh: false, run.Stopping).ConfigureAwait(false);
        FpxLookup category = LookupNames.Find(categories, NoteCategory, nameof(NoteCategory), idsPass: SkipValidation);
        if (await ChangeAsync(run, writes, new NoteChanges(client).PlanNew(TenantId, category, text)).ConfigureAwait(false) is not { } result) return;
        await run.WriteAsync(result.Value).ConfigureAwait(false);
    }

    private async Task<string> TextAsync(CmdletRun run)
    {
        // A line of Get-Content has the path of its file as a property, but the line is what counts.
        string? piped = InputObject?.BaseObject as string;
        bool fromFile = Path.Length > 0 && (piped is null || IsTyped(nameof(Path)));
        int sources = (fromFile ? 1 : 0) + (piped is null ? 0 : 1) + (IsBound(nameof(Text)) && (Text.Length > 0 || !fromFile) ? 1 : 0);
        Require((sources > 0, nameof(Text)));
        if (sources > 1)
            throw new InputException(ErrorCode.InvalidInput, "The note has more than one text.", nameof(Text), "Use one of -Text, -Path and a piped text.");
        return fromFile ? await ReadFileAsync(run).ConfigureAwait(false) : piped ?? Text;
    }

    private async Task<string> ReadFileAsync(CmdletRun run)
    {
        string path = await run.OnPipelineAsync(() => FullPath(Path, nameof(Path))).ConfigureAwait(false);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (file.Length > LargestFile)
            {
                throw new InputException(
                    ErrorCode.InvalidInput,
                    $"The file '{path}' has {file.Length:N0} bytes: a note has at most {NoteRules.MaxLength:N0} characters.",
                    nameof(Path),
                    "Shorten the text, or write several notes.");
            }

            using var reader = new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return await reader.ReadToEndAsync().ConfigureAwait(false);
        }
        catch (DecoderFallbackException)
        {
            throw new InputException(ErrorCode.InvalidInput, $"The file '{path}' is not UTF-8 text.", nameof(Path),
                "Save it as UTF-8, or read it with Get-Content -Raw -Encoding and pass it as -Text.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException(ErrorCode.InvalidInput, $"The file '{path}' cannot be read: {exception.Message}", nameof(Path),
                "Check the path and that you may read the file.");
        }
    }
}
